"""Addresses of the demo; not included anywhere else."""

from django.urls import path

from flotilla.web.demo import views

urlpatterns = [
    path("demo/", views.roles, name="demo"),
    path("demo/sign-in/<int:pk>/", views.sign_in, name="demo_sign_in"),
    path("demo/letters/", views.letters, name="demo_letters"),
    path("demo/letters/<int:pk>/", views.letter, name="demo_letter"),
]
