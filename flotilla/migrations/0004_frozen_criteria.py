"""Lets the database refuse to change criteria that are published or frozen, and to publish weights that are not 100."""

from django.db import migrations

from flotilla.kit import freezing

SETS, CRITERIA = "flotilla_criteriaset", "flotilla_criterion"
STANDS = (
    f"EXISTS (SELECT 1 FROM {SETS} held WHERE held.id = NEW.criteria_set_id"
    " AND held.published_at IS NOT NULL)"
)
WORDS = "criteria_set_id, position, name, asks, descriptors, kind, weight, threshold, cap, tie_place"
FROZEN = "lowest, highest, reason_below, ties_by, published_at, frozen_at, digest, programme_id"
WEIGHTS = (
    f"NEW.published_at IS NOT NULL AND COALESCE((SELECT SUM(one.weight) FROM {CRITERIA} one"
    " WHERE one.criteria_set_id = NEW.id), 0) <> 100"
)
FITS = (
    f"NEW.points IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {CRITERIA} one JOIN {SETS} held ON held.id = one.criteria_set_id"
    " JOIN flotilla_panel panel ON panel.programme_id = held.programme_id"
    " JOIN flotilla_seat seat ON seat.panel_id = panel.id"
    " JOIN flotilla_assessment paper ON paper.seat_id = seat.id"
    " WHERE one.id = NEW.criterion_id AND paper.id = NEW.assessment_id AND held.frozen_at IS NOT NULL"
    " AND NEW.points BETWEEN held.lowest AND held.highest)"
)
SCORES, OUTSIDE = "flotilla_score", "only frozen criteria are scored, with points of their scale"
TRIGGERS = {
    "score_given": (SCORES, "INSERT", FITS, OUTSIDE),
    "score_changed": (SCORES, "UPDATE OF points, criterion_id, assessment_id", FITS, OUTSIDE),
    "criterion_published": (
        CRITERIA, f"UPDATE OF {WORDS}", STANDS, "published criteria do not change",
    ),
    "criterion_added": (CRITERIA, "INSERT", STANDS, "published criteria do not grow"),
    "criteria_set_frozen": (
        SETS, f"UPDATE OF {FROZEN}", "OLD.frozen_at IS NOT NULL", "frozen criteria do not change",
    ),
    "criteria_set_weights": (
        SETS, "UPDATE OF published_at", WEIGHTS, "the weights of criteria add up to 100",
    ),
}  # fmt: skip


def install(apps, schema_editor):
    for name, (table, moment, when, says) in TRIGGERS.items():
        freezing.install(schema_editor, name, table=table, moment=moment, when=when, says=says)


def uninstall(apps, schema_editor):
    for name, (table, *_rest) in TRIGGERS.items():
        freezing.uninstall(schema_editor, name, table=table)


class Migration(migrations.Migration):
    dependencies = [("flotilla", "0003_postings_stay")]
    operations = [migrations.RunPython(install, uninstall)]
