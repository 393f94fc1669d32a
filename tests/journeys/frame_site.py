"""A few pages that show every part, for the test of the frame alone."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template import RequestContext, engines
from django.urls import path

from config import urls
from flotilla.web import inputs

PAGES = Path(__file__).with_name("pages")
handler400, handler403, handler404 = urls.handler400, urls.handler403, urls.handler404
handler429, handler500 = urls.handler429, urls.handler500


class Idea(forms.Form):
    """A field of each kind."""

    kind = inputs.OneOf(
        label="What are you sending?",
        help_text="All three count the same and all get an answer.",
        choices=[
            ("idea", "An idea", "Something that would help"),
            ("story", "A story", "What it is like now"),
            ("example", "An example", "It works elsewhere"),
        ],
        initial="idea",
    )
    title = forms.CharField(
        label="Say it in one line",
        help_text="As you would to a neighbour.",
        max_length=90,
        widget=forms.TextInput({"data-count": ""}),
    )
    wrong = forms.CharField(
        label="What goes wrong now?", widget=forms.Textarea, max_length=4000, required=False
    )
    on = inputs.DayField(label="When did it happen?", required=False)
    cost = inputs.MoneyField(label="What would it cost?", required=False)
    place = forms.ChoiceField(label="Area", choices=[("", "All areas"), ("e", "Eastfield")])
    ways = forms.MultipleChoiceField(
        label="How may we reach you?",
        choices=[("e", "E-mail"), ("t", "Text message")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    files = inputs.FilesField(label="Choose files", help_text="Up to 5 files.", required=False)
    ok = forms.BooleanField(label="You may publish this")


def step(state: str, stage: str, on: str, note: str) -> dict[str, str]:
    """One step of a journey."""
    return {"state": state, "stage": stage, "date": on, "note": note}


def fact(name: str, text: str, strong: str = "") -> dict[str, str]:
    """One fact."""
    return {"name": name, "text": text, "strong": strong}


STEPS = [
    step("done", "Listen", "Sep to Nov 2025", "38 interviews, 6 walk-alongs, 212 trip diaries"),
    step("done", "Frame", "Dec 2025 to Jan 2026", "Question agreed with 22 residents"),
    step("now", "Call", "2 Feb to 30 Mar", "430 contributions so far"),
    step("next", "Assess", "31 Mar to 17 Apr", "Panel scores the shortlist"),
    step("next", "Decide", "Fri 24 April", "Final answers to all by 29 April"),
    step("next", "Test", "June to Sept", "At least 3 ideas, on the street"),
    step("next", "Measure", "Until Dec 2026", "Against the autumn 2025 baseline"),
    step("stop", "Spread", "From early 2027", "If it works, here and elsewhere"),
]
BOX = {
    "published": "Published 2 February 2026 by the Head of Transport.",
    "changes": "#changes",
    "changes_words": "Changed once since, see what and why",
    "will": ["At least 3 ideas tested this summer", "Every decision published with its reasons"],
    "will_not": ["New bus contracts before April 2027", "Building works over £12,000 at one place"],
    "facts": [
        fact("Who decides", "5 residents drawn by lot, 2 council officers.", "A panel of 9."),
        fact("Money", "for tests, up to £12,000 each.", "£60,000"),
        fact("You hear back", "of sending.", "First answer within 20 working days"),
    ],
    "influence": {
        "title": "How much influence you have: collaborate",
        "levels": [
            "Inform",
            "Consult",
            "Involve",
            {"label": "Collaborate", "note": "You help choose what is tested"},
            "Empower",
        ],
        "now": 4,
        "label": "Level 4 of 5 on the ladder of influence",
    },
    "kept": {
        "kept": 405,
        "waiting": 18,
        "late": 7,
        "answered": 412,
        "received": 430,
        "words": "98% within the promised 20 working days.",
        "href": "#counted",
    },
}
CARD = {
    "title": "Short trips, no car",
    "href": "#card",
    "text": "What stops you walking, wheeling or taking the bus to the clinic, the shops or school?",
    "icon": "campaign",
    "vehicle": "Crowdsourcing campaign",
    "left": "19 days left",
    "soon": True,
    "total": 8,
    "place": 3,
    "stage": "3 of 8: open call",
    "facts": [fact("You hear back", "within 20 working days"), fact("Who decides", "a panel of 9")],
}
IDEA = {
    "title": "A bench every 200 metres from Eastfield to the health centre",
    "href": "#idea",
    "text": "Not park benches. Narrow ones with arms, on walls and by shop fronts.",
    "meta": ["Resident, Eastfield", "Walking and resting", "Mill Road"],
    "state": "good",
    "state_words": "Heard, grouped with 30 others",
    "support": 1480,
    "comments": 1,
    "similar": 31,
}
CONTEXT: dict[str, Any] = {
    "steps": STEPS,
    "box": BOX,
    "card": CARD,
    "idea": IDEA,
    "figures": [
        {
            "figure": "1,284 of 1,291",
            "text": "answered by the date we promised.",
            "key": True,
            "href": "#late",
            "link": "Read about the 7 late ones",
        },
        {"figure": "37", "text": "ideas tested with the people who proposed them"},
    ],
    "said": {
        "said": "Make all buses free on Saturdays.",
        "who": "31 residents, in seven wards",
        "refused": True,
        "state": "stop",
        "state_words": "Not taken forward, 24 February 2026",
        "did": "It would cost £1.9m a year.",
        "href": "#reasons",
        "link": "Read the reasons",
    },
    "check": [
        {
            "name": "You are sending",
            "text": "An idea",
            "href": "#kind",
            "change": "what you are sending",
        },
        {"name": "In one line", "text": "Somewhere to sit", "href": "#line"},
    ],
    "page": {"previous": "#previous", "next": "#next"},
    "chips": [
        {"label": "All", "href": "#all", "count": 430, "current": True},
        {"label": "Buses", "href": "#buses", "count": 0},
    ],
    "closes": datetime(2026, 3, 30, 16, tzinfo=UTC),
    "on": date(2026, 4, 29),
    "step_names": ["Your idea", "Place and people", "How to reach you", "Check and send"],
}


def drawn(request: HttpRequest, name: str, **more: object) -> HttpResponse:
    """Draw one of the test's pages."""
    template = engines["django"].from_string((PAGES / name).read_text())
    return HttpResponse(template.template.render(RequestContext(request, {**CONTEXT, **more})))


