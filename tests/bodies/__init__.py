"""Bodies: their parts, roles, and how sure they are of people."""
