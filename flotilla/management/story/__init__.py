"""The story of the demo: a made-up council with a year of history, told by calling the actions."""
