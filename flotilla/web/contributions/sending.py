"""The last step: checking, sending, the receipt; and the link to finish later."""

from datetime import timedelta
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from flotilla.contributions import actions, queries, tokens
from flotilla.contributions.models import Contribution, Draft
from flotilla.journal import receipts
from flotilla.kit.refusal import Refusal
from flotilla.kit.wording import say
from flotilla.letters import links
from flotilla.letters.actions import post_letter
from flotilla.letters.models import Letter
from flotilla.people.models import Person
from flotilla.people.verbs import Sector
from flotilla.programmes.models import Programme
from flotilla.programmes.queries import current_promise
from flotilla.web import doors, once
from flotilla.web.contributions import drafting, journey
from flotilla.web.contributions.answers_shown import as_text
from flotilla.web.contributions.eligibility import size_in
from flotilla.web.contributions.given_away import given_away
from flotilla.web.contributions.steps import CODES, SendForm
from flotilla.web.contributions.take_part import closed, frame, kept_form, takes, way_to
from flotilla.web.contributions.words import shown_as
from flotilla.web.doors import Audience, door
from flotilla.web.programmes.finding import programme_at
from flotilla.web.refusing import posted, put_into

Forms = dict[str, Any]
MOST_LINKS_A_DAY = 5


@door(Audience.EVERYONE, shows=("programme", "draft"), limit="contribute")
def check(request: HttpRequest, address: str) -> HttpResponse:
    """Show all that was answered, beside the promise, and send it once."""
    programme = programme_at(request, address)
    draft = drafting.draft_in(request, programme)
    if draft is None:
        return _sent_before(request, programme)
    if not takes(request, programme):
        return closed(request, programme, draft)
    asked = {code: kept_form(request, programme, draft, code, bound=True) for code in CODES[:-1]}
    if wrong := next((code for code, form in asked.items() if not form.is_valid()), ""):
        return redirect(f"{way_to(programme, wrong)}?look=1")
    byline = _byline(asked)
    form = SendForm(posted(request), byline=byline, initial={"draft": draft.fingerprint})
    if contribution := _send(request, programme, draft, asked, form):
        return _to_receipt(programme, contribution)
    context = {
        **frame(request, programme, draft, "check"),
        "form": form,
        "rows": _rows(request, programme, draft, asked, byline),
        "given_away": given_away(_public(asked)),
        "promised": _promised(programme, request),
    }
    return render(request, "contributions/step_check.html", context)


def _sent_before(request: HttpRequest, programme: Programme) -> HttpResponse:
    """Lead a form that was posted twice to the receipt of the first; all else to the beginning."""
    key = request.POST.get("draft", "")[:64]
    sent = queries.sent_with(programme, key) if key.isalnum() else None
    return _to_receipt(programme, sent) if sent else redirect("take_part", programme.address)


def _to_receipt(programme: Programme, contribution: Contribution) -> HttpResponse:
    response = redirect("receipt", programme.address, tokens.claim_token(contribution))
    drafting.forget(response, programme.pk)
    return response


def _byline(asked: Forms) -> str:
    place = asked["place"].cleaned_data
    return shown_as(place.get("byline", ""), place.get("sector", ""))


def _send(
    request: HttpRequest, programme: Programme, draft: Draft, asked: Forms, form: forms.Form
) -> Contribution | None:
    """Send what was posted; what is refused is said on top of the form, and the draft stays."""
    if request.method != "POST" or not form.is_valid():
        return None
    idea, place, reach = (asked[code] for code in CODES[:-1])
    person = doors.person(request)
    contact = {name: reach.cleaned_data.get(name, "") for name in reach.fields}
    try:
        return actions.submit(
            programme,
            title=idea.title,
            answers={**idea.answers, **place.answers},
            kind=idea.cleaned_data.get("kind", ""),
            byline=place.cleaned_data["byline"],
            sector=place.cleaned_data["sector"],
            place=place.place(),
            point=place.point(),
            place_words=place.cleaned_data.get("place_words", ""),
            agreed=form.cleaned_data["consent"],
            wants_test=form.cleaned_data["wants_test"],
            language=get_language() or "",
            submission_key=draft.fingerprint,
            size=size_in(programme, draft),
            draft=draft,
            by=person,
            at=doors.now(request),
            **contact,
        )
    except Refusal as refused:
        put_into(form, refused)
        return None


def _public(asked: Forms) -> list[Any]:
    """Return the words of a draft that everybody will read."""
    idea, place, _reach = (asked[code] for code in CODES[:-1])
    answers = [form.answers.get(one.code) for form in (idea, place) for one in form.asked if one.public]  # fmt: skip
    return [idea.title, place.cleaned_data.get("place_words"), *answers]


