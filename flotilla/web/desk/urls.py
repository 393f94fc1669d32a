"""Addresses of the desk."""

from django.urls import path

from flotilla.web.desk import answering, deciding, importing, many, telling, today, undelivered

one = "desk/answer/<slug:address>/<int:number>/"
urlpatterns = [
    path("desk/", today.today, name="desk"),
    path("desk/answer/", answering.queue, name="answer_queue"),
    path("desk/answer/many/", many.answer_many, name="answer_many"),
    path("desk/decide/many/", many.decide_many, name="decide_many"),
    path(one, answering.one, name="answer_one"),
    path(f"{one}first/", answering.answer, name="give_answer"),
    path(f"{one}decision/", answering.decide, name="draft_decision"),
    path(f"{one}note/", answering.note, name="note"),
    path(f"{one}assignment/", answering.assign, name="assign"),
    path(f"{one}consideration/", answering.consider, name="consider"),
    path("desk/assignments/<int:pk>/", answering.settle, name="settle_assignment"),
    path("desk/decisions/<int:pk>/check/", deciding.check, name="check_decision"),
    path("desk/decisions/<int:pk>/update/", deciding.update, name="tell_update"),
    path("desk/release/", deciding.release, name="release_decisions"),
    path("desk/p/<slug:address>/telling/", telling.telling, name="telling"),
    path("desk/second-looks/<int:pk>/", deciding.second_look, name="give_second_look"),
    path("desk/templates/", deciding.templates, name="answer_templates"),
    path("desk/letters/", undelivered.letters, name="undelivered"),
    path("desk/import/", importing.file, name="import_file"),
    path("desk/import/<int:pk>/", importing.run, name="import_run"),
]
