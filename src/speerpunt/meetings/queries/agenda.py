"""An agenda as a visitor reads it: only what he may see, numbered by what he sees."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from speerpunt.members.rules import standing
from speerpunt.priorities.models import Project
from speerpunt.priorities.queries.visible import projects_visible_to

from ..enums import Access, ItemState
from ..models import AgendaItem, Decision, Meeting
from ..rules import sits_near
from .papers import PaperLine, papers_of_items
from .visible import items_visible_to


@dataclass(frozen=True)
class AgendaLine:
    """One item on the agenda."""

    number: int
    item: AgendaItem
    # Only where the visitor may see it.
    dossier: Project | None
    papers: list[PaperLine]
    # Nothing for who may not see the whole agenda: a gap between two times would tell of what stands there.
    starts_at: datetime | None

    @property
    def is_narrower(self) -> bool:
        """Something is said of its readers: it is not for everybody who reads the agenda."""
        return bool(self.item.access == Access.CLOSED)


@dataclass(frozen=True)
class Agenda:
    meeting: Meeting
    lines: list[AgendaLine] = field(default_factory=list)
    # Whether the times stand with it.
    is_whole: bool = False

    @property
    def minutes(self) -> int:
        return sum(line.item.minutes for line in self.lines)

    @property
    def over(self) -> int:
        """Minutes past the end of the meeting."""
        return max(self.minutes - self.meeting.minutes, 0) if self.is_whole else 0

    @property
    def spare(self) -> int:
        return max(self.meeting.minutes - self.minutes, 0) if self.is_whole else 0

    @property
    def order(self) -> str:
        """As the page sends it back with a change."""
        return ",".join(str(line.item.pk) for line in self.lines)


def agenda_of(meeting: Meeting, user: Any) -> Agenda:
    items = list(items_on(meeting, user).select_related("introduced_by"))
    for item in items:
        item.meeting = meeting
    dossiers = dossiers_in_sight(items, user)
    papers = papers_of_items(items, user)
    is_whole = sees_all_of(meeting, user)
    starts = _starts(meeting, items) if is_whole else {}
    lines = [
        AgendaLine(
            number=number,
            item=item,
            dossier=dossiers.get(item.dossier_id or 0),
            papers=papers[item.pk],
            starts_at=starts.get(item.pk),
        )
        for number, item in enumerate(items, start=1)
    ]
    return Agenda(meeting, lines, is_whole)


def items_on(meeting: Meeting, user: Any) -> QuerySet[AgendaItem]:
    rows = items_visible_to(user).filter(meeting=meeting).exclude(state=ItemState.DROPPED)
    return rows.order_by("position", "pk")


def sees_all_of(meeting: Meeting, user: Any) -> bool:
    return sits_near(standing(user), meeting.body_id, Access.CLOSED)


def dossiers_in_sight(rows: Iterable[AgendaItem | Decision], user: Any) -> dict[int, Project]:
    """By id, in one query, those that the visitor may see; only what it takes to name and address them."""
    wanted = {row.dossier_id for row in rows if row.dossier_id is not None}
    if not wanted:
        return {}
    seen = projects_visible_to(user).filter(pk__in=wanted).order_by().only("collective", "title")
    return {each.pk: each for each in seen}


def _starts(meeting: Meeting, items: Iterable[AgendaItem]) -> dict[int, datetime]:
    found, moment = {}, meeting.starts_at
    for item in items:
        found[item.pk] = moment
        moment += timedelta(minutes=item.minutes)
    return found


@dataclass(frozen=True)
class Neighbours:
    """Of one item: which number it is on the agenda as the visitor sees it, and what stands beside it."""

    number: int
    count: int
    before: AgendaItem | None
    after: AgendaItem | None


def neighbours_of(item: AgendaItem, user: Any) -> Neighbours | None:
    if item.meeting is None or item.state == ItemState.DROPPED:
        return None
    items = list(items_on(item.meeting, user).only("pk", "title", "collective_id"))
    place = next((index for index, each in enumerate(items) if each.pk == item.pk), None)
    if place is None:
        return None
    return Neighbours(
        number=place + 1,
        count=len(items),
        before=items[place - 1] if place else None,
        after=items[place + 1] if place + 1 < len(items) else None,
    )


@dataclass(frozen=True)
class Backlog:
    """What a body wants to talk about some day, as far as the visitor may see it."""

    items: list[AgendaItem]
    dossiers: dict[int, Project]

    @property
    def lines(self) -> list[tuple[AgendaItem, Project | None]]:
        return [(item, self.dossiers.get(item.dossier_id or 0)) for item in self.items]


def backlog_rows(body_id: int, user: Any) -> QuerySet[AgendaItem]:
    rows = items_visible_to(user).filter(body=body_id, meeting__isnull=True).exclude(state=ItemState.DROPPED)
    return rows.select_related("asked_by", "introduced_by").order_by("-created_at", "-pk")


def backlog_of(rows: Iterable[AgendaItem], user: Any) -> Backlog:
    items = list(rows)
    return Backlog(items, dossiers_in_sight(items, user))
