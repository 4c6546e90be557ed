"""What the minutes show on the pages of a meeting and of an item."""

from typing import Any

from django.http import HttpRequest

from ..enums import EntryKind
from ..models import AgendaItem, Decision, Meeting
from .attendance import gathered
from .minutes import lines_of
from .visible import decisions_visible_to, items_read_by, meetings_visible_to


def minutes_panel(request: HttpRequest, meeting: Meeting) -> dict[str, Any] | None:
    """How it stands with the minutes, and what was decided."""
    user = request.user
    may_write = user.has_perm("meetings.write_minutes", meeting)
    may_read = user.has_perm("meetings.read_minutes", meeting)
    if not (may_write or may_read) or meeting.is_cancelled:
        return None
    decisions: list[Decision] = []
    if may_read:
        found = decisions_visible_to(user).filter(item__meeting=meeting)
        decisions = list(found.select_related("entry").order_by("number"))
    seen = meetings_visible_to(user)
    return {
        "meeting": meeting,
        "decisions": decisions,
        "gathered": gathered(meeting) if may_read else None,
        "approved_in": seen.filter(pk=meeting.approved_in_id or 0).first(),
        "approves": list(seen.filter(approved_in=meeting)),
        "may_write": may_write,
        "may_read": may_read,
    }


def item_panel(request: HttpRequest, item: AgendaItem) -> dict[str, Any] | None:
    """What was said about it, for who may read that."""
    if item.meeting is None:
        return None
    lines = lines_of(item, request.user)
    is_read = items_read_by(request.user).filter(pk=item.pk).exists()
    corrections = list(item.corrections.order_by("number")) if is_read else []
    may_write = request.user.has_perm("meetings.write_minutes", item)
    if not lines and not corrections and not may_write:
        return None
    return {
        "item": item,
        "meeting": item.meeting,
        "lines": lines,
        "corrections": corrections,
        "may_write": may_write,
        "has_decision": any(line.kind == EntryKind.DECISION for line in lines),
    }
