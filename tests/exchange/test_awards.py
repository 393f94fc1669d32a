"""Awards come in and go out as the 360Giving standard has them: with equal totals, and nothing quietly repaired."""

import csv
import io
import json
import re
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from jsonschema import Draft202012Validator, FormatChecker

from flotilla.awards import actions, queries
from flotilla.awards.models import PublishedAward
from flotilla.exchange.giving.bringing import bring_awards
from flotilla.exchange.giving.writing import as_grant, write
from flotilla.journal.models import Entry
from flotilla.kit.spreadsheet import Unreadable
from tests.awards.makers import a_pot, a_running_award
from tests.factories import NOON

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "grants"
TRAFFORD = ("trafford_council_voluntary_sector_grants", 129_143_654, 323, 555)
TRUST = ("abct_open_programme", 1_278_562_500, 322, 783)


def a_grant(number=1, **changes):
    facts = {
        "id": f"360G-made-up-{number}",
        "title": "Singing on the ward",
        "description": "Forty afternoons of singing.",
        "currency": "GBP",
        "amountAwarded": 3028.63,
        "awardDate": "2026-01-18",
        "recipientOrganization": [{"id": "GB-CHC-1234567", "name": "Eastfield Community Choir"}],
        "fundingOrganization": [{"id": "GB-LAE-MHV", "name": "Marlhaven Council"}],
    }
    return {name: value for name, value in {**facts, **changes}.items() if value is not None}


def brought(body, *grants, name="grants.json", by=None):
    return bring_awards(body, file=BytesIO(json.dumps({"grants": grants}).encode()), name=name, by=by, at=NOON)  # fmt: skip


def written(body, ending):
    target = BytesIO()
    write(body, queries.published(body), ending, target, at=NOON)
    return BytesIO(target.getvalue())


def test_a_file_is_brought_over_with_its_sum_and_told_to_the_journal_once(marlhaven, bo):
    said = brought(marlhaven, a_grant(1), a_grant(2, amountAwarded=1000), by=bo)
    assert (said.last_line, said.totals) == ("read 2, accepted 2, refused 0, unchanged 0", ["GBP 4,028.63"])  # fmt: skip
    again = brought(marlhaven, a_grant(1), a_grant(2, amountAwarded=1000), by=bo)
    assert (again.last_line, again.sums) == ("read 2, accepted 0, refused 0, unchanged 2", said.sums)  # fmt: skip
    assert list(Entry.objects.filter(verb="awards.brought").values_list("by_id", flat=True)) == [bo.pk]  # fmt: skip


def test_a_rehearsal_reports_and_changes_nothing(marlhaven):
    file = BytesIO(json.dumps({"grants": [a_grant()]}).encode())
    said = bring_awards(marlhaven, file=file, name="g.json", is_rehearsal=True, by=None, at=NOON)
    assert (said.accepted, PublishedAward.objects.count()) == (1, 0)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"amountAwarded": 12.345}, "The amount 12.345 has more than 2 decimals."),
        ({"amountAwarded": "0.001"}, "The amount 0.001 has more than 2 decimals."),
        ({"amountAwarded": 10.5, "currency": "JPY"}, "The amount 10.5 has more than 0 decimals."),
        ({"amountAwarded": -1}, "The amount is negative: -1."),
        ({"amountAwarded": "£3,000"}, "“Amount Awarded” should be a number such as 3028.63, not “£3,000”."),
        ({"amountAwarded": True}, "“Amount Awarded” is no single value."),
        ({"amountAwarded": 1e30}, "That amount is too large. Check the number of noughts."),
        ({"amountAwarded": None}, "It has no “Amount Awarded”."),
        ({"id": None}, "It has no “Identifier”."),
        ({"id": "360G/made up"}, "Its identifier “360G/made up” holds a space or a slash."),
        ({"title": " "}, "It has no “Title”."),
        ({"title": "x" * 301}, "“Title” is longer than 300 signs."),
        ({"currency": "pounds"}, "“pounds” is no currency: it is three capital letters, such as GBP."),
        ({"awardDate": "18/01/2026"}, "“Award Date” should be a date like 2026-03-11, not “18/01/2026”."),
        ({"awardDate": "2026-02-30"}, "“Award Date” should be a date like 2026-03-11, not “2026-02-30”."),
        ({"awardDate": "20260118"}, "“Award Date” should be a date like 2026-03-11, not “20260118”."),
        ({"recipientOrganization": None}, "It names no recipient."),
        ({"recipientOrganization": [{"id": "GB-CHC-1"}]}, "It has no “Recipient Org:Name”."),
        ({"recipientOrganization": [{"id": "A", "name": "A"}, {"id": "B", "name": "B"}]}, "It names more than one recipient."),
        ({"fundingOrganization": [{"name": "A"}]}, "It has no “Funding Org:Identifier”."),
        ({"description": "nul \x00"}, "Column “Description” holds a NUL character."),
        ({"amountDisbursed": "some"}, "“Amount Disbursed” should be a number such as 3028.63, not “some”."),
    ],
)  # fmt: skip
def test_what_is_invalid_is_refused_with_its_place_and_the_rest_comes_over(marlhaven, changes, why):
    said = brought(marlhaven, a_grant(1), a_grant(2, **changes), a_grant(3))
    assert [(line, reason) for line, _reference, reason in said.refused] == [(2, why)]
    assert said.accepted == 2


