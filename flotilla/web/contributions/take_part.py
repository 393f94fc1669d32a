"""Sending something in four short steps, each kept on the server as soon as it is posted."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from flotilla.contributions import actions, queries
from flotilla.contributions.models import Contribution, Draft
from flotilla.contributions.verbs import Verb
from flotilla.kit.files import FileRefused
from flotilla.kit.refusal import Refusal
from flotilla.programmes.models import Programme
from flotilla.programmes.queries import has_sizes, open_verbs
from flotilla.web import doors
from flotilla.web.contributions import drafting, journey
from flotilla.web.contributions.eligibility import size_in
from flotilla.web.contributions.questions import as_data, typed
from flotilla.web.contributions.similar import alike
from flotilla.web.contributions.steps import CODES, FORMS, NAMES
from flotilla.web.doors import Audience, door
from flotilla.web.programmes import parts
from flotilla.web.programmes.finding import programme_at


def takes(request: HttpRequest, programme: Programme) -> bool:
    """Whether a programme takes something new at this moment."""
    return Verb.SUBMITTED in open_verbs(programme, doors.now(request))


def closed(request: HttpRequest, programme: Programme, draft: Draft | None) -> HttpResponse:
    """Say that nothing new is taken now, and that what was written is kept."""
    at = doors.now(request)
    context = {
        "programme": programme,
        "where": parts.where(programme, at),
        "steps": parts.journey_steps(programme, at),
        "draft": draft,
    }
    return render(request, "contributions/not_now.html", context, status=200)


def frame(
    request: HttpRequest, programme: Programme, draft: Draft | None, step: str
) -> dict[str, Any]:
    """Return what stands around every step."""
    person = doors.person(request)
    return {
        "programme": programme,
        "draft": draft,
        "step": step,
        "step_number": CODES.index(step) + 1,
        "step_name": NAMES[step],
        "step_rows": [{"label": NAMES[code], "href": way_to(programme, code)} for code in CODES],
        "before": way_to(programme, CODES[CODES.index(step) - 1]) if step != CODES[0] else "",
        "invitation": parts.invitation(programme),
        "needs_account": programme.needs_account and person is None,
        "ahead": journey.ahead(programme, doors.now(request)),
    }


def way_to(programme: Programme, step: str) -> str:
    """Return the address of a step."""
    if step == CODES[0]:
        return reverse("take_part", args=[programme.address])
    return reverse("take_part_step", args=[programme.address, step])


def kept_form(
    request: HttpRequest, programme: Programme, draft: Draft | None, step: str, *, bound: bool
) -> Any:
    """Return the form of a step with what was kept of it; checked, if `bound`."""
    content, make = draft.content if draft else {}, FORMS[step]
    told: dict[str, Any] = {
        "programme": programme,
        "person": doors.person(request),
        "size": size_in(programme, draft),
    }
    empty = make(**told)
    if not bound:
        kept = {name: value for name, value in content.items() if name in empty.fields}
        return make(initial=kept, **told)
    return make(as_data(empty, content), **told)


@door(Audience.EVERYONE, shows=("programme", "draft"), once=False)
def take_part(request: HttpRequest, address: str, step: str = "idea") -> HttpResponse:
    """Ask one step's questions, and keep what was typed before anything else."""
    programme = programme_at(request, address)
    draft = drafting.draft_in(request, programme)
    if step not in FORMS:
        raise Http404
    if request.method == "POST":
        return _posted(request, programme, draft, step)
    if not takes(request, programme):
        return closed(request, programme, draft)
    if draft is None and step != CODES[0]:
        return redirect("take_part", address)
    if has_sizes(programme) and size_in(programme, draft) is None:
        return redirect("eligibility", address)
    form = kept_form(request, programme, draft, step, bound="look" in request.GET)
    return _page(request, programme, draft, step, form)


def _page(
    request: HttpRequest, programme: Programme, draft: Draft | None, step: str, form: forms.Form
) -> HttpResponse:
    context = {**frame(request, programme, draft, step), "form": form}
    if step == "idea":
        context["files"] = list(draft.attachments.all()) if draft else []
        context["similar"] = alike(request, programme, _text(draft)) if draft else []
    return render(request, f"contributions/step_{step}.html", context)


def _text(draft: Draft | None) -> str:
    """Return what was written so far in the first step, to look for similar ones."""
    content = draft.content if draft else {}
    return " ".join(str(content.get(name) or "") for name in content if name in _spoken(draft))


def _spoken(draft: Draft | None) -> set[str]:
    if draft is None:
        return set()
    asked = draft.programme.plan.form()
    return {"title"} | {one.code for one in asked if one.kind in {"short_text", "long_text"}}


