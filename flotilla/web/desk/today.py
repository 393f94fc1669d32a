"""What needs me today, across programmes."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from flotilla.bodies.models import Body
from flotilla.bodies.rules import may
from flotilla.contributions.models import Contribution
from flotilla.contributions.queries import moderation_queue
from flotilla.contributions.queries.moderation import Waits
from flotilla.decisions import queries
from flotilla.insight import load, promises
from flotilla.kit import written
from flotilla.letters.queries import given_up
from flotilla.people.models import Person
from flotilla.programmes.models import OwnerInvitation, Programme, Stage
from flotilla.programmes.rules import may_start
from flotilla.web import doors
from flotilla.web.contributions.moderating import where_decided
from flotilla.web.desk import fleet, plot
from flotilla.web.doors import Audience, door

SOON = timedelta(days=2)
MOST = 12
WAITS = {
    Waits.UNREAD: gettext_lazy("Not read yet"),
    Waits.REPORTED: gettext_lazy("Reported"),
    Waits.APPEALED: gettext_lazy("Appealed against"),
    Waits.OBJECTED: gettext_lazy("Objected to joining"),
}


@door(Audience.DESK, shows=("contribution", "decision", "assignment", "programme", "letter"))
def today(request: HttpRequest) -> HttpResponse:
    """Show what needs somebody today: answers due, checks, moderation, second looks, next words, letters that failed."""
    body, person, at = doors.body(request), doors.person(request), doors.now(request)
    if person is None:  # the door let in only people who are signed in
        raise TypeError
    underway = fleet.underway(body, person)
    groups = [*_groups(body, person, at), _gates(underway, body, person, at)]
    groups = [group for group in groups if group["rows"]]
    now = load.of_body(body, at)
    context = {
        "today": timezone.localtime(at).date(),
        "groups": groups,
        "needed": sum(group["count"] for group in groups),
        "load": now,
        "dots": plot.dots(now),
        "ticks": plot.ticks(now),
        "sentence": plot.sentence(now),
        "quarter": promises.of_body(body, person, at, since=at - timedelta(days=91)),
        "others": _waiting_on(body, at),
        "joins": may(person, body, "moderate"),
        "starts": may_start(person, body),
        "fleet": fleet.rows(underway, body, person, at),
        "more": _more(body, person),
        "first": next(
            (row["href"] for group in groups if group["key"] == "answers" for row in group["rows"]),
            "",
        ),
    }
    return render(request, "desk/today.html", context)


MORE = (
    ("answer", "answer_queue", gettext_lazy("All that wait for an answer"), ""),
    ("answer", "answer_many", gettext_lazy("Answer many together"), "m"),
    ("decide", "decide_many", gettext_lazy("Decide many together"), "d"),
    ("decide", "release_decisions", gettext_lazy("Release decisions"), "s"),
    ("answer", "answer_templates", gettext_lazy("Answer templates"), ""),
    ("moderate", "moderation", gettext_lazy("Moderation"), ""),
    ("answer", "data_requests", gettext_lazy("Requests about data"), ""),
    ("import", "import_file", gettext_lazy("Bring contributions over"), ""),
)


def _more(body: Body, person: Person) -> list[dict[str, str]]:
    """Return the ways to the other pages of the desk that this person may open."""
    return [
        {"href": reverse(name), "words": str(words), "key": key}
        for intention, name, words, key in MORE
        if may(person, body, intention)
    ]


def _groups(body: Body, person: Person, at: datetime) -> list[dict[str, Any]]:
    on = timezone.localtime(at).date()
    groups = []
    if may(person, body, "answer"):
        due = queries.answers_due(body, on + SOON, person)
        groups.append(_group("answers", _("Answers due"), due, lambda one: _answer_row(one, on)))
    if may(person, body, "moderate"):
        waiting = moderation_queue(body, person)
        groups.append(
            _group("moderation", _("To moderate"), waiting, lambda one: _moderation_row(one, at))
        )
    if may(person, body, "decide"):
        groups += _decisions(body, person, on)
        looks = queries.second_looks(person, body)
        groups.append(_group("looks", _("Second looks"), looks, _look_row))
    asked = queries.assignments_for(person, body)
    failed = given_up(body) if may(person, body, "answer") else ()
    return [
        *groups,
        _group("owning", _("Asked to own jointly"), _owning(body, person), _owning_row),
        _group("asked", _("Asked of you"), asked, lambda one: _asked_row(one, on)),
        _group("letters", _("Letters that did not arrive"), failed, _letter_row),
    ]


def _decisions(body: Body, person: Person, on: date) -> list[dict[str, Any]]:
    """What decisions wait for: a check, better words, their hour, news."""
    to_check, returned = queries.to_check(person, body), queries.returned_to(person, body)
    to_release, words = queries.to_make_public(body, person), queries.words_due(body, on + SOON)
    again = queries.to_decide_again(body)
    table = (
        ("again", _("To be decided again"), again, "answer_one", _("Decide")),
        ("check", _("Decisions to check"), to_check, "check_decision", _("Check")),
        ("returned", _("Given back to you"), returned, "answer_one", _("Improve")),
        ("release", _("Checked, ready to release"), to_release, "release_decisions", _("Release")),
        ("words", _("Next word due"), words, "tell_update", _("Tell")),
    )
    return [
        _group(
            key,
            title,
            found,
            lambda one, page=page, verb=verb: _decision_row(one, page, verb, on),  # type: ignore[misc]
        )
        for key, title, found, page, verb in table
    ]


def _group(
    key: str,
    title: str,
    found: "QuerySet[Any] | Sequence[Any]",
    row: Callable[[Any], dict[str, Any]],
) -> dict[str, Any]:
    """The most urgent of what was found, and how many there are; counted apart only if there are more than are shown."""
    shown = list(found[: MOST + 1])
    count = len(shown)
    if count > MOST:
        count = found.count() if isinstance(found, QuerySet) else len(found)
    return {"key": key, "title": title, "count": count, "rows": [row(one) for one in shown[:MOST]]}


def _gates(
    underway: Sequence[Programme], body: Body, person: Person, at: datetime
) -> dict[str, Any]:
    """The stages whose time is up, or nearly, and whose gate nobody has passed yet."""
    held = []
    if may(person, body, "run_programmes"):
        held = [
            stage
            for programme in underway
            for stage in programme.stages.all()
            if stage.passed_at is None
            and stage.closes_at
            and stage.closes_at <= at + SOON
            and stage.plan.gate
            and stage.plan not in programme.plan.preparation
        ]
    on = timezone.localtime(at).date()
    return _group("gates", _("Stage gates"), held, lambda stage: _gate_row(stage, on))


def _gate_row(stage: Stage, on: Any) -> dict[str, Any]:
    return {
        **_due(timezone.localtime(stage.closes_at).date(), on),
        "title": f"{stage.programme.title}: {stage.plan}",
        "about": _("See what is met and what is missing."),
        "href": reverse("pass_gate", args=[stage.programme.address, stage.code]),
        "verb": _("Open gate"),
    }


def _due(on: Any, today: Any) -> dict[str, str]:
    """Return in words when something is due, and whether that is late or now."""
    if on is None:
        return {"due": _("No date"), "due_state": ""}
    if on < today:
        days = (today - on).days
        return {"due": ngettext("%d day late", "%d days late", days) % days, "due_state": "late"}
    words = {today: _("Today"), today + timedelta(days=1): _("Tomorrow")}
    return {
        "due": words.get(on, written.day_text(on, "short")),
        "due_state": "now" if on == today else "",
    }


def _answer_row(one: Contribution, on: Any) -> dict[str, Any]:
    by_phone = _("Wants to be rung.") if one.contact_phone and not one.contact_email else ""
    about = f"{one.programme.title}. {one.byline}. {by_phone}"
    return {
        **_due(one.answer_due_on, on),
        "title": one.title,
        "about": about,
        "href": _one(one),
        "verb": _("Answer"),
    }


def _one(contribution: Contribution) -> str:
    return reverse("answer_one", args=[contribution.programme.address, contribution.number])


def _decision_row(decision: Any, page: str, verb: str, on: Any) -> dict[str, Any]:
    contribution = decision.contribution
    if page == "release_decisions" and decision.in_steps:
        page, verb = "telling", _("Tell in order")
    args = {
        "telling": [contribution.programme.address],
        "answer_one": [contribution.programme.address, contribution.number],
        "release_decisions": [],
    }.get(page, [decision.pk])
    about = f"{contribution.programme.title}. {decision.get_outcome_display()}"
    has_day = page == "tell_update" or (decision.reopened_at and decision.next_word_on)
    due = _due(decision.next_word_on, on) if has_day else {"due": "", "due_state": ""}
    return {
        **due,
        "title": contribution.title,
        "about": about,
        "href": reverse(page, args=args),
        "verb": verb,
    }


def _look_row(look: Any) -> dict[str, Any]:
    contribution = look.decision.contribution
    href = reverse("give_second_look", args=[look.pk])
    return {"due": written.day_text(timezone.localtime(look.asked_at).date(), "short"), "due_state": "", "title": contribution.title, "about": contribution.programme.title, "href": href, "verb": _("Look")}  # fmt: skip


def _asked_row(assignment: Any, on: Any) -> dict[str, Any]:
    contribution = assignment.contribution
    about = assignment.question or contribution.programme.title
    return {**_due(assignment.due_on, on), "title": contribution.title, "about": about, "href": reverse("settle_assignment", args=[assignment.pk]), "verb": _("Reply")}  # fmt: skip


def _owning(body: Body, person: Person) -> "QuerySet[OwnerInvitation] | Sequence[Any]":
    """What other bodies asked this one to own with them, for those who may answer."""
    if not may(person, body, "run_programmes"):
        return ()
    asked = OwnerInvitation.objects.waiting().filter(body=body)
    return asked.select_related("programme__body")


def _owning_row(asked: OwnerInvitation) -> dict[str, Any]:
    return {
        "due": written.day_text(timezone.localtime(asked.invited_at).date(), "short"),
        "due_state": "",
        "title": asked.programme.title,
        "about": asked.programme.body.name,
        "href": reverse("owner_invitation", args=[asked.pk]),
        "verb": _("Answer"),
    }


def _moderation_row(waiting: Any, at: datetime) -> dict[str, Any]:
    days = waiting.days(at)
    return {
        "due": ngettext("%d day", "%d days", days) % days,
        "due_state": "now" if days >= 1 else "",
        "title": waiting.comment.text[:80] if waiting.comment else waiting.contribution.title,
        "about": f"{WAITS[waiting.why]}. {waiting.contribution.programme.title}",
        "href": where_decided(waiting),
        "verb": _("Decide"),
    }


def _letter_row(letter: Any) -> dict[str, Any]:
    """Without the address and what was said of it: those stand on a page of their own, and whoever opens it is named to them."""
    title = letter.programme_title or _("A letter of this body")
    return {
        "due": written.day_text(timezone.localtime(letter.given_up_at).date(), "short"),
        "due_state": "late",
        "title": title,
        "about": _("It did not arrive after all tries."),
        "href": f"{reverse('undelivered')}#letter-{letter.pk}",
        "verb": _("Look"),
    }


def _waiting_on(body: Body, at: datetime) -> list[dict[str, Any]]:
    """Count what others were asked for, by whom, and since when the oldest waits."""
    rows: dict[str, dict[str, Any]] = {}
    for one in queries.waiting_on_others(body):
        row = rows.setdefault(
            str(one.department or one.person),
            {
                "who": str(one.department or one.person),
                "count": 0,
                "days": (at - one.assigned_at).days,
            },
        )
        row["count"] += 1
    return list(rows.values())
