"""Prizes and grants: the pots they come from, what is promised, paid and given back, to the penny."""
