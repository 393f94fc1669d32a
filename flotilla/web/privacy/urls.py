"""Addresses of what is held about people."""

from django.urls import path

from flotilla.web.privacy import asking, contact, desk, erasing, keys, mine, not_me

urlpatterns = [
    path("privacy/mine/", mine.overview, name="privacy_mine"),
    path("privacy/mine/archive/", mine.archive, name="privacy_archive"),
    path("privacy/mine/opened/", mine.opened, name="privacy_opened"),
    path("privacy/mine/consents/", mine.consents, name="privacy_consents"),
    path("privacy/mine/consents/<slug:purpose>/", mine.agree, name="privacy_agree"),
    path(
        "privacy/mine/consents/<slug:purpose>/withdrawal/",
        mine.take_back,
        name="privacy_take_back",
    ),
    path("privacy/mine/<slug:group>/", mine.group, name="privacy_group"),
    path("privacy/letter/", keys.by_letter, name="privacy_by_letter"),
    path("privacy/letter/leaving/", keys.leave, name="privacy_leave"),
    path("privacy/letter/<str:token>/", keys.open_link, name="privacy_link"),
    path("privacy/not-me/<str:token>/", not_me.not_me, name="not_me"),
    path("privacy/requests/", asking.requests, name="privacy_requests"),
    path("privacy/requests/new/", asking.ask, name="privacy_ask"),
    path("privacy/erasure/", erasing.choose, name="privacy_erase"),
    path("privacy/erasure/code/", erasing.send_code, name="privacy_code"),
    path("privacy/erasure/<slug:scope>/", erasing.check, name="privacy_erase_all"),
    path("privacy/erasure/<slug:scope>/<int:pk>/", erasing.check_one, name="privacy_erase_one"),
    path("desk/contact/<slug:address>/<int:number>/", contact.contact, name="open_contact"),
    path("desk/data-requests/", desk.queue, name="data_requests"),
    path("desk/data-requests/<int:pk>/", desk.settle, name="settle_data_request"),
    path("administration/opened/", desk.opened, name="body_disclosures"),
    path("administration/holds/", desk.holds, name="legal_holds"),
    path("administration/holds/<int:pk>/lifting/", desk.lift, name="lift_hold"),
    path("administration/disposals/", desk.disposals, name="disposals"),
]
