"""The pages: one folder per area, each page beside its view."""
