"""What people send: ideas, stories, examples; with the support, talk, merging and moderation around them."""
