"""Numbers about the record."""
