"""Programmes: one run each of a vehicle, with its stages, its gates and the promise made before asking."""