def _posted(
    request: HttpRequest, programme: Programme, draft: Draft | None, step: str
) -> HttpResponse:
    """Keep what was typed, then go on, or show what to look at again."""
    told: dict[str, Any] = {
        "programme": programme,
        "person": doors.person(request),
        "size": size_in(programme, draft),
    }
    form = FORMS[step](request.POST, request.FILES, **told)
    content = typed(form)
    content.pop("alt", "")
    if request.POST.get("seen"):
        content["seen"] = True
    draft, token = drafting.save(request, programme, draft, content)
    take_files(request, draft, form)
    if not takes(request, programme):
        response = closed(request, programme, draft)
    elif "later" in request.POST:
        response = redirect("take_part_later", programme.address)
    elif form.is_valid():
        response = redirect(_after(request, programme, draft, step))
    else:
        response = _page(request, programme, draft, step, form)
    if token:
        drafting.keep(response, programme.pk, token)
    return response


def _after(request: HttpRequest, programme: Programme, draft: Draft, step: str) -> str:
    """Return where to go after a step: once to the similar ones, else to the next step."""
    if step == "idea" and not draft.content.get("seen") and alike(request, programme, _text(draft)):
        return reverse("take_part_before", args=[programme.address])
    return way_to(programme, CODES[CODES.index(step) + 1])


def take_files(request: HttpRequest, thing: Draft | Contribution, form: forms.Form) -> int:
    """Add the files; say of each that cannot be taken why, and keep the rest; return how many were added."""
    if "files" not in form.fields:
        return 0
    person, at, added = doors.person(request), doors.now(request), 0
    alt = "" if "alt" in form.errors else form.cleaned_data.get("alt", "")
    for upload in request.FILES.getlist("files"):
        try:
            actions.attach(thing, upload=upload, alt=alt, by=person, at=at)
        except (FileRefused, Refusal) as refused:
            form.add_error("files", f"{upload.name}: {refused}")
        else:
            added += 1
    return added


@door(Audience.EVERYONE, shows="contribution")
def before(request: HttpRequest, address: str) -> HttpResponse:
    """Show similar contributions before going on, with the choice to join one instead."""
    programme = programme_at(request, address)
    draft = drafting.draft_in(request, programme)
    if draft is None:
        return redirect("take_part", address)
    drafting.save(request, programme, draft, {"seen": True})
    context = {
        **frame(request, programme, draft, "idea"),
        "similar": alike(request, programme, _text(draft)),
        "onward": way_to(programme, "place"),
    }
    return render(request, "contributions/before.html", context)


@door(Audience.EVERYONE, shows="contribution", limit="search")
def similar(request: HttpRequest, address: str) -> HttpResponse:
    """Answer the script that looks for similar contributions while somebody writes."""
    programme = programme_at(request, address)
    found = alike(request, programme, request.GET.get("text", ""))
    context = {"programme": programme, "similar": found}
    return render(request, "contributions/similar.html", context)


@door(Audience.EVERYONE, shows="draft", once=False)
def open_draft(request: HttpRequest, token: str) -> HttpResponse:
    """Go on with the draft of a secret link, in this browser; where it was not begun only when the button is pressed.

    A link that somebody else sent must not lead people to write, unasked, into what its sender reads.
    """
    person = doors.person(request)
    draft = queries.draft_by_token(token, person)
    if draft is None:
        return render(request, "contributions/no_draft.html", status=404)
    programme = programme_at(request, draft.programme.address)
    if programme.pk != draft.programme_id:
        raise Http404
    is_own = person is not None and draft.person_id == person.pk
    if request.method != "POST" and not (is_own or drafting.may_read_draft(request, draft)):
        context = {"programme": programme, "draft": draft}
        return render(request, "contributions/open_draft.html", context)
    response = redirect("take_part", programme.address)
    drafting.keep(response, programme.pk, token)
    return response


@require_POST
@door(Audience.EVERYONE, shows="draft")
def remove_file(request: HttpRequest, address: str, pk: int) -> HttpResponse:
    """Take a file off what is being written."""
    programme = programme_at(request, address)
    draft = drafting.draft_in(request, programme)
    attachment = draft.attachments.filter(pk=pk).first() if draft else None
    if attachment is None:
        raise Http404
    actions.detach(attachment, by=doors.person(request), at=doors.now(request))
    messages.success(request, _("The file is removed."))
    return redirect("take_part", address)


@require_POST
@door(Audience.EVERYONE, shows="draft", once=False)
def drop_draft(request: HttpRequest, address: str) -> HttpResponse:
    """Throw away what is being written."""
    programme = programme_at(request, address)
    if draft := drafting.draft_in(request, programme):
        actions.drop_draft(draft, by=doors.person(request), at=doors.now(request))
        messages.success(request, _("What you began is thrown away."))
    response = redirect("programme", address)
    drafting.forget(response, programme.pk)
    return response
