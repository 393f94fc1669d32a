"""Pages about criteria and panels."""
