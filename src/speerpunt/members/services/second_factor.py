"""The second step of somebody who lost the phone, and ending what is signed in elsewhere."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils.translation import gettext as _

from speerpunt.core.enums import Verb
from speerpunt.core.models import User
from speerpunt.core.services import record

from ..models import Person
from ..queries.second_factor import may_be_reset_here


class AccountProblem(ValueError):
    """Why this cannot be done with the account; the message is for the person at the screen."""


@transaction.atomic
def reset_second_factor(person: Person, *, by: User) -> None:
    """By the office, for who lost the phone."""
    if person.user is None:
        raise AccountProblem(_("This person has no account."))
    if not may_be_reset_here(person):
        raise AccountProblem(
            _(
                "Another collective knows this account too. Ask who runs this installation: speerpunt reset-second-factor."
            )
        )
    forget_second_factor(person.user)
    record(person, Verb.CHANGED, by=by)


@transaction.atomic
def forget_second_factor(account: User) -> None:
    """A new one is set up at the next page. Everything that is signed in as this account is signed out."""
    Authenticator.objects.filter(user=account).delete()
    for session in UserSession.objects.filter(user=account):
        session.end()


def end_device(user: User, pk: int) -> bool:
    """Only one of his own."""
    session = UserSession.objects.filter(user=user, pk=pk).first()
    if session is None:
        return False
    session.end()
    return True


def end_other_devices(user: User, session_key: str | None) -> int:
    others = UserSession.objects.filter(user=user).exclude(session_key=session_key or "")
    for session in others:
        session.end()
    return len(others)
