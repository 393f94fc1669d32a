"""Answers and decisions: what may be released, to whom, and what never may."""
