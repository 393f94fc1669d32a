"""Who may write criteria, run a panel, sit on it, and see an entry there."""

from flotilla.assessment.models import (
    AgendaItem,
    Assessment,
    Correction,
    CriteriaSet,
    Interest,
    Lottery,
    Meeting,
    Panel,
    PartOffer,
    Presence,
    Seat,
)
from flotilla.assessment.verbs import SeatPart
from flotilla.contributions import rules as contribution_rules
from flotilla.contributions.models import Contribution
from flotilla.people.models import Person
from flotilla.programmes import rules as programme_rules
from flotilla.programmes.models import Programme


def may_write_criteria(person: Person | None, programme: Programme) -> bool:
    """Those who run the programme write its criteria; whether they still can be changed is the action's matter."""
    return programme_rules.may_run(person, programme)


def may_read_criteria(person: Person | None, criteria_set: CriteriaSet) -> bool:
    """Everyone who sees the programme reads what is published."""
    return criteria_set.published_at is not None and programme_rules.may_see(
        person, criteria_set.programme
    )


def may_run_panel(person: Person | None, programme: Programme) -> bool:
    """Those who run the programme invite its panel and look after it."""
    return programme_rules.may_run(person, programme)


def may_run_seat(person: Person | None, seat: Seat) -> bool:
    """Those who run the panel look after the seats of others; nobody after their own."""
    return may_run_panel(person, seat.programme) and not is_holder(person, seat)


def is_holder(person: Person | None, seat: Seat) -> bool:
    """Whose seat it is: who took it, or who was invited to it by their address."""
    if person is None or not person.is_authenticated:
        return False
    if seat.person_id is not None:
        return seat.person_id == person.pk
    return bool(seat.email) and seat.email == person.email.lower()


def may_see_entries(person: Person | None, seat: Seat) -> bool:
    """Whoever sits on the panel sees who has entered only after they said where they have interests."""
    return is_holder(person, seat) and seat.is_taken and seat.stated_at is not None


def may_see_ranking(person: Person | None, panel: Panel) -> bool:
    """Those who run the panel and those who sit on it; which entries they see there is the assessments' own rule."""
    if person is None or not person.is_authenticated:
        return False
    if may_run_panel(person, panel.programme):
        return True
    return panel.seats.taken().filter(person=person, stated_at__isnull=False).exists()


def has_interest(person: Person | None, contribution: Contribution) -> bool:
    """Whether an interest, declared or suspected, keeps this person from an entry."""
    if person is None or not person.is_authenticated:
        return False
    mine = Interest.objects.standing().filter(seat__person=person)
    return mine.filter(contribution=contribution).exists()


def may_settle_interest(person: Person | None, interest: Interest) -> bool:
    """Somebody who runs the panel looks at it; never whose interest it is, nor who has one in that entry themselves."""
    if not may_run_seat(person, interest.seat) or person is None:
        return False
    return not has_interest(person, interest.contribution)


def may_judge(person: Person | None, assessment: Assessment) -> bool:
    """Whom an entry was given to, as long as they sit on the panel, have said their interests and have none in it."""
    if person is None or not may_see_entries(person, assessment.seat):
        return False
    return Assessment.objects.live().of(person).filter(pk=assessment.pk).exists()


def may_take_away(person: Person | None, assessment: Assessment) -> bool:
    """Those who run the panel, of entries in which they have no interest themselves, and not from their own seat."""
    return may_run_seat(person, assessment.seat) and not has_interest(
        person, assessment.contribution
    )


def may_lead(person: Person | None, panel: Panel) -> bool:
    """The chair and the deputy lead the meeting of a panel, or whoever runs the panel for them."""
    if person is None or not may_see_ranking(person, panel):
        return False
    if may_run_panel(person, panel.programme):
        return True
    leads = panel.seats.taken().filter(person=person, part__in=(SeatPart.CHAIR, SeatPart.DEPUTY))
    return leads.exists()


def is_kept_from(person: Person | None, contribution: Contribution) -> bool:
    """Whether somebody must see nothing of an entry: they have an interest in it, or wrote it."""
    if person is None or not person.is_authenticated:
        return True
    wrote = person.authorships.filter(contribution=contribution).values("pk")
    tied = Interest.objects.standing().filter(seat__person=person, contribution=contribution)
    return wrote.union(tied.values("pk")).exists()


def may_see_item(person: Person | None, item: AgendaItem) -> bool:
    """Whoever may see the ranking, but for entries in which they have an interest or which they wrote."""
    panel = item.meeting.panel
    return may_see_ranking(person, panel) and not is_kept_from(person, item.contribution)


def leader_of(item: AgendaItem) -> Seat | None:
    """Who leads while this entry is discussed: the chair, else the deputy, else whoever has sat longest.

    Only those who are at the meeting, and none with an interest in the entry: a chair who has one is worked around.
    """
    inside = Presence.objects.filter(meeting=item.meeting_id, went_at__isnull=True)
    tied = Interest.objects.standing().filter(contribution=item.contribution_id)
    wrote = item.contribution.authorships.filter(person__isnull=False).values("person_id")
    seats = Seat.objects.taken().filter(pk__in=inside.values("seat_id"))
    able = list(seats.exclude(pk__in=tied.values("seat_id")).exclude(person__in=wrote))
    first = {SeatPart.CHAIR: 0, SeatPart.DEPUTY: 1}
    return min(able, key=lambda one: (first.get(SeatPart(one.part), 2), one.pk), default=None)


def may_lead_item(person: Person | None, item: AgendaItem) -> bool:
    """Whoever leads while this entry is discussed, or runs the panel; nobody with an interest in it."""
    if person is None or not may_see_item(person, item):
        return False
    if may_run_panel(person, item.meeting.programme):
        return True
    leader = leader_of(item)
    return leader is not None and leader.person_id == person.pk


def may_ask_correction(person: Person | None, assessment: Assessment) -> bool:
    """Whose assessment it is, or who runs the panel; nobody with an interest in the entry."""
    if person is None or is_kept_from(person, assessment.contribution):
        return False
    return is_holder(person, assessment.seat) or may_run_panel(person, assessment.seat.programme)


def may_settle_correction(person: Person | None, correction: Correction) -> bool:
    """Whoever leads the panel and did not ask for it themselves; nobody with an interest in the entry."""
    if person is None or correction.asked_by_id == person.pk:
        return False
    assessment = correction.assessment
    return may_lead(person, assessment.seat.panel) and not is_kept_from(
        person, assessment.contribution
    )


def may_spend(person: Person | None, meeting: Meeting) -> bool:
    """Whoever leads the meeting and has no interest in any of its entries: the order and every sum tell of all of them."""
    if person is None or not may_lead(person, meeting.panel):
        return False
    return not meeting.items.exclude(pk__in=meeting.items.open_to(person).values("pk")).exists()


def may_answer_part(person: Person | None, offer: PartOffer) -> bool:
    """The authors of an entry say whether a part of the sum would do."""
    return contribution_rules.is_author(person, offer.item.contribution)


def may_see_lots(person: Person | None, lottery: Lottery) -> bool:
    """Everybody who sees the programme sees a drawing of lots."""
    return programme_rules.may_see(person, lottery.meeting.programme)
