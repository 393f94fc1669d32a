"""Tests of the pages and files of the public log."""
