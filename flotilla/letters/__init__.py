"""For each thing that happens: who hears of it, in which letter; and the post that sends it."""
