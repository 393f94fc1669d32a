"""Tests of the pages about criteria and panels."""
