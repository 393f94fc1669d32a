"""Addresses of the pages that belong to no area."""

from django.urls import path

from flotilla.web.pages import views

app_name = "pages"
urlpatterns = [
    path("glossary/", views.glossary, name="glossary"),
    path("language/", views.language, name="language"),
    path("ways/", views.ways, name="ways"),
    path("house-rules/", views.house_rules, name="house-rules"),
    path("privacy/", views.privacy, name="privacy"),
    path("terms/", views.terms, name="terms"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("source/", views.source, name="source"),
]
