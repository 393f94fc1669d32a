"""Programmes and what belongs to them: stages, promise, crew, owners, gates."""

from flotilla.programmes.models.crew import Admission, CrewMember, MissingVoice, Ownership
from flotilla.programmes.models.inviting import OwnerInvitation, OwnerInvitationQuerySet
from flotilla.programmes.models.life import Closure, Opening, Pause, Rehearsal
from flotilla.programmes.models.programme import Programme, ProgrammeQuerySet
from flotilla.programmes.models.promise import Promise
from flotilla.programmes.models.round import AwardSize, EligibilityQuestion, Round
from flotilla.programmes.models.stage import Override, Rescheduling, Stage, StageQuerySet

__all__ = [
    "Admission",
    "AwardSize",
    "Closure",
    "CrewMember",
    "EligibilityQuestion",
    "MissingVoice",
    "Opening",
    "Override",
    "OwnerInvitation",
    "OwnerInvitationQuerySet",
    "Ownership",
    "Pause",
    "Programme",
    "ProgrammeQuerySet",
    "Promise",
    "Rehearsal",
    "Rescheduling",
    "Round",
    "Stage",
    "StageQuerySet",
]
