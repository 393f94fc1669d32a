"""The description of the interface (OpenAPI), in the language that is asked for."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.urls import get_script_prefix
from django.utils.translation import gettext

from flotilla.api.doors import door
from flotilla.api.interface import interface
from flotilla.kit.census import Audience

SAID = frozenset({"summary", "description"})


@door(Audience.EVERYONE, shows=())
def openapi(request: HttpRequest) -> JsonResponse:
    """Give the description of every operation, for programs that read it."""
    return JsonResponse(described())


def described() -> dict[str, Any]:
    """Return the description for the body that is visited, in the language in use."""
    document = interface.get_openapi_schema(path_prefix=f"{get_script_prefix()}api/")
    said: dict[str, Any] = _said(document)
    for operations in said["paths"].values():
        for operation in operations.values():
            operation.pop("description", None)  # the docstring, for who reads the source
    return said


def _said(part: Any) -> Any:
    """Say every summary and description in the language in use."""
    if isinstance(part, dict):
        return {
            name: gettext(value)
            if name in SAID and isinstance(value, str) and value
            else _said(value)
            for name, value in part.items()
        }
    return [_said(one) for one in part] if isinstance(part, list) else part
