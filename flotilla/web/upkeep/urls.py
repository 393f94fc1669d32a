"""Addresses of who runs this copy, and of machines that ask how it is."""

from django.urls import path

from flotilla.web import health, metrics
from flotilla.web.upkeep import views

urlpatterns = [
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
    path("metrics", metrics.metrics, name="metrics"),
    path("administration/status/", views.status, name="upkeep_status"),
]
