"""The same questions and intentions as data."""
