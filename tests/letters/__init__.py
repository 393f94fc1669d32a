"""Letters: who hears, in which words, and that they leave once."""
