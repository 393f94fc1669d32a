"""Bringing contributions over: every row accounted for, nothing twice, nothing half."""
