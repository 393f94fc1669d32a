"""Pages of accounts and settings."""
