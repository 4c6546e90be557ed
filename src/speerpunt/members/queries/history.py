"""The history of a row, with the name of who did it where a person of this collective is known by it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from speerpunt.core.models import Collective, CollectiveModel
from speerpunt.core.queries import HistoryLine, RecentChange, history_of, recent_history

from ..models import Person

SHOWN_LINES = 30


@dataclass(frozen=True)
class SignedLine:
    line: HistoryLine
    who: str


def names_of_accounts(account_ids: Iterable[int | None]) -> dict[int, str]:
    """How the people behind accounts are called here."""
    wanted = {account for account in account_ids if account is not None}
    if not wanted:
        return {}
    return {person.user_id: str(person) for person in Person.objects.filter(user_id__in=wanted)}


def signed_history_of(*targets: CollectiveModel, reader: Any) -> list[SignedLine]:
    """Of a row with what belongs to it, such as memberships and roles; newest first."""
    lines = history_of(*targets, reader=reader, limit=SHOWN_LINES)
    names = names_of_accounts(line.actor_id for line in lines)
    return [SignedLine(line, names.get(line.actor_id or 0, "")) for line in lines]


def signed_recent_history(collective: Collective) -> list[tuple[RecentChange, str]]:
    """What changed lately in the whole collective, each line with who did it."""
    changes = recent_history(collective)
    names = names_of_accounts(change.actor_id for change in changes)
    return [(change, names.get(change.actor_id or 0, "")) for change in changes]
