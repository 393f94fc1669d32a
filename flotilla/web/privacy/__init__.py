"""Pages on which people see, take along, correct and erase what is held about them, and on which bodies answer for it."""
