"""What is held about a person: shown, given, corrected, erased, and let go when its time is over."""
