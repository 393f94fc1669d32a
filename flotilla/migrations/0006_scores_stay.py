"""Lets the database refuse to take away what was sent: no mean is shifted by removing an assessor, a score or a criterion."""

from django.db import migrations

from flotilla.kit import freezing

PUBLISHED = (
    "EXISTS (SELECT 1 FROM flotilla_criteriaset held WHERE held.id = OLD.criteria_set_id"
    " AND held.published_at IS NOT NULL AND EXISTS (SELECT 1 FROM flotilla_opening opened"
    " WHERE opened.programme_id = held.programme_id))"
)
SENT = (
    "EXISTS (SELECT 1 FROM flotilla_assessment paper WHERE paper.id = OLD.assessment_id"
    " AND paper.sent_at IS NOT NULL)"
)
TIED = (
    "EXISTS (SELECT 1 FROM flotilla_interest tie WHERE tie.seat_id = NEW.seat_id"
    " AND tie.contribution_id = NEW.contribution_id AND tie.state <> 'cleared')"
)
TAKEN_BACK = (
    "OLD.sent_at IS NOT NULL AND (NEW.sent_at IS NULL OR NEW.sent_at <> OLD.sent_at"
    " OR NEW.taken_away_at IS NOT NULL OR NEW.seat_id <> OLD.seat_id OR NEW.contribution_id <> OLD.contribution_id"
    " OR (OLD.voided_at IS NOT NULL AND NEW.voided_at IS NULL)"
    f" OR (OLD.voided_at IS NULL AND NEW.voided_at IS NOT NULL AND NOT {TIED}))"
)
FIELDS = "sent_at, taken_away_at, voided_at, seat_id, contribution_id"
PAPERS, STAYS = "flotilla_assessment", "what was sent stays, unless there is an interest"
TRIGGERS = {
    "criterion_undeleted": ("flotilla_criterion", "DELETE", PUBLISHED, "published criteria stay"),
    "criteria_set_undeleted": (
        "flotilla_criteriaset", "DELETE", "OLD.frozen_at IS NOT NULL", "frozen criteria stay",
    ),
    "score_undeleted": ("flotilla_score", "DELETE", SENT, STAYS),
    "assessment_undeleted": (PAPERS, "DELETE", "OLD.sent_at IS NOT NULL", STAYS),
    "assessment_sent": (PAPERS, f"UPDATE OF {FIELDS}", TAKEN_BACK, STAYS),
    "scorecard_undeleted": ("flotilla_scorecard", "DELETE", "1 = 1", "every version stays"),
    "scorecard_stays": (
        "flotilla_scorecard", "UPDATE OF scores, number, assessment_id", "1 = 1", "every version stays",
    ),
}  # fmt: skip


def install(apps, schema_editor):
    for name, (table, moment, when, says) in TRIGGERS.items():
        freezing.install(schema_editor, name, table=table, moment=moment, when=when, says=says)


def uninstall(apps, schema_editor):
    for name, (table, *_rest) in TRIGGERS.items():
        freezing.uninstall(schema_editor, name, table=table)


class Migration(migrations.Migration):
    dependencies = [("flotilla", "0005_frozen_scores")]
    operations = [migrations.RunPython(install, uninstall)]
