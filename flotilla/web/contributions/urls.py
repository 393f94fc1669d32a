"""Addresses of the pages about contributions."""

from django.urls import path

from flotilla.web.contributions import (
    coauthors,
    eligibility,
    enter,
    files,
    own_files,
    page,
    sending,
    sent,
    support,
    take_part,
    versions,
)

TAKE_PART = "p/<slug:address>/take-part/"
ONE = "p/<slug:address>/c/<int:number>/"

urlpatterns = [
    path("p/<slug:address>/eligibility/", eligibility.eligibility, name="eligibility"),
    path("p/<slug:address>/size/", eligibility.choose_size, name="choose_size"),
    path(TAKE_PART, take_part.take_part, name="take_part"),
    path(f"{TAKE_PART}similar/", take_part.similar, name="take_part_similar"),
    path(f"{TAKE_PART}before/", take_part.before, name="take_part_before"),
    path(f"{TAKE_PART}later/", sending.later, name="take_part_later"),
    path(f"{TAKE_PART}check/", sending.check, name="take_part_check"),
    path(f"{TAKE_PART}drop/", take_part.drop_draft, name="drop_draft"),
    path(f"{TAKE_PART}received/<str:token>/", sending.receipt, name="receipt"),
    path(f"{TAKE_PART}files/<int:pk>/remove/", take_part.remove_file, name="remove_file"),
    path(f"{TAKE_PART}<slug:step>/", take_part.take_part, name="take_part_step"),
    path("d/<str:token>/", take_part.open_draft, name="open_draft"),
    path("claim/<str:token>/", coauthors.claim, name="claim"),
    path("co-author/<str:token>/", coauthors.coauthor_invitation, name="coauthor_invitation"),
    path("settings/sent/", sent.sent, name="sent"),
    path("settings/sent/<int:pk>/claim/", sent.claim_sent, name="claim_sent"),
    path("files/<int:pk>/", files.file, name="file"),
    path("files/<int:pk>/preview/", files.file_preview, name="file_preview"),
    path("desk/p/<slug:address>/enter/", enter.enter, name="enter_contribution"),
    path(ONE, page.contribution, name="contribution"),
    path("p/<slug:address>/c/<int:number>-<slug:tail>/", page.contribution),
    path(f"{ONE}support/", support.support, name="support"),
    path(f"{ONE}follow/", support.follow, name="follow"),
    path(f"{ONE}versions/", versions.versions, name="versions"),
    path(f"{ONE}change/", versions.revise, name="revise"),
    path(f"{ONE}files/", own_files.own_files, name="own_files"),
    path(f"{ONE}files/<int:pk>/remove/", own_files.remove_own_file, name="remove_own_file"),
    path(f"{ONE}withdraw/", versions.withdraw, name="withdraw"),
    path(f"{ONE}co-authors/", coauthors.coauthors, name="coauthors"),
    path(f"{ONE}co-authors/ask/", coauthors.ask_to_join, name="ask_to_join"),
    path(f"{ONE}co-authors/leave/", coauthors.leave, name="leave"),
    path(f"{ONE}co-authors/<int:pk>/settle/", coauthors.settle_asking, name="settle_asking"),
]
