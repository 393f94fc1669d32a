"""Tests of the pages about money that is given."""
