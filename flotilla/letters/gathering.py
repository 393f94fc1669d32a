"""What a letter says, gathered when it is sent and with the recipient's rights; None if they may no longer see it."""

from collections.abc import Callable
from typing import Any

from django.db import models

from flotilla.assessment.models import Assessment, PartOffer, Seat
from flotilla.assessment.verbs import Verb as AssessmentVerb
from flotilla.bodies.models import Membership
from flotilla.bodies.roles import ROLES
from flotilla.contributions import reasons, rules
from flotilla.contributions.models import (
    Appeal,
    CoauthorInvitation,
    Comment,
    Contribution,
    Merge,
    Removal,
    Report,
)
from flotilla.contributions.tokens import claim_token, invitation_token, not_me_token, result_token
from flotilla.decisions.models import Answer, Assignment, Decision, SecondLook
from flotilla.decisions.queries import reason_sentences
from flotilla.decisions.verbs import AnswerKind
from flotilla.decisions.verbs import Verb as DecisionVerb
from flotilla.journal import receipts
from flotilla.journal.models import Entry
from flotilla.kit import written
from flotilla.kit.money import Money
from flotilla.kit.wording import say
from flotilla.letters import links
from flotilla.letters.models import Letter
from flotilla.letters.verbs import Why
from flotilla.prizes.models import Passing
from flotilla.programmes.models import OwnerInvitation, Pause, Programme, Promise, Stage
from flotilla.programmes.queries import current_promise
from flotilla.programmes.verbs import Verb as ProgrammeVerb

Gathered = dict[str, Any] | None
#: what still goes to those who may not read what was withdrawn or removed: that it was, and what was done of their own
OF_THE_HIDDEN = frozenset({"withdrawn", "removed", "restored", "appeal_decided", "report_settled"})


def gather(letter: Letter) -> Gathered:
    """Return the values for a letter's template, or None if it must not be sent any more."""
    values = _entry_values(letter) if letter.entry_id else dict(letter.context)
    if values is None:
        return None
    return {
        "letter": letter,
        "body": letter.body,
        "person": letter.person,
        "why": Why(letter.why).label if letter.why else "",
        **values,
    }


def _entry_values(letter: Letter) -> Gathered:
    entry = Entry.objects.filter(pk=letter.entry_id or 0).first()
    if entry is None:
        return None
    values: dict[str, Any] = {"entry": entry}
    for name, find in (("programme", _programme), ("contribution", _contribution)):
        thing, wanted = find(letter, entry)
        if wanted and thing is None:
            return None
        if isinstance(thing, Contribution) and not _has_words_for(letter, thing):
            return None
        if thing is not None:
            values[name], values[f"{name}_link"] = thing, _link(thing)
    values |= _secrets(letter, values) | _result_link(letter, values)
    if "programme" in values:
        values["noun"] = say(values["programme"].plan.noun)
        values["promise"] = current_promise(values["programme"])
        values["promise_link"] = links.page(
            letter.body, "promise_history", values["programme"].address
        )
    extra = EXTRAS.get(entry.subject_kind)
    more = extra(entry, values) if extra else {}
    return None if more is None else {**values, **more}


def _has_words_for(letter: Letter, contribution: Contribution) -> bool:
    """Say whether a letter about a contribution may go to its reader; of what they may not read it names the number only."""
    is_its_author = letter.why == Why.AUTHOR and letter.person is None
    if is_its_author or rules.may_read_words(letter.person, contribution):
        return True
    noun = say(contribution.programme.plan.noun)
    contribution.title = f"{noun[:1].upper()}{noun[1:]} {contribution.number}"
    contribution.words, contribution.answers = "", {}
    return letter.kind in OF_THE_HIDDEN


def _secrets(letter: Letter, values: dict[str, Any]) -> dict[str, str]:
    """What only a receipt tells: its fingerprint in the log, how to say that it was not sent by who got it, and to a guest the link that makes it theirs."""
    if letter.kind != "receipt" or "contribution" not in values:
        return {}
    kept = receipts.first_of("contribution", values["contribution"].pk)
    told: dict[str, str] = {}
    if kept is not None:
        told = {
            "digest": kept.digest,
            "log_link": links.page(letter.body, "log_receipt", kept.digest),
        }
    token = not_me_token(values["contribution"])
    told["not_me_link"] = links.page(letter.body, "not_me", token)
    if letter.person is not None:
        return told
    return told | {
        "claim_link": links.page(letter.body, "claim", claim_token(values["contribution"]))
    }


