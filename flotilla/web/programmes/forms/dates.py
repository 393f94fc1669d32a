"""The dates of the set-up."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from flotilla.programmes.models import Programme, Stage
from flotilla.programmes.queries import Times
from flotilla.web.programmes.forms.fields import MomentField


class DatesForm(forms.Form):
    """When it opens and when each stage ends: each stage begins where the one before it ends."""

    def __init__(self, *args: Any, programme: Programme, at: datetime, **more: Any) -> None:
        super().__init__(*args, **more)
        self.programme, self.at = programme, at
        ready = {plan.code for plan in programme.plan.preparation}
        stages = list(programme.stages.all())
        self.before = [one for one in stages if one.code in ready and not one.plan.optional]
        self.listened = [one for one in stages if one.code in ready and one.plan.optional]
        self.running = [one for one in stages if one.code not in ready and not one.plan.optional]
        for stage in self.listened:
            self._listening(stage)
        first = self.running[0]
        self.fields["opens"] = MomentField(
            label=_("It opens"),
            initial=first.opens_at,
            help_text=_("Noon of a working day is best: somebody is there to help."),
        )
        for stage in self.running:
            self._ending(stage)

    def _listening(self, stage: Stage) -> None:
        label = {"stage": str(stage.plan)}
        self.fields[f"from_{stage.code}"] = MomentField(label=_("%(stage)s: from") % label, required=False, initial=stage.opens_at)  # fmt: skip
        self.fields[f"to_{stage.code}"] = MomentField(label=_("%(stage)s: to") % label, required=False, initial=stage.closes_at)  # fmt: skip
        self._note(stage)

    def _ending(self, stage: Stage) -> None:
        if stage.plan.duration is not None:
            label = _("“%(stage)s” ends") % {"stage": str(stage.plan)}
            self.fields[f"to_{stage.code}"] = MomentField(label=label, initial=stage.closes_at)
        self._note(stage)

    def _note(self, stage: Stage) -> None:
        self.fields[f"note_{stage.code}"] = forms.CharField(
            label=_("Note under “%(stage)s” on the journey line") % {"stage": str(stage.plan)},
            required=False,
            max_length=120,
            initial=stage.note,
        )

    @property
    def dated(self) -> list[forms.BoundField]:
        """The boxes for moments."""
        return [box for box in self if not box.name.startswith("note_")]

    @property
    def notes(self) -> list[forms.BoundField]:
        """The boxes for what the public reads under each stage."""
        return [box for box in self if box.name.startswith("note_")]

    @property
    def has_notes(self) -> bool:
        """Whether any note is written or wrong, so that they are shown at once."""
        return any(box.value() or box.errors for box in self.notes)

    def times(self) -> list[Times]:
        """Return when every stage opens and closes."""
        said = self.cleaned_data
        opens = said["opens"]
        found = [
            Times(
                stage.code,
                said[f"from_{stage.code}"],
                said[f"to_{stage.code}"],
                said[f"note_{stage.code}"],
            )
            for stage in self.listened
        ]
        found += [self._prepared(stage, opens) for stage in self.before]
        for stage in self.running:
            closes = said.get(f"to_{stage.code}")
            found.append(Times(stage.code, opens, closes, said[f"note_{stage.code}"]))
            opens = closes or opens
        return found

    def _prepared(self, stage: Stage, opens: datetime) -> Times:
        begun = min(stage.opens_at or self.at, opens - timedelta(minutes=1))
        return Times(stage.code, begun, opens)
