"""Who still has to set up a second step, and where somebody is signed in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.http import HttpRequest
from django_scopes import scopes_disabled

from speerpunt.core.context import is_demo
from speerpunt.core.models import User

from ..enums import StandingKind
from ..models import Person

# Codes for emergencies come beside one of these.
STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
MUST = frozenset({StandingKind.OFFICE, StandingKind.BOARD})


def has_second_factor(user: User) -> bool:
    return Authenticator.objects.filter(user=user, type__in=STEPS).exists()


def may_be_reset_here(person: Person) -> bool:
    """An account that another collective knows too is the business of neither of their offices."""
    with scopes_disabled():
        known_as = Person.objects.filter(user=person.user)
        return person.user is not None and not known_as.exclude(collective=person.collective_id).exists()


def lacks_second_factor(request: HttpRequest) -> bool:
    """In the collective at hand, by what he is himself: looking as a member does not make him one."""
    at = request.standing
    must = bool((at.kinds | at.real_kinds) & MUST)
    return (
        must and not is_demo() and not has_second_factor(request.user) and not _came_from_elsewhere(request)
    )


def _came_from_elsewhere(request: HttpRequest) -> bool:
    """Signed in by the organisation's own system, which asks for a second step itself."""
    ways = request.session.get("account_authentication_methods", ())
    return settings.OIDC.has_second_factor and any(way.get("method") == "socialaccount" for way in ways)


@dataclass(frozen=True)
class Device:
    """Where somebody is signed in."""

    pk: int
    name: str
    ip: str
    since: datetime
    is_here: bool


def devices_of(user: User, session_key: str | None) -> list[Device]:
    """This one first, then the latest. Sessions that ended are swept up on the way."""
    rows = UserSession.objects.purge_and_list(user)
    found = [
        Device(row.pk, device_name(row.user_agent), row.ip, row.created_at, row.session_key == session_key)
        for row in rows
    ]
    return sorted(found, key=lambda each: (not each.is_here, -each.since.timestamp()))


# What browsers and systems call themselves; the first that fits, for most also name another one.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def device_name(user_agent: str) -> str:
    """Firefox · Windows; nothing when it says nothing."""
    named: list[Any] = [
        next((name for sign, name in known if sign in user_agent), None) for known in (BROWSERS, SYSTEMS)
    ]
    return " · ".join(filter(None, named))
