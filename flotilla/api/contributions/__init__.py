"""What was sent to a programme: reading it, sending it, supporting and following it."""
