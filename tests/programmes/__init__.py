"""Programmes: rules, questions, actions, recipes."""
