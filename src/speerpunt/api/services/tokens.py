"""Keys are made, withdrawn, and noted as used."""

from collections.abc import Iterable
from datetime import date, timedelta
from secrets import choice
from string import ascii_lowercase, digits

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from speerpunt.core.digests import digest_of, new_secret
from speerpunt.core.enums import Verb
from speerpunt.core.models import Collective, User
from speerpunt.core.services import record, save_changes

from ..enums import SCOPES
from ..models import AccessToken
from ..queries.tokens import MARK, PREFIX_SIGNS

LONGEST_LIFE = timedelta(days=366)
MOST_OF_ONE = 20


class TokenProblem(ValueError):
    """Why a key cannot be made; the message is for the person at the screen."""


@transaction.atomic
def make_token(
    collective: Collective, *, owner: User, name: str, scopes: Iterable[str], expires_on: date
) -> tuple[AccessToken, str]:
    """The key and its secret, which is told once."""
    today = timezone.localdate()
    if not today <= expires_on <= today + LONGEST_LIFE:
        raise TokenProblem(_("A key is valid for a year at most. Choose a day from today on."))
    wanted = [scope for scope in SCOPES if scope in set(scopes)]
    if not wanted:
        raise TokenProblem(_("Say what the key opens."))
    present = AccessToken.objects.filter(owner=owner, revoked_at__isnull=True, expires_on__gte=today)
    if present.count() >= MOST_OF_ONE:
        raise TokenProblem(_("You have as many keys as one may have. Withdraw one first."))
    prefix = "".join(choice(ascii_lowercase + digits) for _sign in range(PREFIX_SIGNS))
    secret = f"{MARK}_{prefix}_{new_secret()}"
    token = AccessToken.objects.create(
        collective=collective,
        name=name,
        owner=owner,
        created_by=owner,
        scopes=wanted,
        prefix=prefix,
        secret_digest=digest_of(secret),
        expires_on=expires_on,
    )
    record(token, Verb.CREATED, by=owner, changes=[("scopes", None, ", ".join(wanted))])
    return token, secret


@transaction.atomic
def revoke_token(token: AccessToken, *, by: User) -> None:
    """It opens nothing from now on; that it was there stays to be read."""
    fresh = AccessToken.objects.select_for_update().get(pk=token.pk)
    if fresh.revoked_at is None:
        save_changes(fresh, by=by, revoked_at=timezone.now())


def note_use(token: AccessToken) -> None:
    """The day only."""
    today = timezone.localdate()
    if token.last_used_on != today:
        AccessToken.objects.filter(pk=token.pk).update(last_used_on=today)


def forget_tokens(account: User) -> None:
    """Who is erased, or leaves, has no key here any more."""
    AccessToken.objects.filter(owner=account).delete()
