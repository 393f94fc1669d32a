"""The awards that everybody may read."""

import json
import re
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest

from flotilla.awards import actions
from flotilla.exchange.giving.bringing import bring_awards
from tests.awards.makers import a_pot, a_running_award
from tests.exchange.test_awards import a_grant
from tests.factories import NOON


@pytest.fixture
def choir(marlhaven, bo, bea):
    """A published award, whose words try to leave their place."""
    award = a_running_award(a_pot(marlhaven), by=bo, second=bea, title="</script><b>Choir & co")
    return actions.publish_award(award, by=bo, at=NOON)


def brought(body, many):
    grants = [a_grant(number, title=f"Award {number}") for number in range(many)]
    bring_awards(body, file=BytesIO(json.dumps(grants).encode()), name="a.json", by=None, at=NOON)


def test_the_list_says_what_all_of_it_comes_to_and_finds_words(client, choir, marlhaven):
    brought(marlhaven, 30)
    page = client.get("/awards/").content.decode()
    assert ("<b>£93,858.90</b>" in page, "Choir &amp; co" in page) == (True, True)
    assert len(re.findall(r"/awards/\d+/", page)) == 25
    page = client.get("/awards/?q=Award+7").content.decode()
    assert len(re.findall(r"/awards/\d+/", page)) == 1


def test_a_page_says_it_as_schema_org_does_and_words_stay_words(client, choir):
    page = client.get(f"/awards/{choir.pk}/").content.decode()
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[1])  # fmt: skip
    assert (data["@type"], data["name"]) == ("MonetaryGrant", "</script><b>Choir & co")
    assert data["amount"] == {"@type": "MonetaryAmount", "currency": "GBP", "value": "3000.00"}
    assert data["fundedItem"]["name"] == "Eastfield Community Choir"
    assert "<b>Choir" not in page


def test_the_newest_stand_in_the_feed(client, choir):
    feed = ET.fromstring(client.get("/awards/feed/").content)
    titles = [one.text for one in feed.iter("{http://www.w3.org/2005/Atom}title")]
    assert titles == ["Awards of Marlhaven Council", "</script><b>Choir & co, £3,000"]


def test_all_of_them_are_given_as_data(client, choir, marlhaven):
    brought(marlhaven, 2)
    package = json.loads(b"".join(client.get("/awards/data.json").streaming_content))
    assert sorted(one["id"] for one in package["grants"]) == ["360G-made-up-0", "360G-made-up-1", "360G-marlhaven-community-1"]  # fmt: skip
    table = b"".join(client.get("/awards/data.csv").streaming_content).decode("utf-8-sig")
    assert table.splitlines()[0].startswith("Identifier,Title,Description,Currency")
    assert client.get("/awards/data.xml").status_code == 404


def test_an_award_of_another_body_is_not_here(client, choir, harrowmere):
    assert client.get(f"/at/harrowmere/awards/{choir.pk}/").status_code == 404


def test_the_list_asks_the_same_for_one_and_for_many(client, choir, marlhaven, django_assert_num_queries):  # fmt: skip
    client.get("/awards/")
    with django_assert_num_queries(3):
        client.get("/awards/?q=o")
    brought(marlhaven, 30)
    with django_assert_num_queries(3):
        client.get("/awards/?q=or")
