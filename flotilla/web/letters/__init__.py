"""Pages about letters: stopping them."""
