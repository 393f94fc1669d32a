"""The pages of who runs this copy: how it is, and what to do."""
