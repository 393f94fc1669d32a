"""What was decided, by whom and why, and the answer that everyone gets."""
