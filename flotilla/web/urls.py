"""Every address of the site, area by area."""

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    # what is asked for most stands first: addresses are tried one by one
    path("", include("flotilla.web.contributions.urls")),
    path("", include("flotilla.web.contributions.talk_urls")),
    path("", include("flotilla.web.programmes.urls")),
    path("", include("flotilla.web.assessment.urls")),
    path("", include("flotilla.web.awards.urls")),
    path("", include("flotilla.web.prizes.urls")),
    path("", include("flotilla.web.bodies.urls")),
    path("", include("flotilla.web.decisions.urls")),
    path("", include("flotilla.web.desk.urls")),
    path("", include("flotilla.web.journal.urls")),
    path("", include("flotilla.web.letters.urls")),
    path("", include("flotilla.web.pages.urls")),
    path("", include("flotilla.web.privacy.urls")),
    path("", include("flotilla.web.people.urls")),
    path("", include("flotilla.web.upkeep.urls")),
    path("account/", include("allauth.urls")),  # after our own pages of sign-in
]

if settings.DEMO:
    urlpatterns.append(path("", include("flotilla.web.demo.urls")))
