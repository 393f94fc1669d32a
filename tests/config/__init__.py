"""The settings and what they are read from."""
