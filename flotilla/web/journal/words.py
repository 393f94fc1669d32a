"""What an entry of the log is called on a page: the sentence of its verb, whichever area it is of."""

from flotilla.contributions.verbs import Verb as Contributed
from flotilla.decisions.verbs import Verb as Decided
from flotilla.journal.verbs import Verb as Kept
from flotilla.programmes.verbs import Verb as Run

SENTENCES = {str(verb): verb.label for area in (Contributed, Decided, Run, Kept) for verb in area}


def sentence(verb: str) -> str:
    """Return the sentence of a verb, in the language of the page."""
    return str(SENTENCES.get(verb, verb))
