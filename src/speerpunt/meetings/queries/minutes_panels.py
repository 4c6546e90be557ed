"""What the minutes show on the pages of a meeting and of an item."""

from typing import Any

from django.http import HttpRequest

from speerpunt.members.rules import standing

from ..enums import EntryKind
from ..models import AgendaItem, Decision, Meeting
from ..rules import reads_minutes
from .approval import approvals_of
from .attendance import gathered
from .minutes import lines_of
from .visible import decisions_visible_to


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
        decisions = list(found.order_by("number"))
    approved_in, approves = approvals_of(meeting, user)
    return {
        "meeting": meeting,
        "decisions": decisions,
        "gathered": gathered(meeting) if may_read else None,
        "approved_in": approved_in,
        "approves": approves,
        "may_write": may_write,
        "may_read": may_read,
    }


def item_panel(request: HttpRequest, item: AgendaItem) -> dict[str, Any] | None:
    """What was said about it, for who may read that."""
    if item.meeting is None:
        return None
    is_read = reads_minutes(standing(request.user), item)
    lines = lines_of(item, request.user) if is_read else []
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
