"""The tests: the same tree as the house, plus journeys and tests of the house itself."""
