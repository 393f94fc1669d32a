"""Pages of a person's own settings, and sign-in."""
