"""Addresses of the conversation, moderation, joining, themes and search."""

from django.urls import path

from flotilla.web.contributions import joining, moderating, reporting, searching, talking, theming

ONE = "p/<slug:address>/c/<int:number>/"
DESK_ONE = f"desk/{ONE}"
DESK = "desk/p/<slug:address>/"

urlpatterns = [
    path("search/", searching.search, name="search"),
    path("moderation/", moderating.moderation_log, name="moderation_log"),
    path(f"{ONE}comments/", talking.comments, name="comments"),
    path(f"{ONE}comments/<int:pk>/withdrawal/", talking.withdraw_comment, name="withdraw_comment"),
    path(f"{ONE}comments/<int:pk>/met/", talking.concern_met, name="concern_met"),
    path(f"{ONE}comments/<int:pk>/report/", reporting.report_comment, name="report_comment"),
    path(f"{ONE}comments/<int:pk>/appeal/", reporting.appeal_comment, name="appeal_comment"),
    path(f"{ONE}report/", reporting.report, name="report"),
    path(f"{ONE}appeal/", reporting.appeal, name="appeal"),
    path(f"{ONE}joining/", joining.joining, name="joining"),
    path("desk/moderation/", moderating.moderation, name="moderation"),
    path("desk/moderation/comments/<int:pk>/", moderating.moderate_comment, name="moderate_comment"),
    path("desk/moderation/appeals/<int:pk>/", moderating.decide_appeal, name="decide_appeal"),
    path(f"{DESK_ONE}moderation/", moderating.moderate, name="moderate"),
    path(f"{DESK_ONE}talk/", talking.close_talk, name="close_talk"),
    path(f"{DESK_ONE}join/", joining.join, name="join"),
    path(f"{DESK_ONE}unjoin/", joining.unjoin, name="unjoin"),
    path(f"{DESK_ONE}split/", joining.split, name="split"),
    path(f"{DESK_ONE}unsplit/", joining.unsplit, name="unsplit"),
    path(f"{DESK_ONE}apart/<int:other>/", joining.tell_apart, name="tell_apart"),
    path(f"{DESK}alike/", joining.alike, name="alike"),
    path(f"{DESK}themes/", theming.themes, name="themes"),
    path(f"{DESK}themes/give/", theming.give_themes, name="give_themes"),
    path(f"{DESK}themes/<int:pk>/", theming.change_theme, name="change_theme"),
]  # fmt: skip
