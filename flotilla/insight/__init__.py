"""Questions put to the record, answered in numbers with their uncertainty."""
