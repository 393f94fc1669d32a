"""The files of what somebody has sent: adding to them and removing them, as long as the text may be changed."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from flotilla.contributions import actions, rules
from flotilla.contributions.actions.files import MOST_FILES
from flotilla.kit.refusal import Refusal
from flotilla.web import doors
from flotilla.web.contributions.finding import contribution_at
from flotilla.web.contributions.page import named
from flotilla.web.contributions.take_part import take_files
from flotilla.web.doors import Audience, door
from flotilla.web.inputs import FilesField
from flotilla.web.refusing import posted


class FilesForm(forms.Form):
    """Files to add, and what they show."""

    files = FilesField(  # type: ignore[assignment]
        label=gettext_lazy("Choose files"),
        help_text=gettext_lazy("We remove the place and time stored inside photos."),
        error_messages={"required": gettext_lazy("Choose at least one file.")},
    )
    alt = forms.CharField(
        label=gettext_lazy("What do they show?"),
        help_text=gettext_lazy("For people who cannot see them."),
        max_length=200,
        required=False,
    )


@door(Audience.SIGNED_IN, shows=("contribution", "file"))
def own_files(request: HttpRequest, address: str, number: int) -> HttpResponse:
    """Show an author the files of what they sent, and let them add more."""
    found = contribution_at(request, address, number, rules.may_revise)
    form: Any = FilesForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        added = take_files(request, found, form)
        if added:
            said = ngettext("%(n)s file is added.", "%(n)s files are added.", added)
            messages.success(request, said % {"n": added})
        if form.is_valid():
            return redirect("own_files", address, number)
    files = list(found.attachments.order_by("added_at", "pk"))
    context = {**named(found), "form": form, "files": files, "full": len(files) >= MOST_FILES}
    return render(request, "contributions/own_files.html", context)


@require_POST
@door(Audience.SIGNED_IN, shows=("contribution", "file"))
def remove_own_file(request: HttpRequest, address: str, number: int, pk: int) -> HttpResponse:
    """Remove a file from what one sent."""
    found = contribution_at(request, address, number, rules.may_revise)
    attachment = found.attachments.filter(pk=pk).first()
    if attachment is None:
        raise Http404
    try:
        actions.detach(attachment, by=doors.person(request), at=doors.now(request))
    except Refusal as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The file is removed."))
    return redirect("own_files", address, number)
