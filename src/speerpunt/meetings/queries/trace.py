"""From what we said among ourselves to what was decided: the trace of one dossier, as far as somebody may see it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from speerpunt.places.models import Area
from speerpunt.priorities.models import Project

from ..enums import MeetingKind, MeetingState
from ..models import AgendaItem, Decision, Meeting, Position
from .visible import decisions_visible_to, items_visible_to, meetings_visible_to, positions_visible_to

SESSIONS = (MeetingKind.INTERNAL, MeetingKind.EXTERNAL)
MOST_PER_STAGE = 4
MOST_SHOWN = 6
MOST_BEFORE = 3


@dataclass(frozen=True)
class Step:
    """One thing on the line: when, what, and where it is read."""

    day: date
    title: str
    url: str
    note: str = ""
    is_over: bool = False
    is_replaced: bool = False


@dataclass(frozen=True)
class Trace:
    internal: list[Step]
    positions: list[Step]
    external: list[Step]
    decisions: list[Step]

    def __bool__(self) -> bool:
        return bool(self.internal or self.positions or self.external)


@dataclass(frozen=True)
class Coming:
    """A meeting with the items on it; none for a session that is about the dossier as a whole."""

    meeting: Meeting
    items: list[AgendaItem]


@dataclass(frozen=True)
class DossierMeetings:
    trace: Trace
    coming: list[Coming]
    held: list[Meeting]
    decisions: list[Decision]

    def __bool__(self) -> bool:
        return bool(self.trace or self.coming or self.held or self.decisions)


def meetings_about(project: Project, user: Any) -> DossierMeetings:
    """Sessions on the dossier itself, and meetings in which the visitor sees an item on it."""
    items = items_visible_to(user).filter(dossier=project, meeting__isnull=False)
    mine = meetings_visible_to(user).exclude(state=MeetingState.CANCELLED).select_related("body")
    # Asked of each meeting, from the one at hand on: there may be hundreds, and a few are shown.
    about = mine.filter(Q(dossier=project) | Exists(items.filter(meeting=OuterRef("pk")).order_by()))
    decisions = list(_newest(decisions_visible_to(user).filter(dossier=project)))
    now = timezone.now()
    held = list(about.filter(ends_at__lt=now).order_by("-starts_at", "-pk")[:MOST_BEFORE])
    coming = list(about.filter(ends_at__gte=now).order_by("starts_at", "pk")[:MOST_SHOWN])
    sessions = list(mine.filter(dossier=project, kind__in=SESSIONS).order_by("starts_at", "pk"))
    on_agenda: dict[int | None, list[AgendaItem]] = defaultdict(list)
    for item in items.filter(meeting__in=[meeting.pk for meeting in coming]).order_by("position", "pk"):
        on_agenda[item.meeting_id].append(item)
    return DossierMeetings(
        trace=_trace(project, user, sessions, decisions),
        coming=[Coming(meeting, on_agenda[meeting.pk]) for meeting in coming],
        held=held,
        decisions=decisions[:MOST_SHOWN],
    )


def decided_about(area: Area, user: Any) -> tuple[list[Decision], list[AgendaItem]]:
    """What bodies decided about an area, and what they still talk about."""
    naming = AgendaItem.areas.through.objects.filter(area=area).values("agendaitem_id")
    items = items_visible_to(user).filter(pk__in=naming, meeting__isnull=False)
    decisions = decisions_visible_to(user).filter(item__in=naming)
    return (
        list(_newest(decisions)[:MOST_SHOWN]),
        list(_waiting(items.select_related("meeting", "body"))),
    )


def _newest(rows: QuerySet[Decision]) -> QuerySet[Decision]:
    return rows.select_related("body").order_by("-decided_on", "-pk")[: MOST_SHOWN * 2]


def _waiting(items: QuerySet[AgendaItem]) -> QuerySet[AgendaItem]:
    """On agendas that are still to come."""
    coming = items.filter(meeting__ends_at__gte=timezone.now())
    return coming.exclude(meeting__state=MeetingState.CANCELLED).order_by("meeting__starts_at", "pk")[
        :MOST_SHOWN
    ]


def _trace(project: Project, user: Any, sessions: list[Meeting], decisions: list[Decision]) -> Trace:
    positions = positions_visible_to(user).filter(dossier=project).order_by("created_at", "pk")
    return Trace(
        internal=_sessions(sessions, MeetingKind.INTERNAL),
        positions=[_position(each) for each in list(positions)[-MOST_PER_STAGE:]],
        external=_sessions(sessions, MeetingKind.EXTERNAL),
        decisions=[_decision(each) for each in decisions[:MOST_PER_STAGE]][::-1],
    )


def _sessions(meetings: Iterable[Meeting], kind: MeetingKind) -> list[Step]:
    now = timezone.now()
    found = [
        Step(
            timezone.localdate(each.starts_at),
            each.title,
            each.get_absolute_url(),
            is_over=each.ends_at < now,
        )
        for each in meetings
        if each.kind == kind
    ]
    return found[-MOST_PER_STAGE:]


def _position(position: Position) -> Step:
    return Step(
        position.agreed_on or timezone.localdate(position.created_at),
        position.title,
        position.get_absolute_url(),
        note=str(position.get_state_display()),
        is_over=position.agreed_on is not None,
        is_replaced=position.replaced_by_id is not None,
    )


def _decision(decision: Decision) -> Step:
    return Step(
        decision.decided_on, decision.text, decision.get_absolute_url(), note=str(decision), is_over=True
    )
