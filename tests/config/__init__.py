"""Whether a copy is set up soundly."""
