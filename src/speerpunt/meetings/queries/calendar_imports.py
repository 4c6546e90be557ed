"""What a calendar that is brought in would do: new, changed and unchanged meetings, and what stays outside."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from speerpunt.core.models import ImportDraft
from speerpunt.members.models import Body

from ..enums import MeetingState
from ..models import Meeting

SHEET = "meetings.calendar"
TEXTS = ("title", "place", "introduction")
MOMENT = ("starts_at", "ends_at")
BATCH = 400


def calendar_drafts_of(user: Any) -> QuerySet[ImportDraft]:
    """Only one's own; to who may not bring in there are none."""
    if not user.has_perm("meetings.import_meetings"):
        return ImportDraft.objects.none()
    return ImportDraft.objects.filter(user=user, sheet=SHEET, expires_at__gt=timezone.now())


@dataclass(frozen=True)
class Incoming:
    """One meeting of the file as it would be kept."""

    key: str
    line: int
    values: dict[str, Any]
    existing: Meeting | None = None
    # Field -> from what to what.
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)

    @property
    def said(self) -> dict[str, Any]:
        """As it is kept of what the calendar said."""
        plain = {name: self.values[name] for name in (*TEXTS, "is_cancelled")}
        return plain | {name: self.values[name].astimezone(UTC).isoformat() for name in MOMENT}


@dataclass(frozen=True)
class Refused:
    line: int
    title: str
    why: str


@dataclass(frozen=True)
class CalendarPlan:
    new: list[Incoming]
    changed: list[Incoming]
    unchanged: list[Incoming]
    refused: list[Refused]

    @property
    def writes(self) -> bool:
        return bool(self.new or self.changed)

    @property
    def digest(self) -> str:
        """Of what the visitor agreed to."""
        told = [[each.key, sorted(each.changes), str(each.values)] for each in (*self.new, *self.changed)]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def calendar_plan(body: Body, rows: Iterable[Mapping[str, Any]], access: str) -> CalendarPlan:
    """In one query for each batch. The first of two with the same mark counts."""
    rows = list(rows)
    plan = CalendarPlan([], [], [], [])
    existing = _existing(str(row["key"]) for row in rows)
    seen: set[str] = set()
    for row in rows:
        key = str(row["key"])
        if key in seen:
            why = _("The same meeting stands in the file already.")
            plan.refused.append(Refused(row["line"], row["title"], why))
            continue
        seen.add(key)
        _sort_in(plan, Incoming(key, row["line"], _values(row, access), existing.get(key)), body)
    return plan


def _existing(keys: Iterable[str]) -> dict[str, Meeting]:
    wanted, found = sorted(set(keys)), {}
    for start in range(0, len(wanted), BATCH):
        rows = Meeting.objects.filter(outside_uid__in=wanted[start : start + BATCH])
        found.update({meeting.outside_uid: meeting for meeting in rows.select_related("body")})
    return found


def _values(row: Mapping[str, Any], access: str) -> dict[str, Any]:
    return {
        **{name: row[name] for name in TEXTS},
        "title": row["title"] or _("Meeting without a title"),
        "starts_at": datetime.fromisoformat(row["start"]),
        "ends_at": datetime.fromisoformat(row["end"]),
        "is_cancelled": bool(row["is_cancelled"]),
        "access": access,
    }


def _sort_in(plan: CalendarPlan, incoming: Incoming, body: Body) -> None:
    meeting = incoming.existing
    if meeting is None:
        plan.new.append(incoming)
        return
    changes = _changes(meeting, incoming)
    why = _why_not(meeting, body) if changes else ""
    if why:
        plan.refused.append(Refused(incoming.line, incoming.values["title"], why))
    elif changes:
        plan.changed.append(Incoming(incoming.key, incoming.line, incoming.values, meeting, changes))
    else:
        plan.unchanged.append(incoming)


def _changes(meeting: Meeting, incoming: Incoming) -> dict[str, tuple[Any, Any]]:
    """What the calendar says otherwise than before, and what is not so here already."""
    values, before = incoming.values, meeting.outside_values
    anew = {name for name, value in incoming.said.items() if name not in before or before[name] != value}
    if anew & {*MOMENT}:
        anew |= {*MOMENT}
    found = {
        name: (getattr(meeting, name), values[name])
        for name in (*TEXTS, *MOMENT)
        if name in anew and getattr(meeting, name) != values[name]
    }
    if "is_cancelled" in anew and values["is_cancelled"] and not meeting.is_cancelled:
        found["state"] = (meeting.state, MeetingState.CANCELLED)
    return found


def _why_not(meeting: Meeting, body: Body) -> str:
    if meeting.body_id != body.pk:
        return _("It came in for %(body)s before. Choose that body.") % {"body": meeting.body}
    if meeting.is_frozen or meeting.state in {MeetingState.RUNNING, MeetingState.HELD}:
        return _("It was held here already; what was held stays as it was.")
    return ""