def test_an_identifier_stands_in_a_file_once(marlhaven):
    said = brought(marlhaven, a_grant(1), a_grant(1, title="Another"))
    assert said.refused == [(2, "360G-made-up-1", "Its identifier stands on line 1 already.")]


def test_other_words_under_the_same_identifier_are_refused(marlhaven):
    brought(marlhaven, a_grant(1))
    said = brought(marlhaven, a_grant(1, amountAwarded=1))
    assert said.refused == [(1, "360G-made-up-1", "It is here already with other words.")]
    assert queries.sums(queries.published(marlhaven)) == {"GBP": 302_863}


def test_the_line_of_a_table_is_where_the_row_begins(marlhaven):
    lines = [
        "Identifier,Title,Description,Currency,Amount Awarded,Award Date,Recipient Org:Identifier,Recipient Org:0:Name,Funding Org:Identifier,Funding Org:Name,Our Code",
        'a-1,Choir,"Two',
        'lines",GBP,10.50,2026-01-18,X-1,Choir,F-1,Fund,7',
        "a-2,Choir,One,GBP,10.505,2026-01-18,X-1,Choir,F-1,Fund,7",
        "a-3,Choir,One,GBP,10.50,2026-01-18",
    ]
    said = bring_awards(marlhaven, file=BytesIO("\n".join(lines).encode()), name="a.csv", by=None, at=NOON)  # fmt: skip
    assert said.refused[0] == (4, "a-2", "The amount 10.505 has more than 2 decimals.")
    assert [line for line, _reference, _why in said.refused] == [4, 5]
    assert (said.accepted, said.left_out) == (1, ["Our Code"])
    assert PublishedAward.objects.get().description == "Two\nlines"


def test_a_file_that_is_no_table_is_refused(marlhaven):
    with pytest.raises(Unreadable):
        bring_awards(marlhaven, file=BytesIO(b"{"), name="a.json", by=None, at=NOON)


def test_a_person_comes_in_without_their_name_and_goes_out_without_it(marlhaven):
    person = {"id": "360G-made-up-ind-7", "name": "Ines Okoro"}
    brought(marlhaven, a_grant(1, recipientOrganization=None, recipientIndividual=person))
    for ending in ("json", "csv"):
        assert b"Ines" not in written(marlhaven, ending).getvalue()
    assert as_grant(PublishedAward.objects.get())["recipientIndividual"] == {"id": "360G-made-up-ind-7", "name": "Individual recipient"}  # fmt: skip


def test_only_what_the_list_names_goes_out(marlhaven):
    brought(marlhaven, a_grant(1, secret="x", grantProgramme=[{"code": "VSG", "note": "x"}], dataSource="https://marlhaven.example/"))  # fmt: skip
    assert as_grant(PublishedAward.objects.get()) == a_grant(1, grantProgramme=[{"code": "VSG"}], dataSource="https://marlhaven.example/")  # fmt: skip


def test_no_cell_of_a_table_is_taken_for_a_formula(marlhaven):
    brought(marlhaven, a_grant(1, title="=1+1"))
    rows = list(csv.DictReader(io.TextIOWrapper(written(marlhaven, "csv"), "utf-8-sig")))
    assert (rows[0]["Title"], rows[0]["Amount Awarded"]) == ("'=1+1", "3028.63")


@pytest.mark.parametrize("ending", ["json", "csv", "xlsx"])
def test_what_goes_out_comes_in_again_as_it_was(marlhaven, harrowmere, ending):
    brought(
        marlhaven,
        a_grant(1, plannedDates=[{"startDate": "2026-02-01", "duration": 12}], amountAppliedFor=4000.5, fromOpenCall="Yes"),
        a_grant(2, beneficiaryLocation=[{"name": "Eastfield", "latitude": 53.5, "geoCode": "E08000009"}]),
    )  # fmt: skip
    said = bring_awards(harrowmere, file=written(marlhaven, ending), name=f"a.{ending}", by=None, at=NOON)  # fmt: skip
    assert (said.refused, said.accepted) == ([], 2)
    came, went = (
        {one.identifier: one.said() for one in queries.published(body)}
        for body in (harrowmere, marlhaven)
    )
    assert came == went


