"""Answers and the record, as everyone sees them."""
