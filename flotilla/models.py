"""The roll: every model of every area, so that Django finds them. Nobody imports this file."""

from flotilla.assessment.models import (
    AgendaItem,
    Assessment,
    Correction,
    CriteriaSet,
    Criterion,
    Interest,
    Lot,
    Lottery,
    Meeting,
    Panel,
    PanelVote,
    PartOffer,
    Presence,
    Recommendation,
    Recusal,
    Ruling,
    Score,
    Scorecard,
    Seat,
)
from flotilla.awards.models import (
    Agreement,
    Award,
    Claim,
    Flag,
    Milestone,
    Payment,
    Posting,
    Pot,
    PublishedAward,
    Repayment,
    Variation,
)
from flotilla.bodies.models import (
    Body,
    Department,
    Holiday,
    InvitationCode,
    Membership,
    Place,
    Verification,
)
from flotilla.contributions.models import (
    Appeal,
    Attachment,
    Authorship,
    CoauthorInvitation,
    Comment,
    ConcernMet,
    Contribution,
    Distinction,
    Draft,
    Follow,
    GuestConsent,
    Merge,
    Removal,
    Report,
    Revision,
    Split,
    Support,
    TalkClosure,
    Theme,
    Withdrawal,
)
from flotilla.decisions.models import (
    Answer,
    AnswerTemplate,
    Assignment,
    Consideration,
    Decision,
    Note,
    SecondLook,
)
from flotilla.exchange.models import ImportRefusal, ImportRun
from flotilla.journal.models import Checkpoint, Commitment, Entry, Leaf, Log, Node
from flotilla.letters.models import Letter, Reading
from flotilla.people.models import AccessToken, Consent, Muting, Person
from flotilla.privacy.models import (
    DataRequest,
    Disclosure,
    Disposal,
    Erasure,
    LegalHold,
    PrivacyLink,
)
from flotilla.prizes.models import Passing
from flotilla.programmes.models import (
    Admission,
    AwardSize,
    Closure,
    CrewMember,
    EligibilityQuestion,
    MissingVoice,
    Opening,
    Override,
    OwnerInvitation,
    Ownership,
    Pause,
    Programme,
    Promise,
    Rehearsal,
    Rescheduling,
    Round,
    Stage,
)
from flotilla.upkeep.models import Backup, Tick

__all__ = [
    "AccessToken", "Admission", "AgendaItem", "Agreement", "Answer", "AnswerTemplate", "Appeal", "Assessment", "Assignment",
    "Attachment", "Authorship", "Award", "AwardSize", "Backup", "Body", "Checkpoint", "Claim", "Closure",
    "CoauthorInvitation", "Comment", "Commitment", "ConcernMet", "Consent", "Consideration", "Contribution", "Correction",
    "CrewMember", "CriteriaSet", "Criterion", "DataRequest", "Decision", "Department", "Disclosure", "Disposal",
    "Distinction", "Draft", "EligibilityQuestion", "Entry", "Erasure", "Flag", "Follow", "GuestConsent", "Holiday",
    "ImportRefusal", "ImportRun", "Interest", "InvitationCode", "Leaf", "LegalHold", "Letter", "Log", "Lot", "Lottery",
    "Meeting", "Membership", "Merge", "Milestone", "MissingVoice", "Muting", "Node", "Note", "Opening", "Override",
    "OwnerInvitation", "Ownership", "Panel", "PanelVote", "PartOffer", "Passing", "Pause", "Payment", "Person", "Place",
    "Posting", "Pot", "Presence", "PrivacyLink", "Programme", "Promise", "PublishedAward", "Reading", "Recommendation",
    "Recusal", "Rehearsal", "Removal", "Repayment", "Report", "Rescheduling", "Revision", "Round", "Ruling", "Score",
    "Scorecard", "Seat", "SecondLook", "Split", "Stage", "Support", "TalkClosure", "Theme", "Tick", "Variation",
    "Verification", "Withdrawal",
]  # fmt: skip
