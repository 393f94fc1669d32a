"""What both the clients and the seed know, without Django."""

PEOPLE, CONTRIBUTIONS = 24, 12
ANSWERS = {"wrong": "There is nowhere to sit on the way.", "help": "Three places to sit."}
