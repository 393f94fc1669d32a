"""The answers as an Atom feed."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from flotilla.decisions import queries
from flotilla.web import doors
from flotilla.web.decisions.parts import shape_of
from flotilla.web.doors import Audience, door

NEWEST = 30


@door(Audience.MACHINE, shows=("decision", "contribution"))
def answers(request: HttpRequest) -> HttpResponse:
    """Give the newest public answers, as everyone may see them."""
    body = doors.body(request)
    feed = Atom1Feed(
        title=_("Answers of %s") % body.name,
        link=request.build_absolute_uri(reverse("answers")),
        description=body.tagline,
    )
    for decision in queries.decided_publicly(body, None).order_by("-released_at", "-id")[:NEWEST]:
        contribution = decision.contribution
        link = request.build_absolute_uri(
            reverse("contribution", args=[contribution.programme.address, contribution.number])
        )
        feed.add_item(
            title=contribution.title,
            link=link,
            unique_id=link,
            description=shape_of(decision)[1],
            pubdate=decision.released_at,
            updateddate=decision.reopened_at or decision.released_at,
        )
    return HttpResponse(
        feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8"
    )
