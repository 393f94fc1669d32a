"""Every page is declared: for whom it is and what it shows. A new surface without a declaration fails here."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from flotilla.web.doors import Audience, Door

#: allauth's own pages guard themselves; its sign-in pages are for everyone, the rest for who is signed in
OF_ALLAUTH = "account/"


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
        if not path.startswith(OF_ALLAUTH) and not isinstance(_door(view), Door)
    ]
    assert bare == []


def _door(view):
    while view is not None:
        if hasattr(view, "door"):
            return view.door
        view = getattr(view, "__wrapped__", None)
    return None


def test_every_page_of_the_desk_is_behind_a_door_for_it():
    wide = {
        path
        for path, view in patterns()
        if path.startswith("desk/")
        and _door(view).audience in {Audience.EVERYONE, Audience.MACHINE}
    }
    assert wide == set()


def test_every_page_of_the_administration_is_for_administrators():
    others = [
        path
        for path, view in patterns()
        if path.startswith("administration/")
        and _door(view).audience is not Audience.ADMINISTRATORS
    ]
    assert others == []


def test_the_policy_lets_nothing_in_from_elsewhere():
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert directives["default-src"] == ["'self'"]
    assert all("unsafe" not in source for sources in directives.values() for source in sources)
