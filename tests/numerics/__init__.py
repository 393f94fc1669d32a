"""Tests of the arithmetic, without a database."""
