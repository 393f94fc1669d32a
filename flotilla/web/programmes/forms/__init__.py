"""The forms by which programmes are set up and run."""
