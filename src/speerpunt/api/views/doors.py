"""Who asks: the key in the header, and with it the rights that its owner has now."""

from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.security import HttpBearer

from speerpunt.members.queries import attach_standing
from speerpunt.members.queries.second_factor import lacks_second_factor

from ..enums import READ, WRITE
from ..models import AccessToken
from ..problems import ApiProblem, Trouble
from ..queries.tokens import token_behind
from ..services.limits import count_wrong_key, seconds_to_wait
from ..services.tokens import note_use

CHALLENGE = {"WWW-Authenticate": 'Bearer realm="speerpunt"'}
WAIT_SECONDS = 60


class KeyInHeader(HttpBearer):
    """In the header and nowhere else: an address stands in logs and histories."""

    def authenticate(self, request: HttpRequest, token: str) -> AccessToken:
        found = token_behind(token)
        if found is None:
            _note_wrong_key(request)
            raise ApiProblem(Trouble.NO_KEY, headers=CHALLENGE)
        wait = seconds_to_wait(found)
        if wait:
            raise _too_many(wait)
        request.user = found.owner
        request.standing = attach_standing(found.owner, found.collective)  # type: ignore[attr-defined]
        if settings.SECOND_FACTOR_IS_REQUIRED and lacks_second_factor(request):
            said = _("The owner of this key first sets up a second step.")
            raise ApiProblem(Trouble.FORBIDDEN, said)
        note_use(found)
        return found


def _note_wrong_key(request: HttpRequest) -> None:
    """Nobody guesses a key; but who tries all day should cost little."""
    if not count_wrong_key(get_adapter().get_client_ip(request)):
        raise _too_many(WAIT_SECONDS)


def _too_many(wait: int) -> ApiProblem:
    said = _("Wait %(seconds)d seconds.") % {"seconds": wait}
    return ApiProblem(Trouble.TOO_MANY, said, headers={"Retry-After": str(wait)})


def demand_scope(request: Any, group: str, *, writes: bool) -> None:
    """Who may write may read what he wrote."""
    scopes, needed = request.auth.scopes, f"{group}:{WRITE if writes else READ}"
    if needed in scopes or (not writes and f"{group}:{WRITE}" in scopes):
        return
    raise ApiProblem(
        Trouble.SCOPE,
        _("This asks for the scope %(scope)s.") % {"scope": needed},
        headers={"WWW-Authenticate": f'Bearer error="insufficient_scope", scope="{needed}"'},
    )
