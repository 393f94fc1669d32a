"""Addresses of the pages about money that is given."""

from django.urls import path

from flotilla.web.awards import desk, flags, public

urlpatterns = [
    path("awards/", public.awards, name="awards"),
    path("awards/feed/", public.feed, name="awards_feed"),
    path("awards/data.<slug:ending>", public.data, name="awards_data"),
    path("awards/<int:pk>/", public.one, name="published_award"),
    path("desk/pots/", desk.pots, name="pots"),
    path("desk/pots/<int:pk>/", desk.pot, name="pot"),
    path("desk/pots/<int:pk>/award/", desk.new_award, name="new_award"),
    path("desk/pots/<int:pk>/<slug:step>/", desk.pot_step, name="pot_step"),
    path("desk/awards/", desk.waiting, name="waiting_awards"),
    path("desk/awards/<int:pk>/", desk.award, name="award"),
    path("desk/awards/<int:pk>/<slug:step>/", desk.award_step, name="award_step"),
    path("desk/claims/<int:pk>/<slug:step>/", desk.claim_step, name="claim_step"),
    path("desk/variations/<int:pk>/<slug:step>/", desk.variation_step, name="variation_step"),
    path("desk/flags/", flags.flags, name="flags"),
    path("desk/flags/<int:pk>/", flags.flag, name="flag"),
    path("desk/payments/", desk.payments, name="payments"),
]
