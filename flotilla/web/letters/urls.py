"""Addresses about letters."""

from django.urls import path

from flotilla.web.letters import views

urlpatterns = [
    path("letters/bounces/", views.bounced, name="bounced_letters"),
    path("letters/stop/<str:token>/", views.stop_letters, name="stop_letters"),
]
