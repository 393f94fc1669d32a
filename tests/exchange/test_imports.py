"""Importing contributions from files."""

import io
import json

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command

from flotilla.contributions.models import Contribution
from flotilla.exchange import actions, mapping
from flotilla.exchange.mapping import (
    ColumnMissing,
    MappingNamesNoColumn,
    MappingUnknown,
    MappingUnreadable,
)
from flotilla.kit.spreadsheet import Unreadable
from flotilla.letters.actions import read_journal
from flotilla.letters.models import Letter
from tests import factories
from tests.factories import NOON

PLAIN = {
    "name": "plain",
    "source": "old",
    "columns": {"reference": "id", "title": "title", "received_at": "date"},
    "answers": {"help": "text"},
}
ROWS = 'id,title,text,date\n1,A bench,Sit down.,2025-06-01\n2,A bus,"Ride,\nride.",2025-06-02\n'


def bring(programme, text, *, name="old.csv", facts=None, **options):
    """Bring a file over to the end, two rows at a time."""
    run = actions.begin_import(
        programme,
        file=ContentFile(text.encode(), name=name),
        mapping=facts or PLAIN,
        by=None,
        at=NOON,
        **options,
    )
    while not run.finished_at:
        run = actions.go_on(run, by=None, at=NOON, rows=2)
    return run


def test_rows_become_contributions_with_their_own_dates(campaign):
    run = bring(campaign, ROWS)
    assert run.last_line == "read 2, accepted 2, refused 0, unchanged 0"
    found = Contribution.objects.order_by("number").values_list(
        "number", "title", "answers__help", "received_at__date", "channel"
    )
    assert [(n, t, h, d.isoformat(), c) for n, t, h, d, c in found] == [
        (1, "A bench", "Sit down.", "2025-06-01", "import"),
        (2, "A bus", "Ride,\nride.", "2025-06-02", "import"),
    ]


def test_a_place_that_the_body_does_not_list_is_kept_in_words(campaign):
    factories.a_place(campaign.body, name="Eastfield")
    facts = {**PLAIN, "columns": {**PLAIN["columns"], "place": "ward"}}
    bring(
        campaign,
        "id,title,text,date,ward\n1,A,b,2025-06-01,Eastfield\n2,C,d,2025-06-01,Old Quay\n",
        facts=facts,
    )
    found = Contribution.objects.order_by("number").values_list("place__name", "place_words")
    assert list(found) == [("Eastfield", ""), (None, "Old Quay")]


def test_importing_twice_adds_nothing(campaign):
    bring(campaign, ROWS)
    assert bring(campaign, ROWS).last_line == "read 2, accepted 0, refused 0, unchanged 2"
    assert Contribution.objects.count() == 2


def test_a_row_that_is_here_with_other_words_is_refused_with_its_line(campaign):
    bring(campaign, ROWS)
    run = bring(campaign, ROWS.replace("Sit down.", "Lie down."))
    assert run.last_line == "read 2, accepted 0, refused 1, unchanged 1"
    assert [(one.line, one.reference, one.reason) for one in run.refusals.all()] == [
        (2, "1", "It is here already with other words, as number 1.")
    ]


def test_bad_rows_are_refused_with_line_and_reason_and_the_rest_comes(campaign):
    text = (
        "id,title,text,date\n,No reference,x,2025-06-01\n2,,x,2025-06-01\n3,Bad day,x,2025-02-30\n4,Too long,"
        + "x" * 6000
        + ",2025-06-01\n5,Good,x,2025-06-01\n5,Twice,x,2025-06-01\n"
    )
    run = bring(campaign, text)
    assert run.last_line == "read 6, accepted 1, refused 5, unchanged 0"
    assert [one.line for one in run.refusals.all()] == [2, 3, 4, 5, 7]
    assert "2025-02-30" in run.refusals.get(line=4).reason


def test_a_rehearsal_reports_and_changes_nothing(campaign):
    run = bring(campaign, ROWS, is_rehearsal=True)
    assert run.last_line == "read 2, accepted 2, refused 0, unchanged 0"
    assert Contribution.objects.count() == 0


def test_an_import_stops_anywhere_and_goes_on(campaign):
    run = actions.begin_import(
        campaign, file=ContentFile(ROWS.encode(), name="old.csv"), mapping=PLAIN, by=None, at=NOON
    )
    actions.go_on(run, by=None, at=NOON, rows=1)
    assert Contribution.objects.count() == 1
    while actions.continue_imports(at=NOON):
        pass
    run.refresh_from_db()
    assert run.last_line == "read 2, accepted 2, refused 0, unchanged 0"


def test_the_file_is_gone_when_the_import_is_done(campaign):
    assert not bring(campaign, ROWS).file


def test_nobody_is_written_to_about_what_was_answered_elsewhere(campaign):
    facts = {**PLAIN, "columns": {**PLAIN["columns"], "contact_email": "mail"}}
    bring(
        campaign, "id,title,text,date,mail\n1,A bench,x,2025-06-01,ada@example.org\n", facts=facts
    )
    read_journal(at=NOON)
    assert Letter.objects.count() == 0