def test_our_own_awards_go_out_beside_those_that_were_brought(marlhaven, bo, bea):
    award = a_running_award(a_pot(marlhaven), by=bo, second=bea)
    actions.publish_award(award, by=bo, at=NOON)
    brought(marlhaven, a_grant(1))
    package = json.load(written(marlhaven, "json"))
    assert [one["id"] for one in package["grants"]] == ["360G-marlhaven-community-1", "360G-made-up-1"]  # fmt: skip
    assert (package["publisher"], package["issued"]) == ({"name": "Marlhaven Council"}, "2026-03-11")  # fmt: skip


def run(*words, **options):
    out = StringIO()
    call_command(*words, stdout=out, **options)
    return out.getvalue().splitlines()


def test_the_commands_bring_and_write_and_say_how_it_went(marlhaven, tmp_path):
    (tmp_path / "in.json").write_text(json.dumps({"grants": [a_grant(1), a_grant(2)]}))
    said = run("import", "awards", str(tmp_path / "in.json"), body="marlhaven")
    assert said == ["GBP 6,057.26 to 1 recipients", "read 2, accepted 2, refused 0, unchanged 0"]
    for ending in ("json", "csv", "xlsx"):
        said = run("export", "awards", str(tmp_path / f"out.{ending}"), body="marlhaven")
        assert said == ["GBP 6,057.26", "wrote 2 awards to 1 recipients"]
    assert sorted(one.name for one in tmp_path.iterdir()) == ["in.json", "out.csv", "out.json", "out.xlsx"]  # fmt: skip


def test_the_commands_say_in_a_sentence_what_they_lack(marlhaven, tmp_path):
    (tmp_path / "bad.json").write_text(json.dumps({"grants": [a_grant(1, awardDate="soon")]}))
    with pytest.raises(SystemExit):
        run("import", "awards", str(tmp_path / "bad.json"), body="marlhaven")
    for words, options, why in (
        (("import", "awards", "none.json"), {"body": "marlhaven"}, "There is no file none.json."),
        (("import", "awards", "none.json"), {"body": "nowhere"}, "There is no body nowhere"),
        (("import", "contributions", "none.json"), {}, "Give --programme."),
        (("export", "awards", str(tmp_path / "a.pdf")), {"body": "marlhaven"}, "End the name of the file with one of: json, csv, xlsx."),
        (("export", "awards", str(tmp_path / "no" / "a.csv")), {"body": "marlhaven"}, "cannot be written"),
    ):  # fmt: skip
        with pytest.raises(CommandError, match=why.replace(".", r"\.")):
            run(*words, **options)


def by_the_schema():
    """A judge of one award by the published schema, which needs to know what a moment looks like."""
    formats = FormatChecker(())
    formats.checks("date-time", ValueError)(_a_moment)
    schema = json.loads((SHARED / "schema" / "360-giving-schema.json").read_text("utf-8"))
    return Draft202012Validator(schema, format_checker=formats)


def _a_moment(value):
    if not re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$", str(value)):
        raise ValueError(value)
    return True


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared test data is not beside this checkout")
@pytest.mark.parametrize("ending", ["json", "csv", "xlsx"])
@pytest.mark.parametrize("publisher", [TRAFFORD, TRUST], ids=["council", "trust"])
def test_two_real_publishers_come_in_and_go_out_with_equal_totals(marlhaven, harrowmere, publisher, ending):  # fmt: skip
    name, total, recipients, many = publisher
    path = next(one for one in (SHARED / f"{name}.{ending}", SHARED / f"{name}.json") if one.is_file())  # fmt: skip
    with path.open("rb") as file:
        said = bring_awards(marlhaven, file=file, name=path.name, by=None, at=NOON)
    assert said.refused == []
    assert (said.accepted, said.sums, len(said.recipients)) == (many, {"GBP": total}, recipients)
    again = bring_awards(harrowmere, file=written(marlhaven, ending), name=f"a.{ending}", by=None, at=NOON)  # fmt: skip
    assert (again.refused, again.sums, len(again.recipients)) == ([], {"GBP": total}, recipients)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared test data is not beside this checkout")
@pytest.mark.parametrize("publisher", [TRAFFORD, TRUST], ids=["council", "trust"])
def test_what_goes_out_of_real_and_of_our_own_awards_is_valid_by_the_schema(marlhaven, bo, bea, publisher):  # fmt: skip
    actions.publish_award(a_running_award(a_pot(marlhaven), by=bo, second=bea), by=bo, at=NOON)
    path = SHARED / f"{publisher[0]}.json"
    with path.open("rb") as file:
        bring_awards(marlhaven, file=file, name=path.name, by=None, at=NOON)
    check = by_the_schema()
    grants = json.load(written(marlhaven, "json"))["grants"]
    source = json.loads(path.read_text("utf-8"))["grants"]
    wrong_there = {one["id"] for one in source if not check.is_valid(one)}
    assert {one["id"] for one in grants if not check.is_valid(one)} == wrong_there
    assert len(grants) == publisher[3] + 1
    assert not check.is_valid(a_grant(1, amountAwarded="much"))
