"""Import from and export to other systems and open standards."""
