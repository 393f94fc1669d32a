"""The page that offers the holidays of a year, to be looked at before they are added."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext

from flotilla.bodies import actions
from flotilla.bodies.holidays import CALENDARS
from flotilla.web import doors
from flotilla.web.bodies.forms import CalendarForm
from flotilla.web.doors import Audience, door


@door(Audience.ADMINISTRATORS, shows="holiday")
def calendar(request: HttpRequest) -> HttpResponse:
    """Show the holidays of a country and year, and add those that are not on the list yet."""
    body, now = doors.body(request), doors.now(request)
    asked = request.POST if request.method == "POST" else request.GET or None
    form = CalendarForm(asked, initial={"year": now.year, "country": "england-and-wales"})
    days = []
    if form.is_valid():
        _name, of_year = CALENDARS[form.cleaned_data["country"]]
        days = [(on, str(name)) for on, name in of_year(form.cleaned_data["year"])]
    if days and request.method == "POST":
        added = actions.add_holidays(body, days=days, by=doors.person(request), at=now)
        said = ngettext("%d holiday is added.", "%d holidays are added.", added) % added
        messages.success(request, said)
        return redirect("body_parts")
    known = set(body.holidays.values_list("on", flat=True))
    rows = [{"on": on, "name": name, "is_known": on in known} for on, name in days]
    return render(request, "bodies/calendar.html", {"form": form, "rows": rows})
