"""Tests of money that is given."""
