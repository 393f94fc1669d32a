"""What was refused, said at the field that it is about."""

from django import forms

from flotilla.contributions.actions.refusals import AnswersNotTaken
from flotilla.kit.refusal import Refusal


def put_into(form: forms.Form, refused: Refusal) -> None:
    """Say a refusal at its field, or on top of the form if it is about no field of it."""
    if isinstance(refused, AnswersNotTaken):
        for code, sentence in refused.errors.items():
            form.add_error(code if code in form.fields else None, sentence)
        return
    field = getattr(refused, "field", "")
    form.add_error(field if field in form.fields else None, str(refused))
