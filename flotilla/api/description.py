"""The description of the interface (OpenAPI), in the language that is asked for."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import get_script_prefix
from django.utils.translation import gettext
from ninja.operation import Operation

from flotilla.api.doors import door
from flotilla.api.interface import interface
from flotilla.kit.census import Audience

SAID = frozenset({"summary", "description"})
TOKEN = "token"
NEEDED: list[dict[str, list[str]]] = [{TOKEN: []}]


@door(Audience.EVERYONE, shows=())
def openapi(request: HttpRequest) -> JsonResponse:
    """Give the description of every operation, for programs that read it."""
    return JsonResponse(described())


@door(Audience.EVERYONE, shows=())
def people(request: HttpRequest) -> HttpResponse:
    """List every operation on a page, for people; in the language of the page and without any script."""
    said = described()
    address = request.build_absolute_uri(get_script_prefix())
    rows = [
        {
            "method": method.upper(),
            "path": path,
            "summary": told["summary"],
            "token": told["security"] == NEEDED,
        }
        for path, methods in said["paths"].items()
        for method, told in methods.items()
    ]
    context = {"operations": rows, "address": address}
    return render(request, "api/page.html", context)


def described() -> dict[str, Any]:
    """Return the description for the body that is visited, in the language in use."""
    document: dict[str, Any] = dict(
        interface.get_openapi_schema(path_prefix=f"{get_script_prefix()}api/")
    )
    for operation in all_operations():
        _tidy(document["paths"], operation)
    for shape in document["components"]["schemas"].values():
        shape.pop("description", None)  # a docstring, for who reads the source
    document["components"]["securitySchemes"] = {TOKEN: {"type": "http", "scheme": "bearer"}}
    document["info"].pop("description")
    return {**_said(document), "info": document["info"]}


def all_operations() -> list[Operation]:
    """Return every operation, in the order of the addresses."""
    return [
        operation
        for bound in interface._get_bound_routers()
        for view in bound.path_operations.values()
        for operation in view.operations
    ]


def _tidy(paths: dict[str, Any], operation: Operation) -> None:
    """Say of an operation whether it needs a token, and leave its docstring to who reads the source."""
    needs = operation.view_func.door.audience is Audience.SIGNED_IN  # type: ignore[attr-defined]
    name = interface.get_openapi_operation_id(operation)
    for methods in paths.values():
        for told in methods.values():
            if told["operationId"] == name:
                told.pop("description", None)
                told["security"] = NEEDED if needs else [{}, {TOKEN: []}]


def _said(part: Any) -> Any:
    """Say every summary and description in the language in use; the titles that a machine made up are left out."""
    if isinstance(part, dict):
        return {
            name: gettext(value) if name in SAID and isinstance(value, str) else _said(value)
            for name, value in part.items()
            if name != "title" or not isinstance(value, str)
        }
    return [_said(one) for one in part] if isinstance(part, list) else part
