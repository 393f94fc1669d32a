"""Addresses of the pages that belong to no area."""

from django.urls import path

from flotilla.web.pages import views

app_name = "pages"
urlpatterns = [
    path("glossary/", views.glossary, name="glossary"),
    path("language/", views.language, name="language"),
]
