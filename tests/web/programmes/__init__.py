"""The pages about programmes."""
