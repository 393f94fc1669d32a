"""Small tools, one purpose each, that know nothing of our work."""