def _rows(
    request: HttpRequest, programme: Programme, draft: Draft, asked: Forms, byline: str
) -> list[dict[str, Any]]:
    """Return every answer with the way to change it."""
    idea, place, reach = (asked[code] for code in CODES[:-1])
    ways = {code: way_to(programme, code) for code in CODES}
    rows = []
    if "kind" in idea.fields:
        kind = dict(idea.fields["kind"].choices).get(idea.cleaned_data["kind"], "")
        rows.append((_("You are sending"), kind, "idea", "id_kind_0"))
    rows.append((_("In one line"), idea.title, "idea", "id_title"))
    rows += _answered(idea, "idea")
    if "files" in idea.fields:
        names = "\n".join(one.name for one in draft.attachments.all())
        rows.append((_("Files"), names or _("None"), "idea", "files"))
    if "place_words" in place.fields:
        where = [place.place(), place.cleaned_data["place_words"]]
        words = ", ".join(str(one) for one in where if one) or _("Everywhere, or not said")
        rows.append((_("Where"), words, "place", "id_place_words"))
        if point := place.point():
            rows.append((_("The point on a map"), str(point), "place", "id_point"))
    rows += _answered(place, "place")
    rows.append((_("Shown as"), byline, "place", "id_byline"))
    if sector := place.cleaned_data["sector"]:
        rows.append((_("Writing as"), str(Sector(sector).label), "place", "id_sector"))
    reached = _reached(reach, doors.person(request))
    rows.append((_("We reach you by"), reached, "reach", "id_contact_phone"))
    return [
        {"name": name, "text": text, "href": f"{ways[step]}#{anchor}"}
        for name, text, step, anchor in rows
    ]


def _answered(form: Any, step: str) -> list[tuple[str, str, str, str]]:
    return [
        (
            say(one.label),
            as_text(one, form.answers[one.code]) if one.code in form.answers else _("Not answered"),
            step,
            f"id_{one.code}",
        )
        for one in form.asked
    ]


def _reached(reach: Any, person: Person | None) -> str:
    given = reach.cleaned_data
    ways = [person.email if person else given.get("contact_email", ""), given["contact_phone"]]
    words = ", ".join(way for way in ways if way)
    if not words:
        return _("You gave no way to reach you: keep the link of the receipt")
    return _("%(ways)s. Never shown") % {"ways": words}


def _promised(programme: Programme, request: HttpRequest) -> list[dict[str, str]]:
    """Return the short form of the promise: the days, and who decides."""
    rows = [
        {"name": step["stage"], "strong": step["date"], "text": ""}
        for step in journey.ahead(programme, doors.now(request))[1:]
        if step["date"]
    ]
    promise = current_promise(programme)
    if promise and promise.who_decides:
        rows.append({"name": _("Who decides"), "strong": "", "text": promise.who_decides})
    return rows


@door(Audience.EVERYONE, shows="contribution")
def receipt(request: HttpRequest, address: str, token: str) -> HttpResponse:
    """Say that it has come: its number, what happens next, and for a guest the link that makes it theirs."""
    contribution = tokens.claimed_by(token)
    programme = programme_at(request, address)
    if contribution is None or contribution.programme_id != programme.pk:
        raise Http404
    contribution.programme = programme
    author = contribution.authorships.first()
    context = {
        "contribution": contribution,
        "programme": programme,
        "steps": journey.so_far(contribution),
        "is_guest": author is not None and author.person_id is None,
        "claim_link": links.page(contribution.body, "claim", token),
        "noun": say(programme.plan.noun),
        "kept": receipts.first_of("contribution", contribution.pk),
    }
    return render(request, "contributions/receipt.html", context)


class LaterForm(forms.Form):
    """Where to send the link to finish later."""

    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        max_length=254,
        error_messages={"invalid": gettext_lazy("Write a whole address, such as sam@example.org.")},
        widget=forms.EmailInput({"autocomplete": "email"}),
    )


@door(Audience.EVERYONE, shows="draft", limit="post a link")
def later(request: HttpRequest, address: str) -> HttpResponse:
    """Show the secret link to what is being written, and send it to an address."""
    programme = programme_at(request, address)
    draft = drafting.draft_in(request, programme)
    if draft is None:
        return redirect("take_part", address)
    token = drafting.token_of(request, programme.pk)
    link = links.page(programme.body, "open_draft", token) if token else ""
    form = LaterForm(posted(request))
    sent_to = ""
    if request.method == "POST" and link and form.is_valid():
        sent_to = _post_link(request, programme, form, link)
    context = {"programme": programme, "form": form, "link": link, "sent_to": sent_to}
    page = render(request, "contributions/later.html", context)
    return once.done(page) if sent_to else page


def _post_link(request: HttpRequest, programme: Programme, form: LaterForm, link: str) -> str:
    """Send the link and return where to; nobody gets more of them in a day than they could have asked for."""
    email, at = form.cleaned_data["email"], doors.now(request)
    lately = Letter.objects.filter(kind="draft_link", written_at__gt=at - timedelta(days=1))
    if lately.filter(email__iexact=email).count() >= MOST_LINKS_A_DAY:
        form.add_error("email", _("Several links went there today. Look there, or keep this one."))
        return ""
    post_letter(
        "draft_link",
        email=email,
        body=programme.body,
        context={"programme_title": programme.title, "link": link},
        at=at,
        language=get_language() or "",
        is_urgent=True,
    )
    return str(email)
