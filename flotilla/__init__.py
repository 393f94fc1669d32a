"""Public bodies and the people who live with a problem, solving it together."""
