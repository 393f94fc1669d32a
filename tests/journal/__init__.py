"""Tests of the journal and of its public log."""
