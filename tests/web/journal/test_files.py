"""Checkpoint, tiles and data of the log, as anybody fetches them."""

import base64

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from flotilla.contributions import actions
from flotilla.contributions.tokens import claim_token
from flotilla.journal import keys, tree
from flotilla.journal.actions import record
from flotilla.journal.models import Checkpoint, Commitment, Leaf
from flotilla.journal.receipts import FIRST_LINE
from flotilla.journal.sealing import seal
from flotilla.kit import notes
from flotilla.kit.moments import database_now
from flotilla.numerics import merkle
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def grown(campaign, bo):
    """A log of 258 entries."""
    for _ in range(258):
        record("programme.paused", campaign, by=bo, at=database_now())
    seal(at=database_now())


def test_before_anything_was_sealed_there_is_no_checkpoint(client, marlhaven):
    assert client.get("/log/checkpoint").status_code == 404
    assert client.get("/log/").status_code == 200


def test_the_checkpoint_is_signed_by_the_key_that_is_given(client, grown):
    note = client.get("/log/checkpoint").content.decode()
    key = client.get("/log/key").content.decode().strip()
    assert notes.opened(note, key).splitlines()[:2] == [keys.origin(), "258"]


@pytest.mark.parametrize(
    ("path", "length"),
    [("0/000", 256 * 32), ("0/001.p/2", 2 * 32), ("0/000.p/5", 5 * 32), ("1/000.p/1", 32)],
)
def test_tiles_are_hashes_one_after_the_other_and_never_change(client, grown, path, length):
    answer = client.get(f"/log/tile/{path}")
    assert (answer.status_code, len(answer.content)) == (200, length)
    assert "immutable" in answer["Cache-Control"]
    assert answer["Content-Type"] == "application/octet-stream"


def test_entries_stand_after_their_length_and_hash_to_the_tile(client, grown):
    raw, hashes = client.get("/log/tile/entries/001.p/2").content, []
    while raw:
        end = 2 + int.from_bytes(raw[:2], "big")
        hashes.append(merkle.leaf_hash(raw[2:end]))
        raw = raw[end:]
    assert b"".join(hashes) == client.get("/log/tile/0/001.p/2").content


@pytest.mark.parametrize(
    "path",
    [
        "0/001", "0/001.p/3", "0/001.p/0", "0/000.p/256", "0/002", "1/000", "1/001.p/1", "2/000.p/1", "0/1", "0/x001/000",
        "0/../key", "9/000", "entries/001", "entries/x00/000",
    ],
)  # fmt: skip
def test_a_tile_that_no_checkpoint_covers_is_not_there(client, grown, path):
    assert client.get(f"/log/tile/{path}").status_code == 404


def test_a_receipt_shows_promise_place_and_proof(client, campaign, ada):
    sent = actions.submit(
        campaign, title="Somewhere to sit", answers={"wrong": "Nowhere.", "help": "Seats."},
        submission_key="a" * 20, by=ada, at=NOON,
    )  # fmt: skip
    one = Commitment.objects.get(thing_kind="contribution", thing_id=sent.pk)
    before = client.get(f"/log/receipt/{one.digest}.json").json()
    assert notes.opened(before["promise"], keys.verifier()).startswith(FIRST_LINE)
    assert "index" not in before
    seal(at=database_now())
    after = client.get(f"/log/receipt/{one.digest}.json").json()
    size, head = Checkpoint.objects.values_list("size", "head").get()
    proof = [bytes.fromhex(step) for step in after["proof"]]
    leaf = merkle.leaf_hash(after["leaf"].encode())
    assert merkle.is_included(leaf, after["index"], size, proof, bytes.fromhex(head))
    assert [row["verb"] for row in after["history"]] == ["contribution.submitted"]
    page = client.get(f"/log/receipt/{one.digest}/")
    assert page.status_code == 200
    assert "sent it" in page.content.decode()


def test_a_receipt_of_what_is_sealed_says_nothing_of_it(client, bench, dee):
    entry = record("contribution.reported", bench, by=dee, at=database_now(), reason="spam")
    seal(at=database_now())
    one = Commitment.objects.get(pk=entry.pk)
    data = client.get(f"/log/receipt/{one.digest}.json").json()
    assert (data["leaf"], data["history"]) == (f"sealed:{one.digest}", [])
    assert "reported" not in client.get(f"/log/receipt/{one.digest}/").content.decode()


