"""Every page is declared: for whom it is and what it shows. A new surface without a declaration fails here."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from flotilla.api.interface import interface
from flotilla.kit.census import Audience, Door

#: allauth's own pages guard themselves; its sign-in pages are for everyone, the rest for who is signed in
OF_ALLAUTH = "account/"
OF_THE_INTERFACE = "api/"


def patterns(resolver=None, path=""):
    """Yield (address, view) of every URL of the site."""
    for one in (resolver or get_resolver()).url_patterns:
        here = path + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from patterns(one, here)
        elif isinstance(one, URLPattern):
            yield here, one.callback


def test_every_view_declares_its_door():
    bare = [
        path
        for path, view in patterns()
        if not path.startswith(OF_ALLAUTH)
        and not all(isinstance(one, Door) for one in _doors(view) or [None])
    ]
    assert bare == []


def test_every_operation_of_the_interface_is_among_the_addresses_and_declared():
    operations = [
        one
        for bound in interface._get_bound_routers()
        for view in bound.path_operations.values()
        for one in view.operations
    ]
    opened = [
        door
        for path, view in patterns()
        if path.startswith(OF_THE_INTERFACE) and hasattr(view, "doors")
        for door in view.doors
    ]
    assert len(operations) == len(opened) > 0
    assert [one.view_func.__name__ for one in operations if not one.view_func.door.shows] == []


def test_the_interface_opens_no_desk_and_no_administration():
    wide = {Audience.EVERYONE, Audience.SIGNED_IN}
    doors = [door for path, view in patterns() if path.startswith(OF_THE_INTERFACE) for door in _doors(view)]  # fmt: skip
    assert {door.audience for door in doors} <= wide


def _doors(view):
    """The doors of a view: one for a page, one for each operation of an address of the interface."""
    while view is not None:
        if hasattr(view, "doors"):
            return view.doors
        if hasattr(view, "door"):
            return [view.door]
        view = getattr(view, "__wrapped__", None)
    return []


def test_every_page_of_the_desk_is_behind_a_door_for_it():
    wide = {
        path
        for path, view in patterns()
        if path.startswith("desk/")
        and _doors(view)[0].audience in {Audience.EVERYONE, Audience.MACHINE}
    }
    assert wide == set()


def test_every_page_of_the_administration_is_for_administrators():
    others = [
        path
        for path, view in patterns()
        if path.startswith("administration/")
        and _doors(view)[0].audience is not Audience.ADMINISTRATORS
    ]
    assert others == []


def test_the_policy_lets_nothing_in_from_elsewhere():
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert directives["default-src"] == ["'self'"]
    assert all("unsafe" not in source for sources in directives.values() for source in sources)
