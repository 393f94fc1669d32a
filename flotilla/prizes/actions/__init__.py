"""What people can do with the entries of a prize."""

from flotilla.prizes.actions.passing import Said, mend, pass_entries

__all__ = ["Said", "mend", "pass_entries"]
