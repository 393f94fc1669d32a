"""Search is made anew where a change of the tables has taken it away."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models.expressions import RawSQL

from flotilla.contributions.models import Contribution
from flotilla.kit import fulltext
from flotilla.upkeep import queries
from tests import factories


@pytest.mark.django_db(transaction=True)
def test_search_is_made_anew(campaign, ada):
    with connection.schema_editor() as editor:
        fulltext.uninstall(editor)
    assert not queries.is_searchable()
    said = StringIO()
    call_command("search", stdout=said)
    assert "flotilla_contribution: NOT kept" in said.getvalue()
    factories.a_contribution(campaign, by=ada, title="A lighthouse")
    call_command("search", "--anew", stdout=StringIO())
    assert queries.is_searchable()
    found = RawSQL(*fulltext.match(connection, "lighthouse"))
    assert [one.title for one in Contribution.objects.filter(pk__in=found)] == ["A lighthouse"]
