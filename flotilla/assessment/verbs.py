"""What can happen when a panel judges."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verb(models.TextChoices):
    """Codes of the journal and the sentences that people read."""

    SCALE_SET = "criteria.scale_set", _("set the scale of the criteria")
    CRITERION_WRITTEN = "criteria.written", _("wrote a criterion")
    CRITERION_REMOVED = "criteria.removed", _("removed a criterion")
    CRITERIA_PUBLISHED = "criteria.published", _("published the criteria")
    CRITERIA_TAKEN_BACK = "criteria.taken_back", _("took the criteria back to change them")

    PANEL_SET_UP = "panel.set_up", _("set up the panel")
    INVITED = "panel.invited", _("invited somebody to the panel")
    SEAT_ACCEPTED = "panel.seat_accepted", _("took a seat on the panel")
    SEAT_DECLINED = "panel.seat_declined", _("declined a seat on the panel")
    SEAT_LEFT = "panel.seat_left", _("left the panel")
    BACKUP_CALLED_IN = "panel.backup_called_in", _("called a back-up in")
    COSTS_RECORDED = "panel.costs_recorded", _("recorded what a seat is paid")
    INTERESTS_STATED = "interest.stated", _("said where they have interests")
    INTEREST_DECLARED = "interest.declared", _("declared an interest in an entry")
    INTERESTS_SUSPECTED = "interest.suspected", _("looked for interests that nobody declared")
    INTEREST_CLEARED = "interest.cleared", _("found that there is no interest")
    BEGUN = "assessing.begun", _("began assessing: the criteria are frozen")
    ALLOTTED = "assessing.allotted", _("gave the entries to their readers")
    ALLOTTED_BY_HAND = "assessing.allotted_by_hand", _("gave an entry to a reader by hand")
    TAKEN_AWAY = "assessing.taken_away", _("took an entry from a reader")
    REMINDED = "assessing.reminded", _("reminded an assessor")
    NO_INTEREST = "assessment.no_interest", _("said that they have no interest in an entry")
    SAVED = "assessment.saved", _("kept a draft of an assessment")
    SENT = "assessment.sent", _("sent an assessment")
    CHANGED = "assessment.changed", _("changed an assessment")
    VOIDED = "assessment.voided", _("made an assessment void because of an interest")

    MEETING_OPENED = "meeting.opened", _("opened the meeting of the panel")
    CAME = "meeting.came", _("came to the meeting")
    WENT = "meeting.went", _("went from the meeting")
    ENTRY_CALLED = "meeting.entry_called", _("called an entry")
    STEPPED_OUT = "meeting.stepped_out", _("left the room because of an interest")
    CAME_BACK = "meeting.came_back", _("came back into the room")
    DISCUSSED = "meeting.discussed", _("ended the discussion of an entry")
    PUT_TO_VOTE = "meeting.put_to_vote", _("put an entry to the vote")
    VOTED = "meeting.voted", _("voted")
    RECOMMENDED = "meeting.recommended", _("closed the vote on an entry")
    SCORES_FROZEN = "meeting.scores_frozen", _("froze the scores")
    PART_ASKED = "meeting.part_asked", _("asked whether a part of the sum would do")
    PART_ANSWERED = "meeting.part_answered", _("said whether a part of the sum would do")
    SPENT = "meeting.spent", _("settled which entries are paid for")
    TIE_RULED = "meeting.tie_ruled", _("told equals apart, as the chair may")
    LOTS_ANNOUNCED = "lots.announced", _("announced a drawing of lots")
    LOTS_GIVEN_UP = "lots.given_up", _("gave a drawing of lots up before it was due")
    LOTS_DRAWN = "lots.drawn", _("drew lots")
    COUNTED_AGAIN = (
        "meeting.counted_again",
        _("counted a vote again without those who have an interest"),
    )
    DRAFTED = "meeting.drafted", _("turned the recommendations into draft decisions")
    MEETING_CLOSED = "meeting.closed", _("closed the meeting of the panel")
    CORRECTION_ASKED = "correction.asked", _("asked for a frozen score to be corrected")
    CORRECTION_AGREED = "correction.agreed", _("agreed to the correction as a second person")
    CORRECTION_REFUSED = "correction.refused", _("refused the correction")


class CriterionKind(models.TextChoices):
    """How a criterion counts."""

    WEIGHED = "weighed", _("Counts towards the total, by its weight")
    INDEPENDENT = "independent", _("Stands beside the total: pass or fail, or for information")
    BONUS = "bonus", _("Adds extra points, up to a cap")


PUBLIC = frozenset({Verb.CRITERIA_PUBLISHED, Verb.CRITERIA_TAKEN_BACK})


class SeatPart(models.TextChoices):
    """What somebody does on a panel."""

    CHAIR = "chair", _("Chair")
    DEPUTY = "deputy", _("Deputy chair")
    ASSESSOR = "assessor", _("Assessor")
    BACKUP = "backup", _("Back-up")


class InterestKind(models.TextChoices):
    """What ties somebody on a panel to an entry."""

    OWN = "own", _("It is their own entry")
    ORGANISATION = "organisation", _("The same organisation or department")
    DOMAIN = "domain", _("An e-mail address of the same organisation")
    ADDRESS = "address", _("The same postal address")
    COAUTHOR = "coauthor", _("They wrote something together")
    FAMILY = "family", _("Family or a close friend")
    MANAGEMENT = "management", _("One manages the other")
    BUSINESS = "business", _("Landlord, tenant, supplier or customer")
    POLITICAL = "political", _("A political role")
    OTHER = "other", _("Something else")


class InterestState(models.TextChoices):
    """Whether an interest is there."""

    SUSPECTED = "suspected", _("Suspected, to be looked at")
    DECLARED = "declared", _("Declared")
    CLEARED = "cleared", _("Looked at: no interest")


class AgendaGroup(models.TextChoices):
    """Why an entry comes where it does in a meeting."""

    GREY = "grey", _("Too close to call")
    SPLIT = "split", _("The assessors are split")
    REST = "rest", _("The rest")


class PanelChoice(models.TextChoices):
    """How a member of a panel votes on an entry."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    ABSTAIN = "abstain", _("Abstains")


class SpendRule(models.TextChoices):
    """Who is above the line of a meeting."""

    PLACES = "places", _("As many as can win")
    STRICT = "strict", _("Stop at the first that does not fit")
    SKIP = "skip", _("Skip what does not fit, with a reason for each")


class TieEnd(models.TextChoices):
    """What tells equals apart when no criterion does."""

    CHAIR = "chair", _("The chair decides, with a reason")
    LOTS = "lots", _("Lots are drawn, so that anybody can draw them again")