def _result_link(letter: Letter, values: dict[str, Any]) -> dict[str, str]:
    """Where entrants read what was decided before everybody does: signed in, or as a guest by a link of their own."""
    if letter.kind != "result" or "contribution" not in values:
        return {}
    thing = values["contribution"]
    if letter.person is None:
        return {"result_link": links.page(letter.body, "guest_result", result_token(thing))}
    return {"result_link": links.page(letter.body, "result", thing.programme.address, thing.number)}


def _link(thing: models.Model) -> str:
    if isinstance(thing, Contribution):
        return links.page(thing.body, "contribution", thing.programme.address, thing.number)
    programme: Programme = thing  # type: ignore[assignment]
    return links.page(programme.body, "programme", programme.address)


def _programme(letter: Letter, entry: Entry) -> tuple[Programme | None, bool]:
    if not entry.programme_id:
        return None, False
    programmes = Programme.objects.select_related("body")
    # they see no draft of others, but what they are asked to own or to judge
    if letter.kind in {"owner_asked", "panel_invitation", "panel_reminder"}:
        return programmes.filter(pk=entry.programme_id).first(), True
    if (
        letter.person is None
    ):  # a guest or a mailbox: what they sent or were asked about is theirs to hear of
        return programmes.filter(pk=entry.programme_id).first(), True
    return programmes.visible_to(letter.person).filter(pk=entry.programme_id).first(), True


def _contribution(letter: Letter, entry: Entry) -> tuple[Contribution | None, bool]:
    if not entry.contribution_id:
        return None, False
    contributions = Contribution.objects.select_related("body", "programme", "merged_into")
    its_own = letter.why in {
        Why.AUTHOR,
        Why.JOINED,
        Why.INVITED,
        Why.REPORTER,
    }
    if letter.person is None or its_own:
        return contributions.filter(pk=entry.contribution_id).first(), True
    return contributions.visible_to(letter.person).filter(pk=entry.contribution_id).first(), True


def _comment(entry: Entry, values: dict[str, Any]) -> Gathered:
    comment = Comment.objects.shown().filter(pk=entry.subject_id).first()
    return {"comment": comment} if comment else None


def _decision(entry: Entry, values: dict[str, Any]) -> Gathered:
    early = entry.verb == DecisionVerb.DECISION_TOLD
    found = Decision.objects.told() if early else Decision.objects.released()
    decision = found.filter(pk=entry.subject_id).first()
    if decision is None:
        return None
    before = Decision.objects.released().filter(
        contribution=decision.contribution_id, pk__lt=decision.pk
    )
    return {
        "decision": decision,
        "reasons": reason_sentences(decision),
        "answer": decision.answers.filter(kind=AnswerKind.FINAL).first(),
        "second_look": SecondLook.objects.filter(decision=decision).first(),
        "before": before.select_related("second_look").last(),
    }


def _answer(entry: Entry, values: dict[str, Any]) -> Gathered:
    answer = (
        Answer.objects.filter(pk=entry.subject_id, released_at__isnull=False)
        .select_related("decision")
        .first()
    )
    return {"answer": answer, "decision": answer.decision} if answer else None


def _invitation(entry: Entry, values: dict[str, Any]) -> Gathered:
    invitation = CoauthorInvitation.objects.filter(pk=entry.subject_id, settled_at=None).first()
    if invitation is None:
        return None
    link = links.page(
        values["contribution"].body, "coauthor_invitation", invitation_token(invitation)
    )
    return {"invitation": invitation, "invitation_link": link}


def _owner_invitation(entry: Entry, values: dict[str, Any]) -> Gathered:
    invitation = OwnerInvitation.objects.waiting().filter(pk=entry.subject_id).first()
    if invitation is None:
        return None
    link = links.page(invitation.body, "owner_invitation", invitation.pk)
    return {"invitation": invitation, "invitation_link": link}


