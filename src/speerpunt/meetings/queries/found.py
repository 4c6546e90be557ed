"""What search finds meetings, items, decisions, positions and minutes by. Each text holds only what everybody who
sees the row may read: a meeting not the titles of its items, a position not its mandate."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import Truncator

from speerpunt.core.addresses import address
from speerpunt.core.registry import SearchText

from ..enums import EntryKind
from ..models import AgendaItem, Decision, Meeting, MinuteEntry, Position
from .guests import Guest
from .visible import entries_visible_to

LONGEST_TITLE = 90


def meeting_texts(meetings: QuerySet[Meeting]) -> Iterator[SearchText]:
    for meeting in meetings:
        yield SearchText(
            meeting.pk,
            meeting.title,
            meeting.place,
            meeting.introduction,
            timezone.localdate(meeting.starts_at),
            url=meeting.get_absolute_url(),
        )


def item_texts(items: QuerySet[AgendaItem]) -> Iterator[SearchText]:
    """Not when: who got the item shared with him does not learn of its meeting."""
    for item in items:
        yield SearchText(item.pk, item.title, text=item.question, url=item.get_absolute_url())


def decision_texts(decisions: QuerySet[Decision]) -> Iterator[SearchText]:
    for decision in decisions.filter(entry__removed_at__isnull=True):
        yield SearchText(
            decision.pk,
            Truncator(decision.text).chars(LONGEST_TITLE),
            f"{decision} {decision.binds}",
            decision.text,
            decision.decided_on,
            url=decision.get_absolute_url(),
        )


def position_texts(positions: QuerySet[Position]) -> Iterator[SearchText]:
    for position in positions:
        yield SearchText(
            position.pk,
            position.title,
            text=position.text,
            day=position.agreed_on,
            url=position.get_absolute_url(),
        )


def notes_visible_to(user: Any, guest: Guest | None = None) -> QuerySet[MinuteEntry]:
    """Decisions and actions are found by themselves."""
    return entries_visible_to(user, guest).filter(kind=EntryKind.NOTE)


def note_texts(entries: QuerySet[MinuteEntry]) -> Iterable[SearchText]:
    for entry in entries.filter(kind=EntryKind.NOTE, removed_at__isnull=True):
        yield SearchText(
            entry.pk,
            Truncator(entry.text).chars(LONGEST_TITLE),
            text=entry.text,
            day=timezone.localdate(entry.said_at),
            url=address("meetings:item", entry.item_id),
        )
