"""A key as it stands in a list: what it opens in words, and how it stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from speerpunt.members.queries.history import names_of_accounts

from .enums import READ, WRITE, Group
from .models import AccessToken


@dataclass(frozen=True)
class TokenLine:
    token: AccessToken
    owner: str
    # Per subject: what it is called, and what may be done with it.
    opens: list[tuple[Any, str]]
    state: str
    state_word: str


def token_lines(tokens: Iterable[AccessToken]) -> list[TokenLine]:
    rows = list(tokens)
    owners = names_of_accounts(row.owner_id for row in rows)
    return [TokenLine(row, owners.get(row.owner_id, ""), _opens(row), *_state(row)) for row in rows]


def _opens(token: AccessToken) -> list[tuple[Any, str]]:
    found = []
    for group in Group:
        if f"{group.value}:{WRITE}" in token.scopes:
            found.append((group.label, _("read and write")))
        elif f"{group.value}:{READ}" in token.scopes:
            found.append((group.label, _("read")))
    return found


def _state(token: AccessToken) -> tuple[str, str]:
    """A sign of health, and the word beside it."""
    if token.revoked_at is not None:
        return "not_started", _("withdrawn")
    return ("not_started", _("expired")) if token.is_over() else ("on_course", _("valid"))
