"""Pages of a body: its colours and logo, its roles, its administration."""
