"""Addresses of the pages about answers."""

from django.urls import path

from flotilla.web.decisions import feeds, results, views

urlpatterns = [
    path("answers/", views.answers, name="answers"),
    path("answers/feed/", feeds.answers, name="answers_feed"),
    path("record/", views.record, name="record"),
    path("record/all/", views.site_record, name="site_record"),
    path("p/<slug:address>/record/", views.programme_record, name="programme_record"),
    path("record/table.csv", views.record_table, name="record_table"),
    path(
        "p/<slug:address>/c/<int:number>/second-look/",
        views.ask_second_look,
        name="ask_second_look",
    ),
    path("p/<slug:address>/c/<int:number>/result/", results.result, name="result"),
    path("result/<str:token>/", results.guest_result, name="guest_result"),
]
