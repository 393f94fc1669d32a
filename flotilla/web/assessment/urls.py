"""Addresses of the pages about criteria and panels."""

from django.urls import path

from flotilla.web.assessment import criteria

desk = "desk/p/<slug:address>/criteria/"
urlpatterns = [
    path("p/<slug:address>/criteria/", criteria.published, name="criteria"),
    path(desk, criteria.desk, name="desk_criteria"),
    path(f"{desk}beginning/", criteria.begin, name="begin_criteria"),
    path(f"{desk}new/", criteria.add, name="add_criterion"),
    path(f"{desk}publication/", criteria.publish, name="publish_criteria"),
    path(f"{desk}return/", criteria.take_back, name="take_back_criteria"),
    path(f"{desk}<int:pk>/", criteria.change, name="change_criterion"),
    path(f"{desk}<int:pk>/removal/", criteria.remove, name="remove_criterion"),
]
