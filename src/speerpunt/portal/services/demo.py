"""Accounts of the demonstration: one per kind of standing, all with the same password of this installation."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from secrets import choice

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django_scopes import scope

from speerpunt.core.enums import Frequency
from speerpunt.core.models import Collective, Installation, User
from speerpunt.core.services import follow
from speerpunt.core.services.telling import choose_telling
from speerpunt.members.enums import StandingKind
from speerpunt.members.models import Person
from speerpunt.places.models import Area
from speerpunt.priorities.models import Priority, Project

from .example.people import PersonRow

# The name before the @ of each account; easy to say aloud during a demonstration.
NAMES = {
    StandingKind.OFFICE: "programmabureau",
    StandingKind.BOARD: "bestuur",
    StandingKind.UMBRELLA_BOARD: "koepel",
    StandingKind.PARK_MANAGER: "parkmanager",
    StandingKind.MEMBER: "lid",
    StandingKind.PARTNER: "partner",
}
TOLD = {
    StandingKind.OFFICE: Frequency.DAILY,
    StandingKind.PARK_MANAGER: Frequency.AT_ONCE,
    StandingKind.PARTNER: Frequency.NEVER,
}
NEWS_OF = timedelta(days=28)
# Without signs that look alike.
SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, GROUP_LENGTH = 4, 4


class DemoProblem(Exception):
    """Why this database cannot be a demonstration; the message is for the person at the screen."""


@dataclass(frozen=True)
class SignIn:
    kind: StandingKind
    email: str


def mark_demo() -> None:
    """From now on this is a demonstration. A database with a collective of its own never becomes one."""
    installation = Installation.current()
    if installation.is_demo:
        return
    if Collective.objects.exists():
        raise DemoProblem(
            _(
                "This database holds a collective that is no demonstration. Nothing was changed. Use another database."
            )
        )
    installation.is_demo = True
    installation.save()


def demo_password(file: Path) -> str:
    """The password in the file, which only its owner may read; made at the first run."""
    if not file.exists():
        password = "-".join(
            "".join(choice(SIGNS) for _sign in range(GROUP_LENGTH)) for _group in range(GROUPS)
        )
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as opened:
            opened.write(f"{password}\n")
    return file.read_text(encoding="ascii").strip()


@transaction.atomic
def make_demo_accounts(collective: Collective, people: Sequence[PersonRow], *, password: str) -> list[SignIn]:
    """Everybody who has a part in the demonstration can sign in, with this password."""
    domain = collective.email.partition("@")[2] or f"{collective.slug}.example"
    parts = [(row, row.demo_role) for row in people if row.demo_account and row.demo_role]
    accounts = [(row, SignIn(kind, f"{NAMES[kind]}@{domain}")) for row, kind in parts]
    with scope(collective=collective):
        users = _users([sign_in.email for _row, sign_in in accounts], password)
        for row, sign_in in accounts:
            _settle(collective, row, users[sign_in.email])
    return [sign_in for _row, sign_in in accounts]


def _users(emails: Iterable[str], password: str) -> dict[str, User]:
    """Hashing is slow on purpose, so it is done once for all of them."""
    users = {user.email: user for user in User.objects.filter(email__in=emails)}
    hashes = {user.password for user in users.values()}
    known = next((each for each in hashes if check_password(password, each)), None)
    encoded = known or make_password(password)
    for email in emails:
        if email not in users:
            users[email] = User.objects.create(email=email, password=encoded)
        elif users[email].password != encoded:
            users[email].password = encoded
            users[email].save(update_fields=["password"])
    return users


def _settle(collective: Collective, row: PersonRow, user: User) -> None:
    """The account belongs to the person, and follows what that person cares about from the first day."""
    person = Person.objects.get(family_name=row.name, email=row.email)
    if person.user_id is not None:
        return
    person.user = user
    person.save(update_fields=["user", "search_text"])
    for followed in _of_interest(person, row):
        follow(followed, by=user)
    _choose_telling(person, row, user)


def _choose_telling(person: Person, row: PersonRow, user: User) -> None:
    """Each as it suits the work, and with a month of news to look at."""
    frequency = TOLD.get(row.demo_role or StandingKind.MEMBER, Frequency.WEEKLY)
    telling = choose_telling(person.collective, user=user, frequency=frequency, weekday=0, hour=8)
    telling.told_until -= NEWS_OF
    telling.save(update_fields=["told_until"])


def _of_interest(person: Person, row: PersonRow) -> list[Priority | Area | Project]:
    organisations = person.roles.values("organisation")
    if row.demo_role in {StandingKind.OFFICE, StandingKind.BOARD}:
        led = Project.objects.filter(core_team__seats__person=person)
        return [*Priority.objects.filter(parent__isnull=True), *led.distinct()]
    if row.demo_role == StandingKind.PARTNER:
        return list(
            Project.objects.filter(
                partner_rows__organisation__in=organisations, partner_rows__shares_dossier=True
            )
        )
    association = "association_rows__organisation"
    own = Q(**{f"{association}__in": organisations})
    of_members = Q(**{f"{association}__memberships__umbrella__in": organisations})
    of_umbrellas = Q(**{f"{association}__member_rows__organisation__in": organisations})
    return list(Area.objects.filter(own | of_members | of_umbrellas).distinct())
