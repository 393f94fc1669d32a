"""Taking a copy of everything to another place, and bringing it back into an empty one."""
