"""The conversation about a contribution, as it is read."""

from dataclasses import dataclass, field

from django.db.models import F, FilteredRelation, Q

from flotilla.contributions.models import Comment, Contribution, Removal, TalkClosure
from flotilla.contributions.verbs import CommentKind
from flotilla.people.models import Person

OF_REMOVAL = ("id", "reason", "words", "removed_at", "removed_by_id")


@dataclass
class Turn:
    """One turn of the conversation with its replies; of a withdrawn or removed one the fact only."""

    comment: Comment
    removal: Removal | None
    mine: bool
    replies: list["Turn"] = field(default_factory=list)

    @property
    def reads(self) -> bool:
        """Whether its words are shown."""
        return self.comment.withdrawn_at is None and self.removal is None

    @property
    def is_concern(self) -> bool:
        """Whether it says what would change the writer's mind."""
        return self.comment.kind == CommentKind.CONCERN

    @property
    def met_words(self) -> str | None:
        """What the writer says has met the concern; None while it is open."""
        met = getattr(self.comment, "met", None)
        return met.words if met else None


def threads(contribution: Contribution, person: Person | None) -> list[Turn]:
    """Return the turns of the conversation that a person may see, oldest first, replies under what they answer."""
    holding = Q(removals__undone_at=None)
    rows = (
        Comment.objects.about(contribution, person)
        .select_related("met")
        .annotate(
            holding=FilteredRelation("removals", condition=holding),
            **{f"removal_{name}": F(f"holding__{name}") for name in OF_REMOVAL},
        )
        .order_by("posted_at", "pk")
    )
    turns: dict[int, Turn] = {}
    for row in rows:
        mine = person is not None and row.person_id == person.pk
        turns[row.pk] = Turn(row, _removal(row), mine)
    for turn in turns.values():
        if turn.comment.parent_id in turns:
            turns[turn.comment.parent_id].replies.append(turn)
    tops = [turn for turn in turns.values() if turn.comment.parent_id not in turns]
    return [turn for turn in tops if turn.reads or turn.replies or turn.mine or turn.removal]


def _removal(row: Comment) -> Removal | None:
    """Return the removal that holds, which came along with the comment."""
    facts = {name: getattr(row, f"removal_{name}") for name in OF_REMOVAL}
    return Removal(comment=row, **facts) if facts["id"] else None


def closure_of(contribution: Contribution) -> TalkClosure | None:
    """Return why the conversation is closed; None while it is open."""
    return next((one for one in contribution.talk_closures.all() if one.opened_at is None), None)
