"""The desk: what needs somebody today, and the work of answering."""
