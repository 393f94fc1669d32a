"""Pots and awards at the desk, and the awards that everybody may read."""
