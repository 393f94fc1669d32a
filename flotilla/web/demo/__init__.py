"""Pages that exist only in the demo: sign-in by a link, and the letters that would have been sent."""
