"""The public bodies: their departments and places, and who speaks for them."""
