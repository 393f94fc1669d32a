"""A panel at its meeting, as the tests of meetings begin from."""

from flotilla.assessment import actions
from flotilla.assessment.models import AgendaItem, Meeting, Panel, Seat
from tests import factories
from tests.assessment.test_assessing import Round
from tests.factories import NOON


class Meet(Round):
    """Four entries that Cy (chair), Pat (deputy) and Lee have read; each of the first three is scored by all."""

    def __init__(self, campaign, bo, cy, *, points=((4, 4, 4), (3, 2, 3), (2, 3, 3), (0, 1, 0))):
        super().__init__(campaign, bo, cy)
        Seat.objects.filter(person=self.pat).update(part="deputy")
        titles = ("Two", "Three", "Four")
        self.entries = [
            self.entry,
            *(factories.a_contribution(campaign, title=title) for title in titles),
        ]
        self.begin()
        for entry, given in zip(self.entries, points, strict=True):
            for person, point in zip((cy, self.pat, self.lee), given, strict=True):
                if point is not None:
                    self.sent(person, point, point, entry=entry)

    def tie(self, person, number):
        """Somebody declares an interest in one of the entries."""
        return actions.declare_interest(
            self.seats[person.pk], self.entries[number], kind="family", words="My sister.", by=person, at=NOON
        )  # fmt: skip

    def open(self, *, places=2, come=True, quorum=2):
        """Open the meeting; by default all three come."""
        Panel.objects.filter(pk=self.panel.pk).update(quorum=quorum)
        self.panel = Panel.objects.select_related("programme__body").get(pk=self.panel.pk)
        self.meeting = actions.open_meeting(self.panel, places=places, by=self.bo, at=NOON)
        if come:
            for person in (self.cy, self.pat, self.lee):
                self.come(person)
        return self

    def come(self, person):
        return actions.record_coming(self.now(), self.seats[person.pk], by=self.bo, at=NOON)

    def now(self):
        """The meeting as it is now."""
        return Meeting.objects.select_related("panel__programme__body").get(pk=self.meeting.pk)

    def item(self, number):
        """The agenda item of one of the entries, as it is now."""
        rows = AgendaItem.objects.select_related(
            "contribution__programme", "meeting__panel__programme__body"
        )
        return rows.get(meeting=self.meeting, contribution=self.entries[number])

    def call(self, number):
        return actions.call_entry(self.item(number), by=self.bo, at=NOON)

    def voted(self, number, *choices, reason="It meets the need."):
        """Call an entry, vote on it as Cy, Pat and Lee say (None does not vote), and close the vote."""
        self.call(number)
        put = actions.put_to_vote(self.item(number), by=self.bo, at=NOON)
        for person, choice in zip((self.cy, self.pat, self.lee), choices, strict=False):
            if choice:
                actions.vote(put, self.seats[person.pk], choice=choice, by=person, at=NOON)
        return actions.close_vote(put, reason=reason, by=self.bo, at=NOON)

    def close(self):
        """Close the meeting."""
        actions.close_meeting(self.now(), by=self.bo, at=NOON)
        return self


def a_meeting(campaign, bo, cy, **more):
    """A panel whose scores are all in."""
    cy.email = "cy@marlhaven.example"
    cy.save()
    return Meet(campaign, bo, cy, **more)
