"""Lets the database refuse to change a frozen score without its correction, and to vote where there is an interest."""

from django.db import migrations

from flotilla.kit import freezing

FROZEN = (
    "EXISTS (SELECT 1 FROM flotilla_assessment paper JOIN flotilla_seat seat ON seat.id = paper.seat_id"
    " JOIN flotilla_meeting meeting ON meeting.panel_id = seat.panel_id"
    " WHERE paper.id = NEW.assessment_id AND meeting.frozen_at IS NOT NULL)"
    " AND NOT EXISTS (SELECT 1 FROM flotilla_correction one WHERE one.assessment_id = NEW.assessment_id"
    " AND one.criterion_id = NEW.criterion_id AND one.is_agreed AND one.asked_by_id IS NOT NULL"
    " AND one.settled_by_id IS NOT NULL AND COALESCE(one.points, -1) = COALESCE(NEW.points, -1))"
)
FROZEN_SAYS = "frozen scores change only by a correction that two persons agree to"
TIED = (
    "EXISTS (SELECT 1 FROM flotilla_recommendation put JOIN flotilla_agendaitem item ON item.id = put.item_id"
    " JOIN flotilla_interest tie ON tie.contribution_id = item.contribution_id"
    " WHERE put.id = NEW.recommendation_id AND tie.seat_id = NEW.seat_id AND tie.state <> 'cleared')"
)
OVER = (
    "EXISTS (SELECT 1 FROM flotilla_recommendation put WHERE put.id = NEW.recommendation_id"
    " AND put.closed_at IS NOT NULL)"
)
COUNTED = " OR ".join(
    f"NEW.{field} <> (SELECT COUNT(*) FROM flotilla_panelvote one"
    f" WHERE one.recommendation_id = NEW.id AND one.choice = '{choice}')"
    for field, choice in (("yes", "yes"), ("no", "no"), ("abstained", "abstain"))
)
RESULT = "closed_at, is_recommended, yes, no, abstained, quorum, reason, item_id"
PART = (
    "NEW.granted_minor IS NOT NULL AND NEW.granted_minor < NEW.amount_minor AND NOT EXISTS (SELECT 1 FROM"
    " flotilla_partoffer one WHERE one.item_id = NEW.id AND one.is_agreed AND one.amount_minor = NEW.granted_minor)"
)
OVERSPENT = (
    "NEW.money_minor IS NOT NULL AND NEW.money_minor < COALESCE((SELECT SUM(one.granted_minor)"
    " FROM flotilla_agendaitem one WHERE one.meeting_id = NEW.id), 0)"
)
ANNOUNCED = " OR ".join(
    f"OLD.{name} <> NEW.{name}"
    for name in ("lots", "list_hash", "salt", "source", "draw_at", "announced_at", "meeting_id")
)
DRAWN = "OLD.drawn_at IS NOT NULL AND (" + " OR ".join(
    f"OLD.{name} <> NEW.{name}"
    for name in ("randomness", "result", "drawn_at")
) + ")"
LISTED = (
    "NOT EXISTS (SELECT 1 FROM flotilla_lottery one WHERE one.id = NEW.lottery_id"
    " AND one.drawn_at IS NULL AND one.lots LIKE '%' || NEW.code || '%')"
)
LOT = (
    "OLD.code <> NEW.code OR OLD.contribution_id <> NEW.contribution_id OR OLD.lottery_id <> NEW.lottery_id"
    " OR (OLD.place IS NOT NULL AND OLD.place <> NEW.place)"
)
TRIGGERS = {
    "part_by_consent": (
        "flotilla_agendaitem", "UPDATE OF granted_minor, amount_minor", PART,
        "a part is granted only if the applicant agreed to it",
    ),
    "meeting_never_overspent": (
        "flotilla_meeting", "UPDATE OF spent_at, money_minor", OVERSPENT, "a meeting never spends more than its sum",
    ),
    "lottery_announced": (
        "flotilla_lottery", "UPDATE", ANNOUNCED, "what was announced of a lottery does not change",
    ),
    "lottery_drawn": ("flotilla_lottery", "UPDATE", DRAWN, "lots are drawn once"),
    "lot_listed": ("flotilla_lot", "INSERT", LISTED, "a lot is a line of the announced list"),
    "lot_stays": ("flotilla_lot", "UPDATE", LOT, "lots stay as they were announced and drawn"),
    "score_frozen_given": ("flotilla_score", "INSERT", FROZEN, FROZEN_SAYS),
    "score_frozen": ("flotilla_score", "UPDATE OF points, is_na", FROZEN, FROZEN_SAYS),
    "vote_free_of_interest": (
        "flotilla_panelvote", "INSERT", TIED, "nobody votes where they have an interest",
    ),
    "vote_changed_free_of_interest": (
        "flotilla_panelvote", "UPDATE", TIED, "nobody votes where they have an interest",
    ),
    "vote_in_time": ("flotilla_panelvote", "INSERT", OVER, "a closed vote takes no more votes"),
    "vote_stays": ("flotilla_panelvote", "UPDATE OF choice, seat_id", OVER, "a closed vote does not change"),
    "recommendation_counted": (
        "flotilla_recommendation", "UPDATE OF closed_at", f"NEW.closed_at IS NOT NULL AND ({COUNTED})",
        "the result of a vote is that of its votes",
    ),
    "recommendation_stays": (
        "flotilla_recommendation", f"UPDATE OF {RESULT}", "OLD.closed_at IS NOT NULL",
        "the result of a vote stays",
    ),
}  # fmt: skip


def install(apps, schema_editor):
    for name, (table, moment, when, says) in TRIGGERS.items():
        freezing.install(schema_editor, name, table=table, moment=moment, when=when, says=says)


def uninstall(apps, schema_editor):
    for name, (table, *_rest) in TRIGGERS.items():
        freezing.uninstall(schema_editor, name, table=table)


class Migration(migrations.Migration):
    dependencies = [("flotilla", "0004_frozen_criteria")]
    operations = [migrations.RunPython(install, uninstall)]
