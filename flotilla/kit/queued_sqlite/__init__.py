"""A backend of Django's: SQLite, before which those who write stand in a queue (docs/decisions/0011)."""
