"""What can happen to a contribution and the talk around it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verb(models.TextChoices):
    """Codes of the journal and the sentences that people read."""

    SUBMITTED = "contribution.submitted", _("sent it")
    PUBLISHED = "contribution.published", _("published it")
    CLAIMED = "contribution.claimed", _("claimed it as their own")
    REVISED = "contribution.revised", _("changed the text")
    WITHDRAWN = "contribution.withdrawn", _("withdrew it")
    SUPPORTED = "contribution.supported", _("supported it")
    UNSUPPORTED = "contribution.unsupported", _("took their support back")
    FOLLOWED = "contribution.followed", _("follows it")
    UNFOLLOWED = "contribution.unfollowed", _("follows it no longer")
    COAUTHOR_INVITED = "contribution.coauthor_invited", _("invited a co-author")
    COAUTHOR_ASKED = "contribution.coauthor_asked", _("asked to be a co-author")
    COAUTHOR_DECLINED = "contribution.coauthor_declined", _("said no to a co-author")
    COAUTHORED = "contribution.coauthored", _("became a co-author")
    COAUTHOR_LEFT = "contribution.coauthor_left", _("is no longer a co-author")
    ATTACHED = "contribution.attached", _("added a file")
    DETACHED = "contribution.detached", _("removed a file")
    THEMED = "contribution.themed", _("gave it a theme")
    UNTHEMED = "contribution.unthemed", _("took a theme off")
    MERGED = "contribution.merged", _("joined it to another")
    MERGE_AGREED = "contribution.merge_agreed", _("agreed to the joining")
    MERGE_OBJECTED = "contribution.merge_objected", _("objected to the joining")
    UNMERGED = "contribution.unmerged", _("undid the joining")
    SPLIT = "contribution.split", _("split it in parts")
    UNSPLIT = "contribution.unsplit", _("undid the splitting")
    REPORTED = "contribution.reported", _("reported it to the moderators")
    REPORT_SETTLED = "contribution.report_settled", _("settled a report")
    REMOVED = "contribution.removed", _("removed it, with a reason")
    RESTORED = "contribution.restored", _("restored it")
    APPEALED = "contribution.appealed", _("appealed against the removal")
    APPEAL_DECIDED = "contribution.appeal_decided", _("decided the appeal")
    TALK_CLOSED = (
        "contribution.talk_closed",
        _("closed the conversation, with a reason"),
    )
    TALK_OPENED = "contribution.talk_opened", _("opened the conversation again")
    COMMENTED = "comment.posted", _("wrote in the conversation")
    COMMENT_WITHDRAWN = "comment.withdrawn", _("took a comment back")
    COMMENT_REMOVED = "comment.removed", _("removed a comment, with a reason")
    COMMENT_RESTORED = "comment.restored", _("restored a comment")
    COMMENT_PUBLISHED = "comment.published", _("published a comment")
    TOLD_APART = "contribution.told_apart", _("said that two are not the same")
    THEME_ADDED = "theme.added", _("added a theme")
    THEME_CHANGED = "theme.changed", _("changed a theme")
    THEME_DROPPED = "theme.dropped", _("dropped a theme")
    CONCERN_RESOLVED = "comment.concern_resolved", _("says the concern is met")
    IMPORTED = "contribution.imported", _("was brought over from another system")


class Standing(models.TextChoices):
    """Where a contribution stands; the rows of what happened are the truth, this word is kept beside them for lists."""

    WAITING = "waiting", _("Waiting to be read")
    LISTED = "listed", _("In the list")
    MERGED = "merged", _("Joined to another")
    SPLIT = "split", _("Split in parts")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    REMOVED = "removed", _("Removed")


class Channel(models.TextChoices):
    """How a contribution came; all count the same."""

    WEB = "web", _("on this site")
    PHONE = "phone", _("by phone")
    PAPER = "paper", _("on paper")
    PERSON = "person", _("in person")
    LETTER = "letter", _("by e-mail or letter")
    IMPORT = "import", _("from another system")
    API = "api", _("through the programming interface")


class Credit(models.TextChoices):
    """Why somebody is named with a contribution."""

    AUTHOR = "author", _("Had the idea")
    COAUTHOR = "coauthor", _("Co-author")


class CommentKind(models.TextChoices):
    """What a comment is meant as."""

    COMMENT = "comment", _("Comment")
    QUESTION = "question", _("Question")
    CONCERN = "concern", _("Concern")


class ReportOutcome(models.TextChoices):
    """What became of what was reported."""

    KEPT = "kept", _("Kept")
    REMOVED = "removed", _("Removed")


class AppealOutcome(models.TextChoices):
    """What became of a removal that was appealed against."""

    UPHELD = "upheld", _("The removal stays")
    RESTORED = "restored", _("Restored")


PUBLIC = frozenset(
    {Verb.SUBMITTED, Verb.PUBLISHED, Verb.REVISED, Verb.WITHDRAWN, Verb.COAUTHORED, Verb.COAUTHOR_LEFT, Verb.MERGED, Verb.UNMERGED, Verb.SPLIT,
     Verb.UNSPLIT, Verb.REMOVED, Verb.RESTORED, Verb.APPEAL_DECIDED, Verb.TALK_CLOSED, Verb.TALK_OPENED, Verb.IMPORTED, Verb.THEMED, Verb.CONCERN_RESOLVED}
)  # fmt: skip
