"""What the desk shows of a programme: suggestions, the crew, the checklist, warnings, the stages with their gates."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from flotilla.assessment import queries as assessment
from flotilla.bodies.rules import roles_of
from flotilla.contributions import queries as contributions
from flotilla.decisions import queries as decisions
from flotilla.insight import capacity
from flotilla.kit import written
from flotilla.kit.together import load_together
from flotilla.people.models import Person
from flotilla.programmes import queries
from flotilla.programmes.models import Programme, Promise
from flotilla.programmes.queries import Checked, Finding
from flotilla.programmes.recipes import suiting
from flotilla.programmes.verbs import INTAKE, Part
from flotilla.web.programmes import dates
from flotilla.web.programmes.set_up_steps import way_to
from flotilla.web.programmes.words import part_name

QUESTIONS = {
    "problem_clear": gettext_lazy("how clear the problem is"),
    "solvers": gettext_lazy("who could solve it"),
    "money": gettext_lazy("the money"),
    "weeks": gettext_lazy("the time"),
    "influence": gettext_lazy("the influence"),
}
MENDED_AT = {
    "question_written": "question",
    "promise_signed": "promise",
    "crew_named": "people",
    "time_given": "people",
    "voices_considered": "people",
    "dates_set": "dates",
    "private_with_reason": "settings",
    "data_lawful": "settings",
}


def suggested(found: list[suiting.Suggestion]) -> dict[str, Any]:
    """Return the suggestions in words: those that fit and can be run, those that fit and are to come, and the rest."""
    rows = [_suggestion(one) for one in found]
    fitting = [row for row in rows if row["fits"]]
    return {
        "fitting": [row for row in fitting if row["built"]],
        "to_come": [row for row in fitting if not row["built"]],
        "others": [row for row in rows if not row["fits"]],
        "asked_something": bool(found),
    }


def _suggestion(one: suiting.Suggestion) -> dict[str, Any]:
    return {
        "name": str(one.vehicle),
        "icon": one.vehicle.icon,
        "built": one.vehicle.is_built,
        "fits": one.fits,
        "reason": one.vehicle.reason,
        "speaks_for": ", ".join(str(QUESTIONS[code]) for code in one.speaks_for),
        "against": ", ".join(str(QUESTIONS[code]) for code in one.against),
    }


def crew_listed(programme: Programme) -> list[dict[str, Any]]:
    """Return the crew for the team itself: with names, in the order of the parts."""
    members = programme.crew.filter(left_at=None).select_related("person").order_by("pk")
    order = {part: number for number, part in enumerate(Part)}
    return [
        {
            "pk": member.pk,
            "part": Part(member.part),
            "part_name": part_name(member.part),
            "who": str(member.person) if member.person else member.name,
            "title": member.title,
            "hours": member.hours_a_week,
        }
        for member in sorted(members, key=lambda one: order[Part(one.part)])
    ]


def wanted(members: Iterable[dict[str, Any]]) -> list[dict[str, str]]:
    """Return the parts without which it cannot open, and that nobody has yet."""
    held = {row["part"] for row in members}
    return [
        {"part": part.value, "name": part_name(part), "words": str(part.label)}
        for part in queries.NEEDED_PARTS
        if part not in held
    ]


def checks(programme: Programme, checked: Iterable[Checked]) -> list[dict[str, Any]]:
    """Return the launch checklist: each condition, whether it is met, what is missing, and where to mend it."""
    return [
        {
            "words": _words(one),
            "met": one.is_met,
            "hard": one.condition.hard,
            "missing": _missing(programme, one),
            "href": _mended_at(programme, one),
        }
        for one in checked
    ]


def _mended_at(programme: Programme, one: Checked) -> str:
    code = MENDED_AT.get(one.condition.code)
    missing = one.finding.missing if one.finding else ()
    if one.condition.code == "promise_signed" and missing == ("signed",):
        return "#signature"
    if one.condition.code == "criteria_published":
        return reverse("desk_criteria", args=[programme.address])
    if one.condition.code in {"round_described", "proportionate"}:
        return reverse("desk_round", args=[programme.address])
    if one.condition.code == "rehearsed":
        return "#rehearsal"
    return way_to(programme.address, code) if code else ""


def _words(one: Checked) -> str:
    known = {
        "promise_signed": _("The promise is written and signed by the sponsor"),
        "crew_named": _("There is a sponsor, a host and a delivery owner"),
        "dates_set": _("Every stage has its dates"),
        "private_with_reason": _("It is public, or there is a stated reason why not"),
        "data_lawful": _("The form has a lawful basis, a time for which its data is kept, and a notice of privacy"),
    }  # fmt: skip
    words = str(one.condition)
    return known.get(one.condition.code, words) if words == one.condition.code else words


def _missing(programme: Programme, one: Checked) -> str:
    """Name what is missing in the words of the forms."""
    if one.finding is None or not one.finding.missing:
        return ""
    stages = {stage.code: str(stage) for stage in programme.plan.stages}
    columns = (*Programme._meta.concrete_fields, *Promise._meta.concrete_fields)
    fields = {field.name: str(field.verbose_name) for field in columns}
    parts = {part.value: part_name(part) for part in Part}
    said = {**fields, **stages, **parts, "signed": _("the signature")}
    return ", ".join(said.get(code, code) for code in one.finding.missing)


def warnings(programme: Programme, at: datetime) -> list[str]:
    """Return what does not block but should be looked at: hours when nobody is there, too short a time, dates past."""
    zone = programme.body.zone
    holidays = programme.body.days_off
    said = []
    for stage in programme.stages.all():
        if not stage.plan.verbs & INTAKE:
            continue
        if stage.closes_at and not queries.is_in_working_hours(stage.closes_at, zone, holidays):
            gaps = {"moment": written.moment_text(stage.closes_at)}
            said.append(_("It closes on %(moment)s, when nobody is there to help. Noon of a working day is better.") % gaps)  # fmt: skip
        if stage.opens_at and stage.closes_at and (stage.closes_at - stage.opens_at).days < 14:
            days = dates.days_between(stage.opens_at, stage.closes_at)
            short = ngettext(
                "It is open for %(days)s day only. People with little time need two weeks at least.",
                "It is open for %(days)s days only. People with little time need two weeks at least.",
                days,
            )
            said.append(short % {"days": days})
        if stage.opens_at and stage.opens_at < at:
            said.append(_("Its opening day is past, so it takes contributions from the moment it opens."))  # fmt: skip
    promise = queries.current_promise(programme)
    if promise and promise.first_answer_days and not programme.capacity_per_week:
        said.append(_("You have not said how many answers the team can write in a week, so nobody can warn you in time."))  # fmt: skip
    return said


def signatory_of(programme: Programme, person: Person | None) -> dict[str, str]:
    """Suggest the office under which a person signs: as in the crew, else the title of their post."""
    if person is None:
        return {}
    owners = {body.pk for body in programme.owners}
    shown = [one.title for one in programme.team if one.person_id == person.pk]
    posts = [one.title for one in roles_of(person) if one.body_id in owners]
    title = next((one for one in (*shown, *posts) if one), "")
    return {"signatory": title} if title else {}


def findings_above(programme: Programme) -> list[Finding]:
    """Return what the areas above programmes find for its gates; the door collects them for the action."""
    judged = assessment.findings(programme) if programme.plan.criteria else []
    return [*decisions.findings(programme), *contributions.findings(programme), *judged]


def findings_before(programme: Programme) -> list[Finding]:
    """Return what the areas above find of a programme that is being set up: nothing was sent yet, so only criteria count."""
    return assessment.findings(programme) if programme.plan.criteria else []


def capacity_said(programme: Programme, at: datetime) -> dict[str, Any] | None:
    """Say whether the team can answer what comes at the pace it stated; nothing if it stated none or nobody waits."""
    found = capacity.of_programme(programme, at)
    if found is None:
        return None
    gaps = {"pace": found.per_week, "waiting": found.waiting, "late": found.forecast.late}
    if found.forecast.late:
        said = _("At %(pace)d answers a week, %(late)d of the %(waiting)d who wait would be answered late. Pause, or answer faster.")  # fmt: skip
        return {"words": said % gaps, "warns": True}
    said = ngettext(
        "At %(pace)d answers a week, the one who waits is answered in time.",
        "At %(pace)d answers a week, all %(waiting)d who wait are answered in time.",
        found.waiting,
    )
    return {"words": said % gaps, "warns": False}


def _ahead(moment: datetime | None, at: datetime) -> bool:
    return moment is not None and moment > at


def stages_listed(programme: Programme, found: list[Finding], at: datetime) -> list[dict[str, Any]]:
    """Return every stage with its dates, whether it runs, and how its gate stands."""
    running = {stage.pk for stage in queries.stages_open(programme, at)}
    ready = programme.plan.preparation
    rows = []
    stages = list(programme.stages.all())
    load_together((stages, ["overrides"]))
    for stage in stages:
        if stage.plan.optional and stage.opens_at is None:
            continue
        stage.programme = programme
        gate = queries.checklist(stage, found) if stage.plan.gate else []
        rows.append(
            {
                "stage": stage,
                "runs": stage.pk in running,
                "begun": stage.opens_at is not None and stage.opens_at <= at,
                "late": stage.pk in running and bool(stage.closes_at and stage.closes_at <= at),
                "gate": gate,
                "moves": _ahead(stage.opens_at, at) or _ahead(stage.closes_at, at),
                "open": sum(not one.is_met for one in gate),
                "passes": bool(gate) and stage.passed_at is None and stage.plan not in ready,
            }
        )
    return rows
