"""What can happen in a body."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verb(models.TextChoices):
    """Codes of the journal and the sentences that people read."""

    FOUNDED = "body.founded", _("set up the body")
    CHANGED = "body.changed", _("changed the body's details")
    DEPARTMENT_ADDED = "body.department_added", _("added a department")
    DEPARTMENT_CLOSED = "body.department_closed", _("closed a department")
    PLACE_ADDED = "body.place_added", _("added a place")
    HOLIDAY_ADDED = "body.holiday_added", _("added a holiday")
    HOLIDAY_REMOVED = "body.holiday_removed", _("removed a holiday")
    ROLE_GRANTED = "body.role_granted", _("granted a role")
    ROLE_ENDED = "body.role_ended", _("ended a role")
    CODES_PRINTED = "body.codes_printed", _("printed invitation codes")
    CODE_USED = "body.code_used", _("used an invitation code")
    VERIFIED = "body.verified", _("confirmed where a person belongs")


class Level(models.IntegerChoices):
    """How sure a body is of who somebody is (8-trust 7.1); shown side by side, never blended."""

    NONE = 0, _("not checked")
    EMAIL = 1, _("e-mail address confirmed")
    CODE = 2, _("code card confirmed")
    RESIDENCE = 3, _("residence confirmed")
    IDENTITY = 4, _("identity confirmed")


PUBLIC: frozenset[str] = frozenset()
