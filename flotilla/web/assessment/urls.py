"""Addresses of the pages about criteria and panels."""

from django.urls import path

from flotilla.web.assessment import (
    criteria,
    meeting,
    meeting_item,
    minutes,
    pack,
    panel,
    ranking,
    scoring,
    seats,
)

panels = "desk/p/<slug:address>/panel/"
desk = "desk/p/<slug:address>/criteria/"
meets = "p/<slug:address>/meeting/"
item = f"{meets}<int:number>/"
urlpatterns = [
    path("p/<slug:address>/criteria/", criteria.published, name="criteria"),
    path(desk, criteria.desk, name="desk_criteria"),
    path(f"{desk}beginning/", criteria.begin, name="begin_criteria"),
    path(f"{desk}new/", criteria.add, name="add_criterion"),
    path(f"{desk}publication/", criteria.publish, name="publish_criteria"),
    path(f"{desk}return/", criteria.take_back, name="take_back_criteria"),
    path(f"{desk}<int:pk>/", criteria.change, name="change_criterion"),
    path(f"{desk}<int:pk>/removal/", criteria.remove, name="remove_criterion"),
    path(panels, panel.desk, name="desk_panel"),
    path(f"{panels}seats/new/", panel.invite, name="invite_to_panel"),
    path(f"{panels}seats/<int:pk>/costs/", panel.costs, name="seat_costs"),
    path(f"{panels}seats/<int:pk>/departure/", panel.leave, name="leave_panel"),
    path(f"{panels}seats/<int:pk>/calling-in/", panel.call_in, name="call_in_backup"),
    path(f"{panels}interests/search/", panel.suspect, name="suspect_interests"),
    path(f"{panels}interests/new/", panel.found, name="found_interest"),
    path(f"{panels}interests/<int:pk>/", panel.settle, name="settle_interest"),
    path(f"{panels}beginning/", panel.begin, name="begin_assessing"),
    path(f"{panels}allotment/", panel.allot, name="allot"),
    path(f"{panels}reminders/", panel.remind, name="remind_assessors"),
    path(f"{panels}entries/", panel.entries, name="panel_entries"),
    path(f"{panels}entries/<int:pk>/removal/", panel.take_away, name="take_away"),
    path("assessing/<int:pk>/<int:number>/", scoring.score, name="score"),
    path("assessing/<int:pk>/<int:number>/interest/", scoring.interest, name="entry_interest"),
    path("p/<slug:address>/ranking/", ranking.ranking, name="ranking"),
    path(meets, meeting.meeting, name="meeting"),
    path(f"{meets}seats/<int:pk>/", meeting.presence, name="meeting_presence"),
    path(f"{meets}end/", meeting.end, name="end_discussion"),
    path(f"{meets}freeze/", meeting.freeze, name="freeze_scores"),
    path(f"{meets}closing/", meeting.close, name="close_meeting"),
    path(f"{meets}screen/", meeting.screen, name="meeting_screen"),
    path(f"{meets}minutes/", minutes.minutes, name="minutes"),
    path(item, meeting_item.one, name="meeting_item"),
    path(f"{item}call/", meeting.call, name="call_entry"),
    path(f"{item}vote/", meeting_item.put_to_vote, name="put_to_vote"),
    path(f"{item}votes/", meeting_item.vote, name="panel_vote"),
    path(f"{item}count/", meeting_item.count, name="count_votes"),
    path(f"{item}correction/", meeting_item.correct, name="correct_score"),
    path(f"{item}correction/<int:pk>/", meeting_item.settle_correction, name="settle_correction"),
    path("assessing/", seats.mine, name="seats"),
    path("assessing/<int:pk>/", seats.seat, name="seat"),
    path("assessing/<int:pk>/pack/", pack.pack, name="pack"),
    path("assessing/<int:pk>/interests/", seats.state, name="state_interests"),
]
