"""Tests of how a panel judges."""
