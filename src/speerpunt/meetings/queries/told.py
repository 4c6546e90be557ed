"""What bodies did about dossiers and areas that somebody follows, as he may know it when he is told."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from speerpunt.core.queries.changes import Change, Period
from speerpunt.core.templatetags.moments import short_day
from speerpunt.members.rules import Standing, standing
from speerpunt.places.models import Area
from speerpunt.priorities.models import Project

from ..models import AgendaItem, Decision, Meeting
from ..rules import sits_near_item
from .visible import decisions_visible_to, items_visible_to, meetings_visible_to

LONGEST = 160


@dataclass(frozen=True)
class Followed:
    """What is followed, as far as it is seen, by id."""

    projects: Mapping[int, Project]
    areas: Mapping[int, Area]

    def __bool__(self) -> bool:
        return bool(self.projects or self.areas)

    def of_item(self, item: AgendaItem) -> Iterator[Any]:
        if item.dossier_id in self.projects:
            yield self.projects[item.dossier_id]
        for area in item.areas.all():
            if area.pk in self.areas:
                yield self.areas[area.pk]


def meeting_changes(followed: Followed, user: Any, period: Period, limit: int) -> list[Change]:
    """Newest first."""
    if not followed:
        return []
    changes = [*_decided(followed, user, period), *_met(followed, user, period)]
    return sorted(changes, key=lambda change: change.at, reverse=True)[:limit]


def _about(followed: Followed, item: str = "") -> Q:
    return Q(**{f"{item}dossier__in": list(followed.projects)}) | Q(
        **{f"{item}areas__in": list(followed.areas)}
    )


def _decided(followed: Followed, user: Any, period: Period) -> Iterator[Change]:
    """Who sits in the body is told when it is written, others when the minutes are approved."""
    told = period.holds("entry__said_at") | period.holds("item__meeting__approved_at")
    rows = decisions_visible_to(user).filter(told & _about(followed, "item__")).distinct()
    for decision in rows.select_related("entry", "item__meeting").prefetch_related("item__areas"):
        at = _known_at(decision, standing(user))
        if at is not None and _is_in(at, period):
            what = _("decided: %(text)s") % {"text": decision.text[:LONGEST]}
            yield from _changes(followed.of_item(decision.item), at, what)


def _known_at(decision: Decision, at: Standing) -> datetime | None:
    if at.is_office or sits_near_item(at, decision.item):
        return decision.entry.said_at
    return decision.item.meeting.approved_at if decision.item.meeting is not None else None


def _is_in(at: datetime, period: Period) -> bool:
    return period.since < at and (period.until is None or at <= period.until)


def _met(followed: Followed, user: Any, period: Period) -> Iterator[Change]:
    """An agenda that was sent, and minutes that were approved, of meetings with an item on it that he sees."""
    items = items_visible_to(user).filter(_about(followed)).distinct()
    told = period.holds("meeting__called_at") | period.holds("meeting__approved_at")
    seen = items.filter(told, meeting__in=meetings_visible_to(user).order_by().values("pk"))
    for item in seen.select_related("meeting").prefetch_related("areas"):
        assert item.meeting is not None
        for at, what in _steps(item.meeting, item.title[:LONGEST]):
            if at is not None and _is_in(at, period):
                yield from _changes(followed.of_item(item), at, what)


def _steps(meeting: Meeting, title: str) -> Iterable[tuple[datetime | None, str]]:
    said = {"day": short_day(meeting.starts_at), "title": title}
    yield meeting.called_at, _("on the agenda of %(day)s: %(title)s") % said
    yield meeting.approved_at, _("minutes of %(day)s approved: %(title)s") % said


def _changes(subjects: Iterable[Any], at: datetime, what: str) -> Iterator[Change]:
    for subject in subjects:
        yield Change(subject, at, what, None)
