"""What a page does when an action refuses: the sentence stands at its field, and nothing typed is lost."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, QueryDict

from flotilla.kit.refusal import Refusal


def accepted(form: Form, act: Callable[[], object]) -> bool:
    """Act if the form is right; say whether it was done. A refusal becomes an error of the form, at its field if it has one."""
    if not form.is_valid():
        return False
    try:
        act()
    except Refusal as refused:
        put_into(form, refused)
        return False
    return True


def put_into(form: Form, refused: Refusal) -> None:
    """Say a refusal at its fields, or on top of the form if it is about no field of it."""
    for field, sentence in refused.at_fields.items():
        form.add_error(field if field in form.fields else None, sentence)


def done(request: HttpRequest, act: Callable[[], object], said: str) -> bool:
    """Act for a button that has no form of its own: say what was done, or why not, on the next page."""
    try:
        act()
    except Refusal as refused:
        messages.error(request, str(refused))
        return False
    messages.success(request, said)
    return True


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was posted, however little it is; None if the page was only asked for."""
    return request.POST if request.method == "POST" else None
