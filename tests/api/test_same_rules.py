"""The same input to the page, to the interface and to an import: taken by all or refused at the same field by all."""

from copy import deepcopy

import pytest

from flotilla.contributions.models import Contribution
from flotilla.exchange.bringing import check
from flotilla.exchange.rows import Prepared, RowRefused
from flotilla.kit.moments import database_now

PAGE = "/p/short-trips/take-part/"
STEPS = {
    "idea": ("kind", "title", "wrong", "help"),
    "place": ("who_for", "link", "place_words", "point", "byline", "sector"),
    "reach": ("contact_name", "contact_email", "contact_phone"),
}
GOOD = {"kind": "idea", "title": "Somewhere to sit", "wrong": "Nothing to sit on."}
ANSWERS = ("wrong", "help", "who_for", "link")
BAD = [
    ("title", ""),
    ("title", "x" * 91),
    ("title", "a\x00b"),
    ("wrong", ""),
    ("wrong", "x" * 5_001),
    ("wrong", "a\x07b"),
    ("link", "javascript:alert(1)"),
    ("link", "no address"),
    ("kind", "poem"),
    ("sector", "martian"),
    ("byline", "x" * 121),
    ("place_words", "x" * 201),
    ("point", "Mill Road"),
    ("point", "91, 0"),
    ("contact_email", "sam"),
    ("contact_email", "x" * 300 + "@example.org"),
    ("contact_phone", "ring me"),
    ("contact_name", "x" * 121),
]
#: an import is lenient where a file cannot be mended: what is missing, and a line that another system let be longer
LENIENT = {("title", "x" * 91), ("wrong", "")}
#: a file has no such columns; a point is read by the same rule before there is a row (tests/exchange)
NOT_IN_FILES = {"sector", "contact_phone", "contact_name", "point"}


def refused_by_the_page(client, facts):
    """The fields at which the page says that something is wrong."""
    found = set()
    for step, names in STEPS.items():
        where = PAGE if step == "idea" else f"{PAGE}{step}/"
        answer = client.post(where, {name: facts[name] for name in names if name in facts})
        if answer.context is not None and "form" in answer.context:
            found |= set(answer.context["form"].errors)
    return found


def refused_by_the_interface(client, facts):
    """The fields at which the interface says that something is wrong."""
    beside = {name: value for name, value in facts.items() if name not in ANSWERS}
    answers = {name: facts[name] for name in ANSWERS if name in facts}
    sent = {**beside, "answers": answers, "consent": True}
    answer = client.post("/api/programmes/short-trips/contributions", sent, content_type="application/json")  # fmt: skip
    return {one["field"] for one in answer.json().get("errors", ())}


def refused_by_an_import(programme, facts):
    """Whether a row of a file would be refused."""
    beside = {name: facts[name] for name in ("byline", "place_words", "contact_email", "kind") if name in facts}  # fmt: skip
    row = Prepared(
        reference="1",
        title=facts["title"],
        received_at=database_now(),
        published_at=None,
        answers={name: facts[name] for name in ANSWERS if facts.get(name)},
        facts={},
        **beside,
    )
    try:
        check(programme, row)
    except RowRefused:
        return True
    return False


@pytest.fixture
def campaign(campaign):
    """The campaign, in which one question must be answered."""
    campaign.recipe = deepcopy(campaign.recipe)
    for asked in campaign.recipe["fields"]:
        asked["required"] = asked["code"] == "wrong"
    campaign.save()
    del campaign.plan
    return campaign


@pytest.mark.parametrize(("field", "value"), BAD, ids=lambda value: value[:12])
def test_what_one_refuses_all_refuse_at_the_same_field(client, campaign, field, value):
    facts = {**GOOD, field: value}
    assert refused_by_the_page(client, facts) == {field}
    assert refused_by_the_interface(client, facts) == {field}
    if field not in NOT_IN_FILES:
        assert refused_by_an_import(campaign, facts) == ((field, value) not in LENIENT)
    assert not Contribution.objects.exists()


def test_what_one_takes_all_take(client, campaign):
    facts = {**GOOD, "link": "example.org/bench", "byline": "Carer, Northgate", "sector": "resident", "place_words": "Mill Road", "point": "TQ 300 804", "contact_phone": "+44 1632 960 001", "contact_email": "sam@example.org"}  # fmt: skip
    assert refused_by_the_page(client, facts) == set()
    assert refused_by_the_interface(client, facts) == set()
    assert not refused_by_an_import(campaign, facts)
    client.post(f"{PAGE}check/", {"consent": "on"})
    first, second = Contribution.objects.order_by("pk")
    for name in ("title", "answers", "byline", "sector", "place_words", "latitude", "longitude", "contact_phone", "contact_email", "kind"):  # fmt: skip
        assert getattr(first, name) == getattr(second, name), name
