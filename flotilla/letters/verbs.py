"""What the post says of itself in the journal, and why somebody gets a letter."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Why(models.TextChoices):
    """Why a person gets a letter, strongest first; said at the foot of each."""

    ASKED = "asked", _("you asked for it just now")
    AUTHOR = "author", _("you sent this contribution")
    COAUTHOR = "coauthor", _("you are a co-author")
    JOINED = "joined", _("your contribution was joined to this one")
    INVITED = "invited", _("somebody invited you")
    TEAM = "team", _("you help to run this programme")
    WRITER = "writer", _("you wrote in this conversation")
    SUPPORTER = "supporter", _("you support this contribution")
    FOLLOWER = "follower", _("you follow it")
    PARTICIPANT = "participant", _("you took part in this programme")
    HOLDER = "holder", _("a role that you hold or held in this body has changed")
    REPORTER = "reporter", _("you reported something")


PUBLIC: frozenset[str] = frozenset()
