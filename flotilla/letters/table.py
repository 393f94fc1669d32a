"""For each verb: who hears of it, in which letter. One row each; nothing else decides who is written to."""

from dataclasses import dataclass

from flotilla.assessment.verbs import Verb as Assessment
from flotilla.bodies.verbs import Verb as Body
from flotilla.contributions.verbs import Verb as Contribution
from flotilla.decisions.verbs import Verb as Decision
from flotilla.letters import audiences
from flotilla.letters.audiences import Audience
from flotilla.prizes.verbs import Verb as Prize
from flotilla.programmes.verbs import Verb as Programme


@dataclass(frozen=True)
class Row:
    """When this happens, these hear of it in that letter; what must arrive ignores digests and muting."""

    verb: str
    audience: Audience
    kind: str
    must_arrive: bool = False
    to_self: bool = False


TABLE = (
    # verb                            who hears                     which letter         must arrive
    Row(Contribution.SUBMITTED,       audiences.authors,            "receipt",           must_arrive=True, to_self=True),
    Row(Contribution.PUBLISHED,       audiences.authors,            "published",         must_arrive=True),
    Row(Contribution.WITHDRAWN,       audiences.supporters,         "withdrawn"),
    Row(Contribution.WITHDRAWN,       audiences.followers,          "withdrawn"),
    Row(Contribution.COAUTHOR_INVITED, audiences.invited,           "invitation",        must_arrive=True),
    Row(Contribution.COAUTHORED,      audiences.authors,            "coauthored"),
    Row(Contribution.MERGED,          audiences.authors,            "merged",            must_arrive=True),
    Row(Contribution.MERGED,          audiences.supporters,         "merged"),
    Row(Contribution.UNMERGED,        audiences.authors,            "unmerged",          must_arrive=True),
    Row(Contribution.SPLIT,           audiences.authors,            "split",             must_arrive=True),
    Row(Contribution.REMOVED,         audiences.removed_author,     "removed",           must_arrive=True),
    Row(Contribution.RESTORED,        audiences.removed_author,     "restored",          must_arrive=True),
    Row(Contribution.APPEAL_DECIDED,  audiences.removed_author,     "appeal_decided",    must_arrive=True),
    Row(Contribution.REPORT_SETTLED,  audiences.reporter,           "report_settled",    must_arrive=True),
    Row(Contribution.COMMENT_REMOVED, audiences.removed_author,     "removed",           must_arrive=True),
    Row(Contribution.COMMENT_RESTORED, audiences.removed_author,    "restored",          must_arrive=True),
    Row(Contribution.COMMENTED,       audiences.writers,            "commented"),
    Row(Contribution.COMMENTED,       audiences.authors,            "commented"),
    Row(Contribution.COMMENTED,       audiences.followers,          "commented"),
    Row(Decision.ASSIGNED,            audiences.asked_colleague,    "assigned",          must_arrive=True),
    Row(Decision.ANSWER_RELEASED,     audiences.authors,            "answered",          must_arrive=True, to_self=True),
    Row(Decision.ANSWER_RELEASED,     audiences.joined_authors,     "answered",          must_arrive=True, to_self=True),
    Row(Decision.ANSWER_RELEASED,     audiences.supporters,         "answered"),
    Row(Decision.ANSWER_RELEASED,     audiences.followers,          "answered"),
    Row(Decision.DECISION_TOLD,       audiences.authors,            "result",            must_arrive=True, to_self=True),
    Row(Decision.DECISION_TOLD,       audiences.joined_authors,     "result",            must_arrive=True, to_self=True),
    Row(Decision.DECISION_RELEASED,   audiences.untold_authors,     "decided",           must_arrive=True, to_self=True),
    Row(Decision.DECISION_RELEASED,   audiences.untold_joined_authors, "decided",        must_arrive=True, to_self=True),
    Row(Decision.DECISION_RELEASED,   audiences.supporters,         "decided"),
    Row(Decision.DECISION_RELEASED,   audiences.followers,          "decided"),
    Row(Decision.UPDATED,             audiences.authors,            "updated",           must_arrive=True),
    Row(Decision.UPDATED,             audiences.joined_authors,     "updated",           must_arrive=True),
    Row(Decision.UPDATED,             audiences.supporters,         "updated"),
    Row(Decision.UPDATED,             audiences.followers,          "updated"),
    Row(Decision.UNDERTAKING_CLOSED,  audiences.authors,            "updated",           must_arrive=True),
    Row(Decision.UNDERTAKING_CLOSED,  audiences.joined_authors,     "updated",           must_arrive=True),
    Row(Decision.UNDERTAKING_CLOSED,  audiences.supporters,         "updated"),
    Row(Decision.UNDERTAKING_CLOSED,  audiences.followers,          "updated"),
    Row(Decision.SECOND_LOOK_GIVEN,   audiences.second_look_asker,  "second_look",       must_arrive=True),
    Row(Decision.DECISION_REOPENED,   audiences.other_authors,      "reopened",          must_arrive=True),
    Row(Decision.DECISION_REOPENED,   audiences.joined_authors,     "reopened",          must_arrive=True),
    Row(Decision.DECISION_REOPENED,   audiences.supporters,         "reopened"),
    Row(Decision.DECISION_REOPENED,   audiences.followers,          "reopened"),
    Row(Body.ROLE_GRANTED,            audiences.holder,             "role_granted",      must_arrive=True, to_self=True),
    Row(Body.ROLE_ENDED,              audiences.holder,             "role_ended",        must_arrive=True, to_self=True),
    Row(Assessment.INVITED,           audiences.invited_to_panel,   "panel_invitation",  must_arrive=True),
    Row(Assessment.PART_ASKED,        audiences.authors,            "part_asked",        must_arrive=True),
    Row(Assessment.REMINDED,          audiences.invited_to_panel,   "panel_reminder",    must_arrive=True),
    Row(Prize.WENT_ON,                audiences.authors,            "passed",            must_arrive=True),
    Row(Prize.LEFT_OUT,               audiences.authors,            "passed",            must_arrive=True),
    Row(Prize.MENDING_ASKED,          audiences.authors,            "passed",            must_arrive=True),
    Row(Programme.AMENDED,            audiences.participants,       "amended",           must_arrive=True),
    Row(Programme.RESCHEDULED,        audiences.participants,       "rescheduled"),
    Row(Programme.OWNER_ASKED,        audiences.asked_owners,       "owner_asked",       must_arrive=True),
    Row(Programme.OWNER_ANSWERED,     audiences.owner_asker,        "owner_answered",    must_arrive=True),
    Row(Programme.PAUSED,             audiences.team,               "paused"),
    Row(Programme.OPENED,             audiences.followers,          "opened"),
)  # fmt: skip

ROWS: dict[str, tuple[Row, ...]] = {
    str(row.verb): tuple(other for other in TABLE if other.verb == row.verb) for row in TABLE
}
VERBS = frozenset(ROWS)
KINDS = frozenset(row.kind for row in TABLE)
