"""The public log: tiles and checkpoints for machines, and pages that say in plain words what they are for."""
