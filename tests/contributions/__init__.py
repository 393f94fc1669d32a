"""Contributions: sending, supporting, joining, moderating."""
