"""Every model is on the roll, says what each row is, and which of its fields are personal."""

from django.apps import apps
from django.db import models

FREE = (models.CharField, models.TextField, models.JSONField, models.FileField, models.EmailField)
OURS = [
    model for model in apps.get_app_config("flotilla").get_models() if not model._meta.auto_created
]


def test_every_free_field_is_declared_personal_or_not():
    undeclared = []
    for model in OURS:
        declared = set(model.personal) | set(model.impersonal)
        undeclared += [
            f"{model.__name__}.{field.name}"
            for field in model._meta.local_fields
            if isinstance(field, FREE) and field.name not in declared and not field.choices
        ]
    assert undeclared == []


def test_nothing_is_declared_that_is_not_there():
    gone = []
    for model in OURS:
        names = {field.name for field in model._meta.get_fields()} | {
            field.attname for field in model._meta.local_fields
        }
        gone += [
            f"{model.__name__}.{name}" for name in {*model.personal, *model.impersonal} - names
        ]
    assert gone == []


def test_every_personal_field_says_why_it_is_held():
    assert [model.__name__ for model in OURS if not all(model.personal.values())] == []


def test_every_model_says_what_a_row_is():
    assert [
        model.__name__
        for model in OURS
        if not model.__doc__ or model.__doc__.startswith(f"{model.__name__}(")
    ] == []


def test_every_moment_of_an_act_has_its_person():
    """Each …_at that says when somebody did something stands beside a …_by; what no person does is listed here."""
    by_nobody = {
        "Entry.at", "Tick.ran_at", "Tick.failed_at", "Person.joined_at", "Reading.read_at", "Body.founded_at", "Draft.begun_at", "Draft.saved_at", "GuestConsent.given_at", "GuestConsent.withdrawn_at",
        "Letter.written_at", "Letter.next_try_at", "Letter.sent_at", "Letter.given_up_at", "Letter.bounced_at", "ImportRun.finished_at", "Disposal.disposed_at",
        "PrivacyLink.made_at", "PrivacyLink.opened_at", "Contribution.received_at", "Contribution.first_answered_at", "Contribution.decided_at",
        "Decision.release_at", "Stage.opens_at", "Stage.closes_at", "Rescheduling.opens_at", "Rescheduling.closes_at", "Rescheduling.opened_at",
        "Rescheduling.opens_was", "Support.supported_at", "Follow.followed_at", "Comment.posted_at", "Report.reported_at", "Checkpoint.signed_at", "Log.batched_at", "Lottery.draw_at",
    }  # fmt: skip
    alone = []
    for model in OURS:
        names = {field.name for field in model._meta.local_fields}
        alone += [
            f"{model.__name__}.{name}"
            for name in names
            if name.endswith("_at")
            and f"{name.removesuffix('_at')}_by" not in names
            and f"{model.__name__}.{name}" not in by_nobody
        ]
    assert sorted(alone) == []


def test_every_enumerated_field_holds_only_its_codes():
    """A field with choices is kept to them by the database too (kit.codes.one_of); a form is not the only way in."""
    open_to_all = []
    for model in OURS:
        kept = {
            name: set(codes)
            for constraint in model._meta.constraints
            if isinstance(constraint, models.CheckConstraint)
            and len(constraint.condition.children) == 1
            and isinstance(constraint.condition.children[0], tuple)
            for name, codes in [constraint.condition.children[0]]
            if name.endswith("__in")
        }
        for field in model._meta.local_fields:
            codes = {code for code, _words in field.flatchoices} | ({""} if field.blank else set())
            if field.choices and kept.get(f"{field.name}__in") != codes:
                open_to_all.append(f"{model.__name__}.{field.name}")
    assert open_to_all == []
