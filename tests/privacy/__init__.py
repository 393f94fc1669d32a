"""Tests of what is held about people."""