@pytest.mark.parametrize("digest", ["0" * 64, "x", "contribution"])
def test_there_is_no_receipt_of_what_was_never_committed_to(client, marlhaven, digest):
    assert client.get(f"/log/receipt/{digest}/").status_code == 404


def test_the_receipt_page_after_sending_leads_to_the_signed_receipt(client_of, campaign, ada):
    sent = actions.submit(
        campaign, title="Somewhere to sit", answers={"wrong": "Nowhere.", "help": "Seats."},
        submission_key="a" * 20, by=ada, at=NOON,
    )  # fmt: skip
    one = Commitment.objects.get(thing_kind="contribution", thing_id=sent.pk)
    page = client_of(ada).get(reverse("receipt", args=[campaign.address, claim_token(sent)]))
    assert f"/log/receipt/{one.digest}/" in page.content.decode()


def test_the_balance_stands_on_the_record_of_the_programme(client, campaign, ada, bo):
    for number in range(3):
        sent = actions.submit(
            campaign, title=f"Idea {number}", answers={"wrong": "Nowhere.", "help": "Seats."},
            submission_key=f"{number}" * 20, by=ada, at=NOON,
        )  # fmt: skip
    actions.remove(sent, reason="hurtful", by=bo, at=NOON)
    page = client.get(f"/p/{campaign.address}/record/").content.decode()
    assert "Received altogether" in page
    assert "do not add up" not in page
    sent.delete()
    assert "do not add up" in client.get(f"/p/{campaign.address}/record/").content.decode()


def test_the_verifier_can_be_downloaded_as_it_is(client, marlhaven):
    answer = client.get("/log/flotilla_verify.py")
    text = b"".join(answer.streaming_content)
    assert text.startswith(b"#!/usr/bin/env python3")
    compile(text, "flotilla_verify.py", "exec")


def test_the_mirror_holds_what_the_site_serves(client, grown, tmp_path):
    call_command("write_log", tmp_path)
    paths = [one for one in sorted(tmp_path.rglob("*")) if one.is_file()]
    names = [str(one.relative_to(tmp_path)) for one in paths]
    assert names == [
        "checkpoint", "key", "tile/0/000", "tile/0/001.p/2", "tile/1/000.p/1", "tile/entries/000", "tile/entries/001.p/2",
    ]  # fmt: skip
    for path, name in zip(paths, names, strict=True):
        assert client.get(f"/log/{name}").content == path.read_bytes()


def test_nothing_of_a_programme_for_staff_is_in_what_anybody_can_fetch(marlhaven, bo):
    inner = factories.a_programme(marlhaven, audience="staff", private_reason="Of staff only.", title="CANARY-1")  # fmt: skip
    actions.submit(
        inner, title="CANARY-2", answers={"wrong": "CANARY-3", "help": "Seats."}, submission_key="a" * 20, by=bo, at=NOON,
    )  # fmt: skip
    seal(at=database_now())
    anybody = Client()
    for path in ("/log/", "/log/programmes.json", "/log/openings/0.json"):
        assert "CANARY" not in anybody.get(path).content.decode()
    assert [one.partition(":")[0] for one in Leaf.objects.values_list("data", flat=True)] == [
        "sealed"
    ]


def test_answers_that_only_the_team_reads_are_not_opened(campaign, ada, client):
    sent = actions.submit(
        campaign, title="Somewhere to sit", answers={"wrong": "Nowhere.", "help": "Seats."},
        submission_key="a" * 20, by=ada, at=NOON,
    )  # fmt: skip
    seal(at=database_now())
    opening = client.get("/log/openings/0.json").json()["openings"][0]
    assert opening["words"] == [
        {"title": "Somewhere to sit", "answers": {"wrong": "Nowhere.", "help": "Seats."}}
    ]
    assert sent.public_words() == opening["words"][0]


def test_a_tile_whose_row_is_gone_is_not_made_up(client, grown):
    Leaf.objects.filter(index=7).delete()
    assert client.get("/log/tile/0/000").status_code == 404
    with pytest.raises(tree.NotThere):
        tree.leaves(0)


def test_a_checkpoint_line_holds_the_head_in_base64(client, grown):
    line = client.get("/log/checkpoint").content.decode().splitlines()[2]
    assert base64.b64decode(line).hex() == Checkpoint.objects.get().head
