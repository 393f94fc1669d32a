"""Prizes: which entries go on from heat to heat, by decision with a reason; who is eligible, and what is still missing."""