@pytest.mark.parametrize("name", ["old.json", "old.jsonl"])
def test_json_and_json_lines_come_the_same_way(campaign, name):
    rows = [
        {"id": "1", "title": "A bench", "text": "Sit.", "date": "2025-06-01"},
        {"id": "2", "title": "A bus", "date": "2025-06-02"},
    ]
    text = json.dumps(rows) if name.endswith("json") else "\n".join(json.dumps(row) for row in rows)
    assert (
        bring(campaign, text, name=name).last_line == "read 2, accepted 2, refused 0, unchanged 0"
    )


def test_what_belongs_together_is_joined_to_the_end_of_the_chain(campaign):
    facts = {**PLAIN, "links": {"source": "from", "target": "to"}}
    text = "id,title,text,date\n" + "".join(f"{n},Idea {n},x,2025-06-01\n" for n in (1, 2, 3))
    links = ContentFile(b"from,to\n3,2\n2,1\n3,9\n", name="links.csv")
    run = bring(campaign, text, facts=facts, links_file=links)
    assert run.joined == 2
    first = Contribution.objects.get(source_ref="1")
    assert set(
        Contribution.objects.filter(merged_into=first, standing="merged").values_list(
            "source_ref", flat=True
        )
    ) == {"2", "3"}
    links.seek(0)
    assert bring(campaign, text, facts=facts, links_file=links).joined == 0


def test_a_column_that_the_file_lacks_is_named_with_those_it_has(campaign):
    with pytest.raises(ColumnMissing, match="no column “date”.*id, title, text"):
        bring(campaign, "id,title,text\n1,A,b\n")


def deciding(**facts):
    """The part of a mapping that makes a decision of the word yes."""
    return {"column": "state", "values": {"yes": facts}}


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"columns": {}}, MappingNamesNoColumn),
        ({**PLAIN, "rows": 1}, MappingUnreadable),
        ({"columns": {"reference": "id", "title": "t", "size": "s"}}, MappingUnreadable),
        ({**PLAIN, "decision": deciding(outcome="perhaps")}, MappingUnreadable),
        ({**PLAIN, "decision": deciding(outcome="forward")}, MappingUnreadable),
        (
            {**PLAIN, "decision": deciding(outcome="not_forward", reasons=["because"])},
            MappingUnreadable,
        ),
    ],
)
def test_a_mapping_that_cannot_be_used_says_why(campaign, facts, refusal):
    with pytest.raises(refusal):
        bring(campaign, ROWS, facts=facts)


def test_a_mapping_says_which_of_its_decisions_nobody_knows():
    with pytest.raises(MappingUnreadable, match="“yes” is no decision: “perhaps” is not on the"):
        mapping.read({**PLAIN, "decision": deciding(outcome="perhaps")})


def test_a_mapping_nobody_knows_lists_those_that_ship():
    with pytest.raises(MappingUnknown, match="decidim, makeorg, petitions"):
        mapping.load("nosuch")


def test_an_empty_file_says_so(campaign):
    with pytest.raises(Unreadable):
        bring(campaign, "")


def test_every_mapping_that_ships_can_be_read():
    assert [
        mapping.read(mapping.load(name)).name for name in mapping.shipped()
    ] == mapping.shipped()


def test_the_command_ends_with_the_sum_and_fails_if_rows_were_refused(campaign, tmp_path):
    rows, plain = tmp_path / "rows.csv", tmp_path / "plain.toml"
    rows.write_text(ROWS + "3,,x,2025-06-01\n")
    plain.write_text(
        'name = "plain"\nsource = "old"\n[columns]\nreference = "id"\ntitle = "title"\nreceived_at = "date"\n[answers]\nhelp = "text"\n'
    )
    out = io.StringIO()
    arguments = (
        "import",
        "contributions",
        str(rows),
        "--programme",
        "marlhaven/short-trips",
        "--mapping",
        str(plain),
    )
    with pytest.raises(SystemExit) as ended:
        call_command(*arguments, stdout=out)
    assert (ended.value.code, out.getvalue().splitlines()[-1]) == (
        1,
        "read 3, accepted 2, refused 1, unchanged 0",
    )
    call_command(*arguments, "--allow-refused", stdout=out)
    assert out.getvalue().splitlines()[-1] == "read 3, accepted 0, refused 1, unchanged 2"
    with pytest.raises(CommandError, match="There is no programme"):
        call_command(*arguments[:4], "nowhere/at-all", *arguments[5:])


def test_a_point_is_read_by_the_rule_of_the_pages(campaign):
    columns = {**PLAIN["columns"], "latitude": "lat", "longitude": "lon", "point": "where"}
    rows = (
        "id,title,text,date,lat,lon,where\n"
        "1,A bench,Sit.,2025-06-01,51.50741,-0.12784,\n"
        "2,A bus,Ride.,2025-06-01,,,TQ 300 804\n"
        "3,A tram,Ride.,2025-06-01,51.5,,\n"
        "4,A boat,Row.,2025-06-01,91,0,\n"
        "5,A walk,Go.,2025-06-01,,,\n"
    )
    run = bring(campaign, rows, facts={**PLAIN, "columns": columns})
    assert run.last_line == "read 5, accepted 3, refused 2, unchanged 0"
    found = Contribution.objects.order_by("number")
    assert [str(one.point) for one in found] == ["51.5074, -0.1278", "51.5080, -0.1275", "None"]
    assert [one.line for one in run.refusals.all()] == [4, 5]
    assert "There is no such point." in run.refusals.all()[1].reason
