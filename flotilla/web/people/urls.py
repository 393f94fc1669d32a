"""Addresses of a person's own pages."""

from django.urls import path

from flotilla.web.people import access, sign_in, views

urlpatterns = [
    path("account/login/code/", sign_in.request_code, name="account_request_login_code"),
    path("account/login/code/confirm/", sign_in.confirm_code, name="account_confirm_login_code"),
    path("account/signup/", sign_in.make_account, name="account_signup"),
    path("settings/", views.settings, name="settings"),
    path("settings/letters/", views.letters, name="letter_settings"),
    path("settings/letters/<int:programme>/unmuting/", views.unmute, name="unmute"),
    path("settings/tokens/", access.tokens, name="tokens"),
    path("settings/tokens/new/", access.new, name="new_token"),
    path("settings/tokens/<int:pk>/revocation/", access.revoke, name="revoke_token"),
    path("settings/code/", views.use_code, name="use_code"),
]
