"""Codes that stand on a list: an action refuses others in a sentence, and the database whatever way they come."""

from collections.abc import Iterable

from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _

from flotilla.kit.refusal import Refusal


class NotListed(Refusal):
    """A code is not on the list that it must be of."""

    sentence = _("“%(code)s” is not on the list. On it are: %(codes)s.")

    @property
    def at_fields(self) -> dict[str | None, str]:
        """It stands at the field whose code it is."""
        return {str(self.gaps["field"]): str(self)}


class NothingChosen(NotListed):
    """A code was left out where one must stand."""

    sentence = _("Choose one of these: %(codes)s.")


def listed(code: str | int, codes: Iterable[object], *, field: str) -> str | int:
    """Return a code that is on a list: an enumeration, or the codes of a data file. Raises NotListed, NothingChosen."""
    known = [str(one) for one in codes]
    if str(code) not in known:
        refusal = NotListed if str(code) else NothingChosen
        raise refusal(code=str(code)[:40], codes=", ".join(known), field=field)
    return code


def one_of(row: str, **fields: Iterable[object]) -> tuple[CheckConstraint, ...]:
    """Return, for the fields of a model, the constraints by which each holds one of its codes and nothing else."""
    return tuple(
        CheckConstraint(
            condition=Q(**{f"{field}__in": [getattr(code, "value", code) for code in codes]}),
            name=f"{row}_{field}_known",
        )
        for field, codes in fields.items()
    )


def one_of_or_empty(row: str, **fields: Iterable[object]) -> tuple[CheckConstraint, ...]:
    """Return the same for fields that may also say nothing."""
    return one_of(row, **{field: ("", *codes) for field, codes in fields.items()})
