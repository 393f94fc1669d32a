"""Awards as the 360Giving standard has them: read from what others publish, written as what we publish."""
