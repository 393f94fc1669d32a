"""Sending something in four steps: what is kept, what is refused, and that it counts once."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from flotilla.bodies.models import Body
from flotilla.contributions.models import Attachment, Contribution, Draft
from flotilla.contributions.verbs import Standing
from flotilla.kit.moments import database_now
from flotilla.letters.models import Letter
from flotilla.people.models import Person
from flotilla.programmes.models import Pause, Programme, Stage
from tests import factories

HERE = "/p/short-trips/take-part/"
IDEA = {"kind": "idea", "title": "Somewhere to sit", "wrong": "Nothing to sit on.", "help": ""}
PLACE = {"place_words": "Mill Road", "byline": "Resident, Eastfield", "sector": "resident"}
REACH = {"contact_name": "", "contact_email": "Sam@Example.org", "contact_phone": ""}


def fill(client: Client, idea: dict = IDEA, reach: dict = REACH) -> None:
    """Post the first three steps."""
    client.post(HERE, idea)
    client.post(f"{HERE}place/", PLACE)
    client.post(f"{HERE}reach/", reach)


def send(client: Client, **more: str) -> str:
    """Post the last step; return where it leads."""
    answer = client.post(f"{HERE}check/", {"consent": "on", **more})
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


def test_the_first_look_keeps_nothing(client: Client, campaign: Programme) -> None:
    answer = client.get(HERE)
    assert "What goes wrong now?" in answer.content.decode()
    assert not Draft.objects.exists()
    assert not any(name.startswith("draft") for name in answer.cookies)


def test_a_guest_sends_an_idea_and_gets_a_receipt(client: Client, campaign: Programme) -> None:
    fill(client)
    checked = client.get(f"{HERE}check/").content.decode()
    for words in ("Somewhere to sit", "Mill Road", "Resident, Eastfield", "Sam@Example.org"):
        assert words in checked
    receipt = client.get(send(client, wants_test="on")).content.decode()
    sent = Contribution.objects.get()
    assert "“Somewhere to sit” is number 1." in receipt
    assert "/claim/" in receipt
    assert (sent.answers, sent.kind, sent.byline, sent.sector, sent.wants_test) == (
        {"wrong": "Nothing to sit on."},
        "idea",
        "Resident, Eastfield",
        "resident",
        True,
    )
    assert (sent.contact_email, sent.standing) == ("Sam@Example.org", Standing.LISTED)
    assert not Draft.objects.exists()


def test_whoever_gives_somebody_away_is_told_and_may_go_on(
    client: Client, campaign: Programme
) -> None:
    fill(client, {**IDEA, "wrong": "Ask Mrs Lee, 01904 555 017."})
    checked = client.get(f"{HERE}check/").content.decode()
    assert "<b>01904 555 017</b>: looks like a phone number" in checked
    assert "<b>Sam@Example.org</b>" not in checked  # how to reach them is never shown
    send(client)
    assert Contribution.objects.get().answers == {"wrong": "Ask Mrs Lee, 01904 555 017."}


def test_whoever_gives_nobody_away_is_not_bothered(client: Client, campaign: Programme) -> None:
    fill(client)
    assert "given-away" not in client.get(f"{HERE}check/").content.decode()


def test_somebody_signed_in_sends_it_as_their_own(
    client: Client, campaign: Programme, ada: Person
) -> None:
    client.force_login(ada)
    fill(client)
    send(client)
    sent = Contribution.objects.get()
    assert [one.person for one in sent.authorships.all()] == [ada]
    assert sent.contact_email == ""


def test_posted_twice_it_counts_once(client: Client, campaign: Programme) -> None:
    fill(client)
    key = Draft.objects.get().fingerprint
    first = send(client, draft=key)
    assert send(client, draft=key) == first
    assert Contribution.objects.count() == 1


def test_a_key_that_nobody_sent_leads_to_the_beginning(client: Client, campaign: Programme) -> None:
    for key in ("", "0" * 64, "\x00", "x" * 100_000):
        assert send(client, draft=key) == HERE


def test_without_consent_nothing_is_sent(client: Client, campaign: Programme) -> None:
    fill(client)
    answer = client.post(f"{HERE}check/", {}).content.decode()
    assert "Tick this, or it cannot be published." in answer
    assert not Contribution.objects.exists()


@pytest.mark.parametrize(
    ("title", "says"),
    [
        ("", "Please fill this in."),
        ("x" * 91, "This is 1 character too long."),
        ("a\x00b", "There is a sign in this that is not text."),
        ("x" * 1_000_000, "characters too long."),
    ],
)
def test_what_cannot_be_taken_is_said_at_the_field_and_kept(
    client: Client, campaign: Programme, title: str, says: str
) -> None:
    answer = client.post(HERE, {**IDEA, "title": title})
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert says in shown
    assert "Nothing to sit on." in shown
    assert Draft.objects.get().content["wrong"] == "Nothing to sit on."


def test_an_answer_that_is_missing_leads_back_to_its_step(
    client: Client, campaign: Programme
) -> None:
    fill(client, {**IDEA, "title": ""})
    answer = client.get(f"{HERE}check/")
    assert answer["Location"] == f"{HERE}?look=1"
    assert "Please fill this in." in client.get(answer["Location"]).content.decode()


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("contact_email", "sam", "Write a whole address"),
        ("contact_email", "a\x00@example.org", "not text"),
        ("contact_phone", "ring me", "Write a telephone number"),
        ("contact_name", "x" * 500, "too long"),
    ],
)
def test_a_way_to_reach_somebody_must_be_one(
    client: Client, campaign: Programme, field: str, value: str, says: str
) -> None:
    client.post(HERE, IDEA)
    answer = client.post(f"{HERE}reach/", {**REACH, field: value})
    assert says in answer.content.decode()


def test_a_place_of_another_body_is_no_choice(
    client: Client, campaign: Programme, harrowmere: Body
) -> None:
    factories.a_place(campaign.body)
    other = factories.a_place(harrowmere, "Far away")
    client.post(HERE, IDEA)
    answer = client.post(f"{HERE}place/", {**PLACE, "place": other.pk})
    assert answer.status_code == 200
    assert "not one of the available choices" in answer.content.decode()


def test_a_step_that_does_not_exist_is_not_found(client: Client, campaign: Programme) -> None:
    assert client.get(f"{HERE}nowhere/").status_code == 404


def test_a_later_step_begins_at_the_first(client: Client, campaign: Programme) -> None:
    assert client.get(f"{HERE}reach/")["Location"] == HERE
    assert client.get(f"{HERE}check/")["Location"] == HERE


def test_closed_meanwhile_it_says_so_and_keeps_the_draft(
    client: Client, campaign: Programme
) -> None:
    fill(client)
    Stage.objects.filter(code="gather").update(closes_at=database_now() - timedelta(minutes=1))
    answer = client.post(f"{HERE}check/", {"consent": "on"}).content.decode()
    assert "What you wrote is kept" in answer
    assert not Contribution.objects.exists()
    client.post(HERE, {**IDEA, "title": "Typed too late"})
    assert Draft.objects.get().content["title"] == "Typed too late"


def test_paused_it_says_why(client: Client, campaign: Programme) -> None:
    Pause.objects.create(
        programme=campaign,
        reason="We read what has come.",
        paused_at=database_now() - timedelta(hours=1),
    )
    shown = client.get(HERE).content.decode()
    assert "We read what has come." in shown
    assert "Paused for now" in shown


def test_a_programme_that_asks_for_an_account_keeps_what_a_guest_wrote(
    client: Client, campaign: Programme, ada: Person
) -> None:
    Programme.objects.update(allows_guests=False)
    assert "Sign in" in client.get(HERE).content.decode()
    fill(client)
    answer = client.post(f"{HERE}check/", {"consent": "on"}).content.decode()
    assert "Sign in first" in answer
    client.force_login(ada)
    send(client)
    assert Contribution.objects.get().authorships.get().person == ada


@pytest.mark.parametrize("name", ["nobody", "dee", "eve", "cy"])
def test_nobody_else_sends_to_a_programme_for_staff(
    client: Client, campaign: Programme, request: pytest.FixtureRequest, name: str
) -> None:
    Programme.objects.update(audience="staff", private_reason="Staff only.")
    if name != "nobody":
        client.force_login(request.getfixturevalue(name))
    assert client.get(HERE).status_code == 404
    assert client.post(HERE, IDEA).status_code == 404


def test_read_first_then_public(client: Client, campaign: Programme) -> None:
    Programme.objects.update(moderation="before")
    fill(client)
    receipt = client.get(send(client)).content.decode()
    assert Contribution.objects.get().standing == Standing.WAITING
    assert "A person reads it first" in receipt
    assert "See its page" not in receipt


def test_a_receipt_is_found_by_its_secret_only(
    client: Client, campaign: Programme, bench: Contribution
) -> None:
    assert client.get(f"{HERE}received/{bench.pk}/").status_code == 404
    assert client.get(f"{HERE}received/nonsense:x:y/").status_code == 404


def test_the_link_to_finish_later_opens_the_draft_elsewhere(
    client: Client, campaign: Programme
) -> None:
    answer = client.post(HERE, {**IDEA, "later": "1"})
    assert answer["Location"] == f"{HERE}later/"
    client.post(f"{HERE}later/", {"email": "sam@example.org"})
    letter = Letter.objects.get()
    assert (letter.kind, letter.email) == ("draft_link", "sam@example.org")
    elsewhere = Client()
    link = letter.context["link"]
    opened = elsewhere.post(link[link.index("/d/") :], follow=True).content.decode()
    assert 'value="Somewhere to sit"' in opened
    again = elsewhere.get(link[link.index("/d/") :])
    assert again["Location"] == HERE


def test_a_link_that_somebody_sent_does_not_lead_others_to_write_into_it(
    client: Client, campaign: Programme
) -> None:
    client.post(HERE, {**IDEA, "later": "1"})
    link = client.get(f"{HERE}later/").context["link"]
    other = Client()
    shown = other.get(link[link.index("/d/") :]).content.decode()
    assert "whoever has the link reads what you add" in shown
    other.post(HERE, {**IDEA, "title": "My own"})
    assert sorted(one.content["title"] for one in Draft.objects.all()) == [
        "My own",
        "Somewhere to sit",
    ]


def test_the_owner_of_a_draft_goes_straight_on_by_its_link(
    client: Client, campaign: Programme, ada: Person
) -> None:
    client.post(HERE, {**IDEA, "later": "1"})
    link = client.get(f"{HERE}later/").context["link"]
    client.force_login(ada)
    client.post(HERE, IDEA)
    elsewhere = Client()
    elsewhere.force_login(ada)
    assert elsewhere.get(link[link.index("/d/") :])["Location"] == HERE


def test_nobody_is_flooded_with_links(client: Client, campaign: Programme) -> None:
    client.post(HERE, IDEA)
    for _ in range(7):
        shown = client.post(f"{HERE}later/", {"email": "sam@example.org"}).content.decode()
    assert Letter.objects.count() == 5
    assert "Several links went there today." in shown


def test_a_link_that_was_never_sent_opens_nothing(client: Client, campaign: Programme) -> None:
    assert client.get("/d/nonsense/").status_code == 404


def test_a_draft_of_an_account_is_its_owners_only(
    client: Client, campaign: Programme, ada: Person, dee: Person
) -> None:
    client.force_login(ada)
    client.post(HERE, IDEA)
    client.logout()
    assert "Somewhere to sit" not in client.get(HERE).content.decode()
    client.force_login(dee)
    assert "Somewhere to sit" not in client.get(HERE).content.decode()
    elsewhere = Client()
    elsewhere.force_login(ada)
    assert "Somewhere to sit" in elsewhere.get(HERE).content.decode()


def test_a_draft_can_be_thrown_away(client: Client, campaign: Programme) -> None:
    client.post(HERE, IDEA)
    client.post(f"{HERE}drop/")
    assert not Draft.objects.exists()
    assert "Somewhere to sit" not in client.get(HERE).content.decode()


def picture(name: str = "bench.png") -> SimpleUploadedFile:
    """A small picture."""
    data = BytesIO()
    Image.new("RGB", (20, 10), "teal").save(data, "PNG")
    return SimpleUploadedFile(name, data.getvalue(), "image/png")


def test_a_refused_file_says_why_and_the_rest_stays(client: Client, campaign: Programme) -> None:
    program = SimpleUploadedFile("run.exe", b"MZ\x90\x00" + b"\x00" * 90)
    answer = client.post(HERE, {**IDEA, "files": [picture(), program]}).content.decode()
    assert "run.exe: " in answer
    assert [one.name for one in Attachment.objects.all()] == ["bench.png"]
    assert "Somewhere to sit" in answer


def test_files_go_with_the_idea_and_can_be_taken_off(client: Client, campaign: Programme) -> None:
    client.post(HERE, {**IDEA, "files": [picture("a.png"), picture("b.png")], "alt": "The hill"})
    assert set(Attachment.objects.values_list("alt", flat=True)) == {"The hill"}
    assert 'alt="The hill"' in client.get(HERE).content.decode()
    one = Attachment.objects.get(name="a.png")
    assert client.get(f"/files/{one.pk}/preview/").getvalue().startswith(b"\xff\xd8")
    assert Client().get(f"/files/{one.pk}/").status_code == 404
    assert Client().post(f"{HERE}files/{one.pk}/remove/").status_code == 404
    client.post(f"{HERE}files/{one.pk}/remove/")
    client.post(f"{HERE}place/", PLACE)
    client.post(f"{HERE}reach/", REACH)
    send(client)
    sent = Contribution.objects.get()
    assert [file.name for file in sent.attachments.all()] == ["b.png"]


def test_what_is_alike_is_shown_before_going_on_and_once(
    client: Client, campaign: Programme, bench: Contribution
) -> None:
    alike = {**IDEA, "title": "A bench every 200 metres", "wrong": bench.words}
    panel = client.get(f"{HERE}similar/", {"text": bench.words}).content.decode()
    assert "Something similar is already here" in panel
    assert bench.title in panel
    answer = client.post(HERE, alike)
    assert answer["Location"] == f"{HERE}before/"
    shown = client.get(answer["Location"]).content.decode()
    assert "/p/short-trips/c/1/co-authors/ask/" in shown
    assert client.post(HERE, alike)["Location"] == f"{HERE}place/"


def test_whoever_saw_the_panel_goes_straight_on(
    client: Client, campaign: Programme, bench: Contribution
) -> None:
    alike = {**IDEA, "title": bench.title, "wrong": bench.words, "seen": "1"}
    assert client.post(HERE, alike)["Location"] == f"{HERE}place/"


def test_the_panel_answers_with_or_without_words(client: Client, campaign: Programme) -> None:
    for text in ("", "x", "\x00" * 50, "Somewhere to sit on the way", "y" * 20_000):
        assert client.get(f"{HERE}similar/", {"text": text}).status_code == 200


@pytest.mark.parametrize("drafts", [1, 3])
def test_a_step_asks_few_questions(
    client: Client, campaign: Programme, ada: Person, django_assert_max_num_queries, drafts: int
) -> None:
    client.force_login(ada)
    for _ in range(drafts):
        factories.a_contribution(campaign)
    client.post(HERE, IDEA)
    with django_assert_max_num_queries(20):
        client.get(HERE)


def test_a_point_is_given_pasted_checked_and_shown_with_a_link_to_a_map(
    client: Client, campaign: Programme
) -> None:
    fill(client)
    link = "https://www.openstreetmap.org/?mlat=51.50741&mlon=-0.12784#map=17/51/0"
    client.post(f"{HERE}place/", {**PLACE, "point": link})
    assert "51.5074, -0.1278" in client.get(f"{HERE}check/").content.decode()
    send(client)
    sent = Contribution.objects.get()
    assert (sent.latitude, sent.longitude) == (51.5074, -0.1278)
    page = client.get(f"/p/short-trips/c/{sent.number}/").content.decode()
    assert '<a href="geo:51.5074,-0.1278">51.5074, -0.1278</a>' in page


def test_a_point_that_cannot_be_read_is_said_at_its_field_and_stays(
    client: Client, campaign: Programme
) -> None:
    fill(client)
    typed = {**PLACE, "point": "https://maps.app.goo.gl/abc"}
    page = client.post(f"{HERE}place/", typed).content.decode()
    assert "This link does not say where the point is, and we do not open links." in page
    assert 'value="https://maps.app.goo.gl/abc"' in page
    assert 'data-here="Use where I am now"' in page
