"""Whether this copy is well: what ran by itself and when, what waits, how full the disk is, and what an operator can do."""
