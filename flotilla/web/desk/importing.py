"""Bringing contributions over from a file, at the desk: the clock does the work, the page shows how far it is."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from flotilla.exchange import actions, mapping
from flotilla.exchange.models import ImportRun
from flotilla.kit import spreadsheet
from flotilla.kit.refusal import Refusal
from flotilla.programmes.models import Programme
from flotilla.web import doors
from flotilla.web.desk.answering import me
from flotilla.web.desk.forms import ImportForm
from flotilla.web.doors import Audience, door
from flotilla.web.refusing import posted

SHOWN = 500


@door(Audience.DESK, shows=("programme", "importrun"), may="import")
def file(request: HttpRequest) -> HttpResponse:
    """Take a file to be brought over."""
    body = doors.body(request)
    programmes = Programme.objects.filter(body=body)
    form = ImportForm(posted(request), request.FILES or None, programmes=programmes)
    if request.method == "POST" and form.is_valid() and (run := _begin(request, form)):
        return redirect("import_run", run.pk)
    runs = ImportRun.objects.filter(programme__body=body).select_related("programme")[:20]
    return render(request, "desk/import.html", {"form": form, "runs": runs})


def _begin(request: HttpRequest, form: ImportForm) -> ImportRun | None:
    facts = form.cleaned_data
    try:
        return actions.begin_import(
            facts["programme"],
            file=facts["file"],
            mapping=mapping.load(facts["mapping"]),
            links_file=facts["links"],
            is_rehearsal=facts["rehearse"],
            by=me(request),
            at=doors.now(request),
        )
    except (Refusal, spreadsheet.Unreadable) as problem:
        form.add_error("file", str(problem))
        return None


@door(Audience.DESK, shows="importrun", may="import")
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how far an import is, and every row that was refused with its reason."""
    found = get_object_or_404(
        ImportRun.objects.select_related("programme"), pk=pk, programme__body=doors.body(request)
    )
    if found.problem:
        messages.error(request, _("The file breaks off: %s") % found.problem)
    return render(
        request, "desk/import_run.html", {"run": found, "refusals": found.refusals.all()[:SHOWN]}
    )
