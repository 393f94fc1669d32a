"""The pages of who runs this copy."""
