"""What people can do about their own account."""

import pytest

from flotilla.journal.models import Entry
from flotilla.people import actions
from flotilla.people.models import Muting, Person
from tests.factories import NOON


def test_an_account_is_made_once_for_an_address_however_it_is_written(db):
    person = actions.join(" New@Example.ORG ", name="New", language="fr", by=None, at=NOON)
    assert (person.email, person.name, person.language) == ("new@example.org", "New", "fr")
    assert not person.has_usable_password()
    with pytest.raises(actions.AddressKnown):
        actions.join("NEW@example.org", by=None, at=NOON)
    assert Person.objects.count() == 1


def test_a_language_that_we_do_not_have_is_not_kept(db):
    assert actions.join("new@example.org", language="xx", by=None, at=NOON).language == ""


def test_changes_are_written_down_without_the_words(ada):
    actions.change_settings(ada, facts={"name": "Ada N."}, by=ada, at=NOON)
    entry = Entry.objects.about(ada).get()
    assert (entry.verb, entry.details) == ("person.changed", {"fields": ["name"]})


def test_letters_are_chosen(ada):
    actions.choose_letters(ada, cadence="daily", by=ada, at=NOON)
    ada.refresh_from_db()
    assert ada.cadence == "daily"


def test_a_programme_is_muted_once_and_heard_again(ada, campaign):
    for _time in range(2):
        actions.mute(ada, programme_id=campaign.pk, by=ada, at=NOON)
    assert Muting.objects.count() == 1
    assert Entry.objects.about(ada).count() == 1
    actions.unmute(ada, programme_id=campaign.pk, by=ada, at=NOON)
    assert Muting.objects.count() == 0
