"""Addresses of a body."""

from django.urls import path

from flotilla.web.bodies import holidays, public, views

urlpatterns = [
    path("body/colours.css", public.stylesheet, name="body_colours"),
    path("body/logo", public.logo, name="body_logo"),
    path("roles/", public.roles_explained, name="roles"),
    path("administration/", views.administration, name="administration"),
    path("administration/parts/", views.parts, name="body_parts"),
    path("administration/departments/", views.add_department, name="add_department"),
    path(
        "administration/departments/<int:pk>/closure/",
        views.close_department,
        name="close_department",
    ),
    path("administration/places/", views.add_places, name="add_places"),
    path("administration/holidays/", views.add_holiday, name="add_holiday"),
    path("administration/holidays/<int:pk>/removal/", views.remove_holiday, name="remove_holiday"),
    path("administration/holidays/of-a-year/", holidays.calendar, name="holidays_of_a_year"),
    path("administration/people/", views.people, name="body_people"),
    path("administration/people/<int:pk>/ending/", views.end_role, name="end_role"),
    path("administration/codes/", views.codes, name="body_codes"),
]
