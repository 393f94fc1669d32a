"""What is personal can be shown to whoever it is about: no model keeps it where nobody finds it."""

from django.apps import apps

from flotilla.privacy import holdings

LABELS = {one.label for one in holdings.every_holding()}


def test_every_model_that_declares_personal_fields_is_found_by_them():
    """A new model shows by itself if it names its person or their address; else holdings.toml must say how."""
    assert [one.__name__ for one in holdings.declared() if one.__name__ not in LABELS] == []


def test_every_model_of_other_libraries_is_held_here_or_holds_nobody():
    """What a library keeps about people is named in holdings.toml; these keep nothing, or go with what is named."""
    nobody = {
        "auth.Permission", "auth.Group", "contenttypes.ContentType", "sessions.Session", "account.EmailConfirmation",
        "socialaccount.SocialApp", "socialaccount.SocialToken",
    }  # fmt: skip
    theirs = {one._meta.label for one in apps.get_models() if one._meta.app_label != "flotilla"}
    assert theirs - nobody - LABELS == set()
