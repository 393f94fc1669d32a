"""Doors that hold: the five generators of checks, over every surface, as everybody, in one world of two bodies."""
