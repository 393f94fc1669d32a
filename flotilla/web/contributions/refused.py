"""What was posted, and what was refused of it, said at the field that it is about."""

from django import forms
from django.http import HttpRequest, QueryDict

from flotilla.contributions.actions.refusals import AnswersNotTaken
from flotilla.kit.refusal import Refusal


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was posted, even if it is nothing; None if the page is only looked at."""
    return request.POST if request.method == "POST" else None


def put_into(form: forms.Form, refused: Refusal) -> None:
    """Say a refusal at its field, or on top of the form if it is about no field of it."""
    if isinstance(refused, AnswersNotTaken):
        for code, sentence in refused.errors.items():
            form.add_error(code if code in form.fields else None, sentence)
        return
    field = getattr(refused, "field", "")
    form.add_error(field if field in form.fields else None, str(refused))
