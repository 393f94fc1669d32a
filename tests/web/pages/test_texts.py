"""The pages of plain text: our words, or those of the body."""

import pytest

ADDRESSES = ("/ways/", "/house-rules/", "/terms/", "/privacy/", "/accessibility/", "/source/")


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_body_that_wrote_nothing_has_our_words(client, marlhaven, address):
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.content.decode().count("<h1") == 1


@pytest.mark.parametrize(
    ("field", "address"),
    [
        ("meet_us", "/ways/"),
        ("house_rules", "/house-rules/"),
        ("terms", "/terms/"),
        ("privacy_notice", "/privacy/"),
        ("accessibility_note", "/accessibility/"),
    ],
)
def test_the_words_of_a_body_come_first_and_are_made_safe(client, marlhaven, field, address):
    setattr(marlhaven, field, "Come to the **library**.<script>alert(1)</script>")
    marlhaven.save()
    page = client.get(address).content.decode()
    assert "<strong>library</strong>" in page
    assert "<script>" not in page


def test_the_source_is_offered_where_it_is_known(client, marlhaven, settings):
    assert "they must give it to you" in client.get("/source/").content.decode()
    settings.SOURCE_URL = "https://code.example/flotilla"
    assert 'href="https://code.example/flotilla"' in client.get("/source/").content.decode()


def test_a_server_without_a_body_still_answers(client, db):
    for address in ADDRESSES:
        assert client.get(address).status_code == 200
