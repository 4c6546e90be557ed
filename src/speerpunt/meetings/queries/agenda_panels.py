"""What stands on the page of a meeting before it is held."""

from typing import Any

from django.http import HttpRequest

from ..enums import ItemKind
from ..models import Meeting
from .agenda import agenda_of


def agenda_panel(request: HttpRequest, meeting: Meeting) -> dict[str, Any]:
    agenda = agenda_of(meeting, request.user)
    is_open = not meeting.is_frozen and not meeting.is_cancelled
    may_change = is_open and request.user.has_perm("meetings.change_meeting", meeting)
    return {
        "agenda": agenda,
        "meeting": meeting,
        "may_change": may_change,
        "may_propose": request.user.has_perm("meetings.add_to_backlog", meeting),
        "kinds": ItemKind.choices,
        "last": len(agenda.lines),
    }
