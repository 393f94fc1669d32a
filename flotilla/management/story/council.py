"""Marlhaven and Harrowmere: the bodies of the demo and the people in them."""

import tomllib
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret

from flotilla.bodies import actions as bodies
from flotilla.bodies import roles
from flotilla.bodies.models import Body
from flotilla.people.models import Person

HOLIDAYS = {(1, 1): "New Year's Day", (12, 25): "Christmas Day", (12, 26): "Boxing Day"}


def read(name: str) -> dict[str, Any]:
    """Return one chapter of the story."""
    return tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text("utf-8"))


class Council:
    """Founds the bodies and makes the people; afterwards finds them by name."""

    def __init__(self, at: datetime) -> None:
        data = read("council")
        self.at = at
        self.bodies = {
            address: self._found(data[address]) for address in ("marlhaven", "harrowmere")
        }
        self.people: dict[str, Person] = {}
        for one in data["people"]:
            self._employ(one)
        for one in data["residents"]:
            self._welcome(one)

    def _found(self, facts: dict[str, Any]) -> Body:
        parts = {name: facts.pop(name) for name in ("places", "departments")}
        body = bodies.found(**facts, languages=["en-gb", "fr"], by=None, at=self.at)
        for name in parts["departments"]:
            bodies.add_department(
                body,
                name=name,
                email=f"{name.lower().replace(' ', '.')}@{body.address}.example",
                by=None,
                at=self.at,
            )
        for name in parts["places"]:
            bodies.add_place(body, name=name, by=None, at=self.at)
        for (month, day), name in HOLIDAYS.items():
            for year in range(self.at.year, self.at.year + 5):
                bodies.add_holiday(body, on=date(year, month, day), name=name, by=None, at=self.at)
        return body

    def _person(self, name: str, email: str, **facts: Any) -> Person:
        person = Person.objects.create_user(email, name=name, **facts)
        EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
        self.people[name] = person
        return person

    def _employ(self, one: dict[str, Any]) -> None:
        body = self.bodies[one["body"]]
        person = self._person(
            one["name"], one["email"], byline=f"{one['title']}, {body.name}", sector="staff"
        )
        department = body.departments.filter(name=one.get("department", "")).first()
        for role in one["roles"]:
            bodies.grant_role(
                body,
                person=person,
                role=role,
                title=one["title"],
                department=department,
                by=None,
                at=self.at + timedelta(hours=1),
            )
        if set(one["roles"]) & roles.STAFF_ROLES:
            Authenticator.objects.create(
                user=person, type=Authenticator.Type.TOTP, data={"secret": generate_totp_secret()}
            )

    def _welcome(self, one: dict[str, Any]) -> None:
        email = f"{one['name'].lower().replace(' ', '.')}@people.example"
        self._person(
            one["name"],
            email,
            byline=one["byline"],
            sector=one["sector"],
            language=one.get("language", ""),
        )

    @property
    def residents(self) -> list[Person]:
        """Everybody who takes part and works for nobody here."""
        return [
            person for person in self.people.values() if person.email.endswith("@people.example")
        ]
