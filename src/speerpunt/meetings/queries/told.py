"""What bodies did about dossiers and areas that somebody follows, as he may know it when he is told."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from speerpunt.core.queries.changes import Change
from speerpunt.core.queries.news import Period
from speerpunt.core.queries.once import kept_for_collective, kept_for_standing
from speerpunt.core.queries.written import Written, WrittenRows
from speerpunt.core.templatetags.moments import short_day
from speerpunt.members.rules import Standing, standing
from speerpunt.places.models import Area
from speerpunt.priorities.models import Project

from ..models import AgendaItem, Decision, Meeting, MinuteEntry
from ..rules import sits_near_item
from .guests import Guest, guest_of
from .visible import decisions_visible_to, items_visible_to, meetings_visible_to

Keys = tuple[int, ...]

LONGEST = 160
# What it takes to tell of an item, and of a decision.
NAMED = ("collective", "title", "meeting", "dossier")
DECIDED = (
    "collective",
    "text",
    "entry__said_at",
    "item__body",
    "item__access",
    "item__dossier",
    "item__meeting__access",
    "item__meeting__approved_at",
)


@dataclass(frozen=True)
class Followed:
    """What is followed, as far as it is seen, by id."""

    projects: Mapping[int, Project]
    areas: Mapping[int, Area]

    def __bool__(self) -> bool:
        return bool(self.projects or self.areas)

    @property
    def keys(self) -> tuple[Keys, Keys]:
        return tuple(sorted(self.projects)), tuple(sorted(self.areas))

    def of_item(self, item: AgendaItem, areas: Iterable[int]) -> Iterator[Any]:
        if item.dossier_id in self.projects:
            yield self.projects[item.dossier_id]
        for pk in areas:
            if pk in self.areas:
                yield self.areas[pk]


def _areas_of(items: Iterable[AgendaItem], followed: Followed) -> dict[int, list[int]]:
    """Of those that are followed, their numbers only: an area with its shape is large."""
    link = AgendaItem.areas.through
    found: dict[int, list[int]] = defaultdict(list)
    wanted = [item.pk for item in items] if followed.areas else []
    rows = link.objects.filter(agendaitem__in=wanted).values_list("agendaitem_id", "area_id")
    for item, area in rows if wanted else ():
        found[item].append(area)
    return found


def meeting_changes(followed: Followed, user: Any, period: Period, limit: int) -> list[Change]:
    """Newest first."""
    if not followed:
        return []
    changes = [
        *_decided(followed, user, period, limit),
        *_met(followed, user, period, limit),
    ]
    return sorted(changes, key=lambda change: change.at, reverse=True)[:limit]


def _about(projects: Keys, areas: Keys, item: str = "") -> Q:
    """`item` leads to it."""
    of_projects = Q(**{f"{item}dossier__in": projects})
    if not areas:
        return of_projects
    named = AgendaItem.areas.through.objects.filter(area__in=areas)
    return of_projects | Q(**{f"{item}pk__in": named.values("agendaitem_id")})


def _decided(followed: Followed, user: Any, period: Period, limit: int) -> Iterator[Change]:
    """Who sits in the body is told when it is written, others when the minutes are approved."""
    keys = {pk for (pk,) in _decided_in(period).ask()}
    if not keys:
        return
    asked = _told_of(user, guest_of(user), *followed.keys, tuple(sorted(keys)), limit * 2)
    rows = asked.ask()
    areas = _areas_of((decision.item for decision in rows), followed)
    for decision in rows:
        at = _known_at(decision, standing(user))
        if at is not None and _is_in(at, period):
            what = _("decided: %(text)s") % {"text": decision.text[:LONGEST]}
            yield from _changes(followed.of_item(decision.item, areas[decision.item_id]), at, what)


@kept_for_standing
def _told_of(
    user: Any, guest: Guest, projects: Keys, areas: Keys, decisions: Keys, limit: int
) -> WrittenRows[Decision]:
    told = decisions_visible_to(user, guest).filter(_about(projects, areas, "item__"), pk__in=decisions)
    found = told.select_related("entry", "item__meeting").only(*DECIDED)
    return WrittenRows(found.order_by("-entry__said_at")[:limit])


@kept_for_collective
def _decided_in(period: Period) -> Written:
    """Asked apart and from what happened then, for that has an index; else every decision would be read."""
    entries = MinuteEntry.objects.filter(period.holds("said_at")).order_by()
    meetings = Meeting.objects.filter(period.holds("approved_at")).order_by()
    items = AgendaItem.objects.filter(meeting__in=meetings).order_by()
    written, approved = (
        Decision.objects.filter(**{f"{field}__in": rows.values("pk")}).order_by().values_list("pk")
        for field, rows in (("entry", entries), ("item", items))
    )
    return Written(written.union(approved))


def _known_at(decision: Decision, at: Standing) -> datetime | None:
    if at.is_office or sits_near_item(at, decision.item):
        return decision.entry.said_at
    return decision.item.meeting.approved_at if decision.item.meeting is not None else None


def _is_in(at: datetime | None, period: Period) -> bool:
    return at is not None and period.since < at and (period.until is None or at <= period.until)


def _met(followed: Followed, user: Any, period: Period, limit: int) -> Iterator[Change]:
    """An agenda that was sent, and minutes that were approved, of meetings with an item on it that he sees."""
    meetings = {row.pk: row for row in _meetings_in(user, guest_of(user), period).ask()}
    for moment, words in (
        ("called_at", _("on the agenda of %(day)s: %(title)s")),
        ("approved_at", _("minutes of %(day)s approved: %(title)s")),
    ):
        then = [pk for pk, each in meetings.items() if _is_in(getattr(each, moment), period)]
        asked = _items_of(user, guest_of(user), *followed.keys, tuple(sorted(then)), moment, limit)
        items = asked.ask() if then else []
        areas = _areas_of(items, followed)
        for item in items:
            meeting = meetings[item.meeting_id or 0]
            what = words % {"day": short_day(meeting.starts_at), "title": item.title[:LONGEST]}
            yield from _changes(followed.of_item(item, areas[item.pk]), getattr(meeting, moment), what)


@kept_for_standing
def _items_of(
    user: Any, guest: Guest, projects: Keys, areas: Keys, meetings: Keys, moment: str, limit: int
) -> WrittenRows[AgendaItem]:
    seen = items_visible_to(user, guest).filter(_about(projects, areas), meeting__in=meetings)
    return WrittenRows(seen.order_by(f"-meeting__{moment}", "position").only(*NAMED)[:limit])


@kept_for_standing
def _meetings_in(user: Any, guest: Guest, period: Period) -> WrittenRows[Meeting]:
    """Called then, or of which the minutes were approved then."""
    rows = meetings_visible_to(user, guest).filter(period.holds("called_at") | period.holds("approved_at"))
    return WrittenRows(rows.order_by().only("collective", "starts_at", "called_at", "approved_at"))


def _changes(subjects: Iterable[Any], at: datetime, what: str) -> Iterator[Change]:
    for subject in subjects:
        yield Change(subject, at, what, None)
