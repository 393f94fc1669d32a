"""All addresses: the pages, and the programming interface beside them."""

from django.urls import include, path

urlpatterns = [
    path("", include("flotilla.web.urls")),
]
