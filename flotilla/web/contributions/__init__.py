"""The pages about contributions: sending one, its page, its versions and people, what one sent."""
