"""Who may see, change and answer for a contribution."""

from flotilla.contributions.models import Comment, Contribution
from flotilla.contributions.verbs import Standing
from flotilla.people.models import Person
from flotilla.programmes import rules as programme_rules

HIDDEN = frozenset({Standing.WITHDRAWN, Standing.REMOVED})


def may_see(person: Person | None, contribution: Contribution) -> bool:
    """Whoever may see the programme sees what is published there; authors and moderators see it before."""
    return Contribution.objects.visible_to(person).filter(pk=contribution.pk).exists()


def is_author(person: Person | None, contribution: Contribution) -> bool:
    """An author or co-author, as long as they have not left."""
    if person is None or not person.is_authenticated:
        return False
    mine = [one for one in contribution.authorships.all() if one.person_id == person.pk]
    return any(one.left_at is None for one in mine)


def wrote(person: Person | None, thing: Contribution | Comment) -> bool:
    """Whoever wrote it, alone or with others, even if they are no author any more: they never moderate it."""
    if person is None:
        return False
    if isinstance(thing, Comment):
        return thing.person_id == person.pk
    return thing.authorships.filter(person=person).exists()


def may_read_words(person: Person | None, contribution: Contribution) -> bool:
    """The words of what was withdrawn or removed are read by its authors and by moderators only."""
    if contribution.standing not in HIDDEN:
        return True
    return is_author(person, contribution) or may_moderate(person, contribution)


def may_read_aside(person: Person | None, contribution: Contribution) -> bool:
    """Answers that are not published are read by the authors and by those who answer them."""
    return is_author(person, contribution) or may_see_contact(person, contribution)


def may_revise(person: Person | None, contribution: Contribution) -> bool:
    """Authors and co-authors change the text; nobody does it for them."""
    return is_author(person, contribution)


def may_withdraw(person: Person | None, contribution: Contribution) -> bool:
    """Authors take a contribution back; a co-author can only leave."""
    if person is None or not person.is_authenticated:
        return False
    return contribution.authorships.filter(person=person, left_at=None, credit="author").exists()


def may_support(person: Person | None, contribution: Contribution) -> bool:
    """Everybody with an account who may see it; whether their level is enough is the action's matter."""
    return person is not None and person.is_authenticated and may_see(person, contribution)


def may_moderate(person: Person | None, contribution: Contribution) -> bool:
    """Moderators of any owner of the programme."""
    return programme_rules.may_moderate(person, contribution.programme)


def may_see_contact(person: Person | None, contribution: Contribution) -> bool:
    """How to reach the writer is for those who answer them."""
    return programme_rules.may_answer(person, contribution.programme)
