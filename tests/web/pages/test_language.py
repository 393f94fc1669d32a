"""Choosing the language on this device."""

import pytest


def test_the_choice_is_kept_and_leads_back(client, marlhaven):
    answer = client.post("/language/", {"language": "fr", "back": "http://testserver/glossary/"})
    assert answer.status_code == 302
    assert answer.headers["Location"] == "http://testserver/glossary/"
    assert '<html lang="fr"' in client.get("/glossary/").content.decode()


def test_the_page_remembers_where_one_came_from(client, marlhaven):
    page = client.get(
        "/language/", headers={"referer": "http://testserver/glossary/?q=1"}
    ).content.decode()
    assert 'value="http://testserver/glossary/?q=1"' in page


@pytest.mark.parametrize(
    "back", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", "x" * 1999]
)
def test_nobody_is_led_elsewhere(client, marlhaven, back):
    answer = client.post("/language/", {"language": "fr", "back": back})
    assert "elsewhere" not in answer.headers["Location"]
    assert "javascript" not in answer.headers["Location"]


def test_a_language_that_we_do_not_have_is_refused_in_words(client, marlhaven):
    answer = client.post("/language/", {"language": "xx\x00"})
    assert answer.status_code == 200
    assert "Please look at this again" in answer.content.decode()


@pytest.mark.parametrize("back", ["no", "?a=1", "9", "../x"])
def test_an_address_that_begins_in_the_middle_leads_home(client, marlhaven, back):
    answer = client.post("/language/", {"language": "fr", "back": back})
    assert answer.headers["Location"] == "/"
