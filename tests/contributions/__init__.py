"""Contributions: rules, questions, actions."""
