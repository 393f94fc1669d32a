"""Addresses of the pages about programmes."""

from django.urls import path

from flotilla.web.programmes import views

urlpatterns = [
    path("", views.home, name="home"),
    path("programmes/", views.programmes, name="programmes"),
    path("p/<slug:address>/", views.programme, name="programme"),
    path("p/<slug:address>/promise/", views.promise_history, name="promise_history"),
    path("p/<slug:address>/timeline/", views.timeline, name="programme_timeline"),
]