def _seat(entry: Entry, values: dict[str, Any]) -> Gathered:
    """An invitation that was not answered yet; a reminder while there still is something to send."""
    seats = Seat.objects.filter(pk=entry.subject_id, left_at=None)
    if entry.verb == AssessmentVerb.INVITED:
        seats = seats.filter(is_accepted=None)
    else:
        seats = seats.filter(pk__in=Assessment.objects.waiting().values("seat_id"))
    seat = seats.select_related("panel__programme__body").first()
    if seat is None:
        return None
    return {"seat": seat, "seat_link": links.page(seat.programme.body, "seat", seat.pk)}


def _programme_itself(entry: Entry, values: dict[str, Any]) -> Gathered:
    """What a letter about a programme says beyond its name: how another body answered the asking."""
    if entry.verb != ProgrammeVerb.OWNER_ANSWERED:
        return {}
    answered = OwnerInvitation.objects.answered(entry.subject_id, entry.details.get("owner"))
    invitation = answered.select_related("body").first()
    if invitation is None:
        return None
    programme = values["programme"]
    return {
        "invitation": invitation,
        "run_link": links.page(programme.body, "run_programme", programme.address),
    }


def _passing(entry: Entry, values: dict[str, Any]) -> Gathered:
    """Whether an entry goes on, why, and until when what is missing can be mended, with the zone of that hour."""
    passing = Passing.objects.filter(pk=entry.subject_id).first()
    if passing is None:
        return None
    plans = values["programme"].plan.heats
    heat = next((say(one["name"]) for one in plans if one["code"] == passing.heat), passing.heat)
    where = (values["programme"].address, values["contribution"].number)
    mend_link = links.page(values["contribution"].body, "mend", *where)
    until = written.moment_text(passing.mend_until) if passing.mend_until else ""
    return {"passing": passing, "heat": heat, "mend_link": mend_link, "until": until}


def _removal(entry: Entry, values: dict[str, Any]) -> Gathered:
    removal = Removal.objects.filter(pk=entry.subject_id).first()
    if removal is None:
        return None
    reason = reasons.named(removal.reason)
    return {"removal": removal, "reason": reason.said if reason else ""}


def _membership(entry: Entry, values: dict[str, Any]) -> Gathered:
    memberships = Membership.objects.select_related("body", "granted_by", "ended_by")
    membership = memberships.filter(pk=entry.subject_id).first()
    if membership is None:
        return None
    return {
        "membership": membership,
        "role": ROLES[membership.role],
        "sign_in_link": links.page(membership.body, "account_login"),
    }


def _one(model: type[models.Model], name: str) -> Callable[[Entry, dict[str, Any]], Gathered]:
    def find(entry: Entry, values: dict[str, Any]) -> Gathered:
        thing = model._default_manager.filter(pk=entry.subject_id).first()
        return {name: thing} if thing else None

    return find


def _part_offer(entry: Entry, values: dict[str, Any]) -> Gathered:
    """What an applicant is asked about, while they have not answered."""
    offer = PartOffer.objects.filter(pk=entry.subject_id, answered_at__isnull=True).first()
    contribution: Contribution | None = values.get("contribution")
    if offer is None or contribution is None:
        return None
    place = (contribution.programme.address, contribution.number)
    return {
        "offer": offer,
        "amount": Money(offer.amount_minor, offer.currency),
        "part_link": links.page(contribution.body, "answer_part", *place),
    }


EXTRAS: dict[str, Callable[[Entry, dict[str, Any]], Gathered]] = {
    "comment": _comment,
    "decision": _decision,
    "answer": _answer,
    "removal": _removal,
    "passing": _passing,
    "appeal": _one(Appeal, "appeal"),
    "report": _one(Report, "report"),
    "merge": _one(Merge, "merge"),
    "coauthorinvitation": _invitation,
    "ownerinvitation": _owner_invitation,
    "programme": _programme_itself,
    "assignment": _one(Assignment, "assignment"),
    "secondlook": _one(SecondLook, "second_look"),
    "membership": _membership,
    "promise": _one(Promise, "promise"),
    "seat": _seat,
    "partoffer": _part_offer,
    "stage": _one(Stage, "stage"),
    "pause": _one(Pause, "pause"),
}
