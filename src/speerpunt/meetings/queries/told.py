"""What bodies did about dossiers and areas that somebody follows, as he may know it when he is told."""

from collections import defaultdict
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

from ..models import AgendaItem, Decision
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

    def of_item(self, item: AgendaItem, areas: Iterable[int]) -> Iterator[Any]:
        if item.dossier_id in self.projects:
            yield self.projects[item.dossier_id]
        for pk in areas:
            if pk in self.areas:
                yield self.areas[pk]


def _areas_of(items: Iterable[AgendaItem]) -> dict[int, list[int]]:
    """Their numbers only: an area with its shape is large."""
    link = AgendaItem.areas.through
    found: dict[int, list[int]] = defaultdict(list)
    rows = link.objects.filter(agendaitem__in=[item.pk for item in items]).values_list(
        "agendaitem_id", "area_id"
    )
    for item, area in rows:
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


def _about(followed: Followed, item: str = "") -> Q:
    return Q(**{f"{item}dossier__in": list(followed.projects)}) | Q(
        **{f"{item}areas__in": list(followed.areas)}
    )


def _decided(followed: Followed, user: Any, period: Period, limit: int) -> Iterator[Change]:
    """Who sits in the body is told when it is written, others when the minutes are approved."""
    told = period.holds("entry__said_at") | period.holds("item__meeting__approved_at")
    keys = decisions_visible_to(user).filter(told & _about(followed, "item__")).order_by().values("pk")
    newest = Decision.objects.filter(pk__in=keys).order_by("-entry__said_at")[: limit * 2]
    rows = list(newest.select_related("entry", "item__meeting"))
    areas = _areas_of(decision.item for decision in rows)
    for decision in rows:
        at = _known_at(decision, standing(user))
        if at is not None and _is_in(at, period):
            what = _("decided: %(text)s") % {"text": decision.text[:LONGEST]}
            yield from _changes(followed.of_item(decision.item, areas[decision.item_id]), at, what)


def _known_at(decision: Decision, at: Standing) -> datetime | None:
    if at.is_office or sits_near_item(at, decision.item):
        return decision.entry.said_at
    return decision.item.meeting.approved_at if decision.item.meeting is not None else None


def _is_in(at: datetime, period: Period) -> bool:
    return period.since < at and (period.until is None or at <= period.until)


def _met(followed: Followed, user: Any, period: Period, limit: int) -> Iterator[Change]:
    """An agenda that was sent, and minutes that were approved, of meetings with an item on it that he sees."""
    about = items_visible_to(user).filter(_about(followed)).order_by().values("pk")
    meetings = meetings_visible_to(user).order_by().values("pk")
    for moment, words in (
        ("called_at", _("on the agenda of %(day)s: %(title)s")),
        ("approved_at", _("minutes of %(day)s approved: %(title)s")),
    ):
        seen = AgendaItem.objects.filter(
            period.holds(f"meeting__{moment}"), pk__in=about, meeting__in=meetings
        ).order_by(f"-meeting__{moment}", "position")
        rows = list(seen.select_related("meeting")[:limit])
        areas = _areas_of(rows)
        for item in rows:
            assert item.meeting is not None
            said = {"day": short_day(item.meeting.starts_at), "title": item.title[:LONGEST]}
            yield from _changes(
                followed.of_item(item, areas[item.pk]), getattr(item.meeting, moment), words % said
            )


def _changes(subjects: Iterable[Any], at: datetime, what: str) -> Iterator[Change]:
    for subject in subjects:
        yield Change(subject, at, what, None)
