"""Addresses of a person's own pages."""

from django.urls import path

from flotilla.web.people import views

urlpatterns = [
    path("settings/", views.settings, name="settings"),
    path("settings/letters/", views.letters, name="letter_settings"),
    path("settings/letters/<int:programme>/unmuting/", views.unmute, name="unmute"),
    path("settings/code/", views.use_code, name="use_code"),
]