def parts(request: HttpRequest) -> HttpResponse:
    """Every part."""
    return drawn(request, "parts.html")


def form(request: HttpRequest) -> HttpResponse:
    """Every field."""
    return drawn(request, "form.html", form=Idea(request.POST or None, request.FILES or None))


def desk(request: HttpRequest) -> HttpResponse:
    """The frame of the desk."""
    return drawn(request, "desk.html")


class Asked(forms.Form):
    """What is asked of a list."""

    q = forms.ChoiceField(
        label="Search", choices=[("", "All"), ("bus", "Buses"), ("b", "With a b")], required=False
    )
    sort = forms.ChoiceField(
        label="Order", choices=[("new", "Newest"), ("old", "Oldest")], required=False
    )


def listing(request: HttpRequest) -> HttpResponse:
    """A list with a filter."""
    words = ["bench", "bus", "crossing", "trailer"]
    asked = request.GET.get("q", "")
    rows = [word for word in words if asked in word]
    themes = [
        {"label": "All", "href": "/listing/", "count": 4, "current": not asked},
        {"label": "Buses", "href": "/listing/?q=bus", "count": 1, "current": asked == "bus"},
    ]
    return drawn(request, "listing.html", rows=rows, form=Asked(request.GET), themes=themes)


def similar(request: HttpRequest) -> HttpResponse:
    """What is like the text."""
    return drawn(request, "similar.html", text=request.GET.get("text", ""))


urlpatterns = [
    path("parts/", parts),
    path("form/", form),
    path("desk/", desk),
    path("listing/", listing),
    path("similar/", similar),
    *urls.urlpatterns,
]
