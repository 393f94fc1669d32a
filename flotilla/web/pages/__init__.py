"""Pages that belong to no area: the words we use, the language, who made this."""
