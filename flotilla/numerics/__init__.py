"""Plain arithmetic, without a database: what a number means, where it is from, when not to use it."""
