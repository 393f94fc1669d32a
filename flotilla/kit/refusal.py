"""The exception by which an action says no, in a sentence for the person who asked."""

from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refusal(Exception):
    """An intention that does not make sense now; `sentence` says why and what to do instead.

    Subclasses are named for what is refused and carry a translatable `sentence`, which may have
    %(name)s gaps filled from the keyword arguments. `field` names the form field it belongs to.
    """

    sentence: ClassVar[str | Promise] = _("That cannot be done now.")
    field: ClassVar[str | None] = None

    def __init__(self, **gaps: object) -> None:
        super().__init__()
        self.gaps = gaps

    def __str__(self) -> str:
        return str(self.sentence) % self.gaps if self.gaps else str(self.sentence)

    @property
    def at_fields(self) -> dict[str | None, str]:
        """What is said at which field of a form; under None what is about no field."""
        return {self.field: str(self)}
