"""Sending, supporting and following by a program: by the same actions and rules as the page."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.test import Client
from django.utils import translation

from flotilla.bodies.verbs import Level
from flotilla.contributions.form import NOT_AGREED
from flotilla.contributions.models import Contribution, Follow, Support
from flotilla.journal.models import Entry
from flotilla.kit.moments import database_now
from flotilla.people.models import Deed
from flotilla.programmes.models import Closure, Pause, Programme, Stage
from tests import factories

ALL = "/api/programmes/short-trips/contributions"
ONE = f"{ALL}/1"
IDEA = {
    "title": "Somewhere to sit",
    "answers": {"wrong": "Nothing to sit on."},
    "kind": "idea",
    "consent": True,
}
KEY = {"Idempotency-Key": "a-key-that-a-program-made-up"}


def post(client, path, sent=None, **headers):
    """Post as a program does."""
    return client.post(path, sent, content_type="application/json", headers=headers)


def errors(answer):
    """What is said, by field."""
    return {one["field"]: one["sentence"] for one in answer.json()["errors"]}


def a_year_ago():
    """Let every stage be over."""
    year = timedelta(days=365)
    Stage.objects.update(opens_at=F("opens_at") - year, closes_at=F("closes_at") - year)


def test_a_person_sends_an_idea_as_their_own(program_of, campaign, ada):
    answer = post(program_of(ada), ALL, IDEA)
    sent = Contribution.objects.get()
    told = answer.json()
    assert answer.status_code == 201
    assert (told["number"], told["standing"], told["claim_url"]) == (1, "listed", None)
    assert told["url"] == "http://testserver/p/short-trips/c/1/"
    assert [one.person for one in sent.authorships.all()] == [ada]
    assert (sent.channel, sent.answers) == ("api", {"wrong": "Nothing to sit on."})


def test_no_csrf_token_is_asked_for_since_no_cookie_counts(campaign):
    assert post(Client(enforce_csrf_checks=True), ALL, IDEA).status_code == 201


def test_a_guest_gets_the_link_that_makes_it_theirs(client, campaign, ada, client_of):
    answer = post(client, ALL, {**IDEA, "contact_email": "sam@example.org"})
    claim = answer.json()["claim_url"]
    assert client_of(ada).post(claim).status_code == 302
    assert [one.person for one in Contribution.objects.get().authorships.all()] == [ada]


def test_sent_again_with_the_same_key_it_counts_once(program_of, campaign, ada, dee):
    program = program_of(ada)
    first = post(program, ALL, IDEA, **KEY)
    again = post(program, ALL, IDEA, **KEY)
    assert (again.status_code, again.json()) == (201, first.json())
    assert Contribution.objects.count() == 1
    assert Entry.objects.filter(verb="contribution.submitted").count() == 1
    assert post(program_of(dee), ALL, IDEA, **KEY).json()["number"] == 2
    assert post(program_of(None), ALL, IDEA, **KEY).json()["number"] == 3


def test_the_same_key_with_other_words_is_refused_at_the_key(program_of, campaign, ada):
    program = program_of(ada)
    post(program, ALL, IDEA, **KEY)
    answer = post(program, ALL, {**IDEA, "title": "A bus"}, **KEY)
    assert (answer.status_code, list(errors(answer))) == (422, ["Idempotency-Key"])


def test_sent_again_after_the_stage_it_is_still_the_first(program_of, campaign, ada):
    program = program_of(ada)
    first = post(program, ALL, IDEA, **KEY)
    a_year_ago()
    assert post(program, ALL, IDEA, **KEY).json() == first.json()
    assert post(program, ALL, IDEA).status_code == 409


def test_without_a_key_two_are_two(program_of, campaign, ada):
    program = program_of(ada)
    assert [post(program, ALL, IDEA).json()["number"] for _time in range(2)] == [1, 2]


def test_all_that_is_wrong_is_said_at_once_in_the_language_asked_for(client, campaign):
    answer = post(client, ALL, {"answers": {"poem": "x"}, "kind": "song", "place": 7, "sector": "x"})  # fmt: skip
    assert answer.status_code == 422
    assert errors(answer) == {
        "title": "Say it in one line, so that others can find it.",
        "poem": "There is no such question.",
        "kind": "Choose one of the answers shown.",
        "place": "Choose one of the places shown.",
        "sector": "Choose one of the answers shown.",
        "consent": "Tick this, or it cannot be published.",
    }
    french = post(client, ALL, {}, **{"Accept-Language": "fr"})
    assert french["Content-Language"] == "fr"
    with translation.override("fr"):
        assert errors(french)["consent"] == str(NOT_AGREED)
    assert not Contribution.objects.exists()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ("[]", {"": "This cannot be taken as it is. The description of the interface says what it should be."}),
        ('{"title": 5, "wants_test": "perhaps", "poem": 1}', {"title": "Write this as text.", "wants_test": "Write true or false.", "poem": "There is no such field."}),
        ('{"answers": {"wrong": ["x"]}}', {"wrong": "Write this as text."}),
        ('{"consent": true, "title": "\\ud800"}', {"title": "This text has a damaged character. Find it and type it again."}),
        ('{"place": 1e400}', {"place": "Write a whole number, for example 12."}),
    ],
)  # fmt: skip
def test_what_has_the_wrong_shape_is_said_at_its_field(client, campaign, sent, said):
    answer = post(client, ALL, sent)
    assert (answer.status_code, errors(answer)) == (422, said)


@pytest.mark.parametrize("sent", ["{", "\x00", "[" * 100_000, '{"place": ' + "9" * 5_000 + "}"])
def test_what_is_no_json_is_said_to_be_unreadable(client, campaign, sent):
    answer = post(client, ALL, sent)
    assert (answer.status_code, errors(answer)) == (
        400,
        {"": "We could not read what was sent. Send JSON in UTF-8."},
    )


def test_what_is_too_much_or_no_json_by_name_is_refused(client, campaign):
    assert post(client, ALL, b'"' + b"x" * 5_000_000 + b'"').status_code == 413
    assert client.post(ALL, IDEA).status_code == 415
    assert client.post(ALL, '{"title": "x"}', content_type="text/plain").status_code == 415


def test_where_guests_are_not_let_in_one_is_asked_for_a_token(program_of, campaign, ada):
    Programme.objects.update(allows_guests=False)
    answer = post(program_of(None), ALL, IDEA)
    assert answer.status_code == 401
    assert errors(answer)[""].startswith("Sign in first")
    assert post(program_of(ada), ALL, IDEA).status_code == 201


def test_who_is_not_known_well_enough_may_not(program_of, campaign, bench, dee):
    Programme.objects.update(contribute_level=Level.CODE, support_level=Level.CODE)
    program = program_of(dee)
    assert [post(program, path, IDEA).status_code for path in (ALL, f"{ONE}/support")] == [403, 403]


def test_what_closed_or_paused_meanwhile_is_a_conflict(program_of, campaign, bench, ada, bo):
    program = program_of(ada)
    pause = Pause.objects.create(
        programme=campaign, reason="Too many.", paused_at=database_now(), paused_by=bo
    )
    answer = post(program, ALL, IDEA)
    assert (answer.status_code, errors(answer)) == (
        409,
        {"": "New contributions are paused: Too many. What you wrote is kept."},
    )
    pause.delete()
    Closure.objects.create(
        programme=campaign, learned="Much.", closed_at=database_now(), closed_by=bo
    )
    answers = [post(program, ALL, IDEA), post(program, f"{ONE}/support"), program.delete(f"{ONE}/support")]  # fmt: skip
    assert [one.status_code for one in answers] == [409, 409, 409]


@pytest.mark.parametrize("name", ["nobody", "ada", "bo", "cy", "sol", "max_", "dee", "eve"])
def test_each_of_the_cast_may_support_and_follow_but_a_guest(request, program_of, bench, name):
    person = None if name == "nobody" else request.getfixturevalue(name)
    program = program_of(person)
    expected = 401 if person is None else 200
    for path in (f"{ONE}/support", f"{ONE}/follow", "/api/programmes/short-trips/follow"):
        for _time in range(2):
            assert post(program, path).status_code == expected
    made = 0 if person is None else 1
    assert (Support.objects.count(), Follow.objects.count()) == (made, 2 * made)
    for path in (f"{ONE}/support", f"{ONE}/follow", "/api/programmes/short-trips/follow"):
        for _time in range(2):
            assert program.delete(path).status_code == expected
    assert (Support.objects.count(), Follow.objects.count()) == (0, 0)


def test_support_says_how_many_there_are(program_of, bench, dee):
    program = program_of(dee)
    assert post(program, f"{ONE}/support").json() == {
        "number": 1,
        "support": 1,
        "supported_by_me": True,
    }
    assert program.get(ONE).json()["supported_by_me"] is True
    assert program.delete(f"{ONE}/support").json()["support"] == 0


@pytest.mark.parametrize("name", ["ada", "bo", "dee"])
def test_what_may_not_be_seen_cannot_be_supported_or_followed(request, program_of, bench, name):
    Contribution.objects.update(standing="waiting", published_at=None)
    program = program_of(request.getfixturevalue(name))
    statuses = [post(program, f"{ONE}/{what}").status_code for what in ("support", "follow")]
    assert statuses == ([409, 200] if name == "ada" else [404, 404])


def test_it_goes_to_the_body_that_is_visited(program_of, campaign, harrowmere, ada):
    factories.a_programme(harrowmere, address="parks", opened_at=database_now() - timedelta(days=9))
    program = program_of(ada)
    answer = post(program, "/at/harrowmere/api/programmes/parks/contributions", IDEA)
    assert answer.json()["url"] == "http://testserver/at/harrowmere/p/parks/c/1/"
    assert Contribution.objects.get().body == harrowmere


@pytest.mark.parametrize("noun", ["support", "follow"])
def test_every_operation_counts_once_for_its_key(program_of, bench, dee, noun):
    program, there = program_of(dee), f"{ALL}/{bench.number}/{noun}"
    first = post(program, there, {}, **KEY)
    gone = program.delete(there, headers=KEY)  # the same key at another door is another key
    again = post(program, there, {}, **KEY)
    assert (first.status_code, gone.status_code) == (200, 200)
    assert (again.status_code, again.json()) == (200, first.json())
    assert getattr(bench, f"{noun}s").count() == 0


def test_what_was_refused_can_be_mended_with_its_key(program_of, campaign, ada):
    program = program_of(ada)
    assert post(program, ALL, {**IDEA, "title": ""}, **KEY).status_code == 422
    assert post(program, ALL, IDEA, **KEY).status_code == 201


def test_another_body_is_another_door(program_of, campaign, harrowmere, ada):
    """The same address, key and words below another body: nothing of the first is told."""
    program = program_of(ada)
    assert post(program, ALL, IDEA, **KEY).status_code == 201
    assert post(program, f"/at/harrowmere{ALL}", IDEA, **KEY).status_code == 404


def test_a_contribution_counts_once_for_ever(program_of, campaign, ada):
    """The key is part of the contribution, and outlives the two days for which every deed is remembered."""
    program = program_of(ada)
    first = post(program, ALL, IDEA, **KEY)
    Deed.objects.all().delete()
    assert post(program, ALL, IDEA, **KEY).json() == first.json()
