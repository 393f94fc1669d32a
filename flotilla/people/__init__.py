"""Who takes part: accounts, how they want to be written to, what they agreed to."""
