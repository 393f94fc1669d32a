"""Tests of the house itself: what every part must keep to, found by looking and not by a list."""
