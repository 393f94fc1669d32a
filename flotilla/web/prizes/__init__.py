"""Pages about the way of entries through a prize."""
