"""Addresses of the pages about programmes."""

from django.urls import path

from flotilla.web.programmes import following, inviting, opening, people, running, setting_up, views

desk = "desk/p/<slug:address>/"
urlpatterns = [
    path("", views.home, name="home"),
    path("programmes/", views.programmes, name="programmes"),
    path("p/<slug:address>/", views.programme, name="programme"),
    path("p/<slug:address>/promise/", views.promise_history, name="promise_history"),
    path("p/<slug:address>/timeline/", views.timeline, name="programme_timeline"),
    path("p/<slug:address>/follow/", following.follow, name="follow_programme"),
    path("desk/programmes/", running.programmes, name="desk_programmes"),
    path("desk/programmes/new/", setting_up.start, name="start_programme"),
    path("desk/programmes/copy/", setting_up.copy, name="copy_programme"),
    path(f"{desk}set-up/people/", people.people, name="set_up_people"),
    path(f"{desk}set-up/owners/", people.owners, name="set_up_owners"),
    path(f"{desk}set-up/<slug:step>/", setting_up.set_up, name="set_up"),
    path(f"{desk}crew/<int:pk>/departure/", people.leave, name="leave_crew"),
    path(f"{desk}missing-voices/", people.voices, name="missing_voices"),
    path(f"{desk}owners/<int:pk>/departure/", people.disown, name="end_co_ownership"),
    path(
        f"{desk}owner-invitations/<int:pk>/taking-back/",
        inviting.take_back,
        name="take_back_owner_invitation",
    ),
    path("desk/owner-invitations/<int:pk>/", inviting.owner_invitation, name="owner_invitation"),
    path(f"{desk}discarding/", opening.discarding, name="discard_programme"),
    path(f"{desk}review/", opening.review, name="review_programme"),
    path(f"{desk}rehearsal/", opening.rehearsal, name="begin_rehearsal"),
    path(f"{desk}rehearsal/end/", opening.end_rehearsal, name="end_rehearsal"),
    path(f"{desk}signature/", opening.signature, name="sign_promise"),
    path(f"{desk}opening/", opening.opening, name="open_programme"),
    path(desk, running.run, name="run_programme"),
    path(f"{desk}stages/<slug:code>/date/", running.move, name="move_date"),
    path(f"{desk}stages/<slug:code>/gate/", running.gate, name="pass_gate"),
    path(f"{desk}pause/", running.pause, name="pause_programme"),
    path(f"{desk}pause/end/", running.resume, name="resume_programme"),
    path(f"{desk}amendment/", running.amend, name="amend_promise"),
    path(f"{desk}description/", running.describe, name="describe_programme"),
    path(f"{desk}invitations/", running.invite, name="invite_to_programme"),
    path(f"{desk}closure/", running.close, name="close_programme"),
]
