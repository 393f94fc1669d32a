"""What lies in deploy/ can be read by what it is for, and names only what is there."""
