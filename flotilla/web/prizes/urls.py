"""Addresses of the pages about the way of entries through a prize."""

from django.urls import path

from flotilla.web.prizes import heats

urlpatterns = [
    path("p/<slug:address>/heats/", heats.shown, name="heats"),
    path("p/<slug:address>/c/<int:number>/mending/", heats.mend, name="mend"),
    path("desk/p/<slug:address>/heats/", heats.desk, name="desk_heats"),
    path("desk/p/<slug:address>/heats/<slug:code>/", heats.decide, name="pass_entries"),
]
