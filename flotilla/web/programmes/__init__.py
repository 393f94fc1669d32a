"""The pages of programmes: home, lists, one programme, setting one up, running it."""
