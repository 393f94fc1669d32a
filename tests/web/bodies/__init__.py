"""The administration of a body."""
