"""Pages that belong to no area."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from flotilla.people import actions as people
from flotilla.privacy.purposes import register
from flotilla.privacy.retention import table
from flotilla.web import glossary as words
from flotilla.web.doors import Audience, door, now, person
from flotilla.web.pages.forms import LanguageForm
from flotilla.web.refusing import posted


@door(Audience.EVERYONE)
def glossary(request: HttpRequest) -> HttpResponse:
    """Show the words of the field and what they mean here."""
    terms = sorted(words.terms().values(), key=lambda term: term.word.casefold())
    return render(request, "pages/glossary.html", {"terms": terms})


@door(Audience.EVERYONE, once=False)
def language(request: HttpRequest) -> HttpResponse:
    """Choose the language of the pages on this device."""
    back = came_from(request)
    form = LanguageForm(posted(request), initial={"language": request.LANGUAGE_CODE, "back": back})
    if request.method == "POST" and form.is_valid():
        answer = HttpResponseRedirect(
            form.cleaned_data["back"] if is_ours(request, form.cleaned_data["back"]) else home()
        )
        if me := person(request):
            facts = {"language": form.cleaned_data["language"]}
            people.change_settings(me, facts=facts, by=me, at=now(request))
        answer.set_cookie(
            *(settings.LANGUAGE_COOKIE_NAME, form.cleaned_data["language"]),
            max_age=365 * 86_400,
            secure=settings.SECURE,
            samesite="Lax",
        )
        return answer
    return render(request, "pages/language.html", {"form": form})


@door(Audience.EVERYONE, shows="body")
def ways(request: HttpRequest) -> HttpResponse:
    """Say how to take part without typing here: by telephone, on paper, in person."""
    return render(request, "pages/ways.html")


@door(Audience.EVERYONE, shows="body")
def house_rules(request: HttpRequest) -> HttpResponse:
    """Show the rules by which contributions and comments are moderated."""
    return render(request, "pages/house_rules.html")


@door(Audience.EVERYONE, shows="body")
def terms(request: HttpRequest) -> HttpResponse:
    """Show what people agree to when they send something."""
    return render(request, "pages/terms.html")


@door(Audience.EVERYONE, shows="body")
def privacy(request: HttpRequest) -> HttpResponse:
    """Say what is kept about people, why, and what they can ask for."""
    context = {"purposes": register().values(), "lapses": table().values()}
    return render(request, "pages/privacy.html", context)


@door(Audience.EVERYONE, shows="body")
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say what works for whom, what does not yet, and whom to tell."""
    return render(request, "pages/accessibility.html")


@door(Audience.EVERYONE)
def source(request: HttpRequest) -> HttpResponse:
    """Say what this site runs on, and where its source is."""
    return render(request, "pages/source.html", {"address": settings.SOURCE_URL})


def came_from(request: HttpRequest) -> str:
    """Return the page from which somebody came, if it is one of ours."""
    before = request.headers.get("Referer", "")
    return before if is_ours(request, before) and "/language/" not in before else home()


def is_ours(request: HttpRequest, address: str) -> bool:
    """Say whether an address leads to this site from wherever it is followed, as one that begins in the middle does not."""
    if not address.startswith(("/", "http:", "https:")):
        return False
    return url_has_allowed_host_and_scheme(
        address, {request.get_host()}, require_https=request.is_secure()
    )


def home() -> str:
    """Return the start page of the body that is visited."""
    return reverse("home")
