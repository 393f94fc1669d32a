"""Short versions of the most telling drills of `make prove`, and what its table says."""
