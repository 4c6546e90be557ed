"""Panels on pages of lower apps, and on the page of a meeting: what goes around it."""

from typing import Any

from django.http import HttpRequest

from speerpunt.places.models import Area
from speerpunt.priorities.models import Project

from ..enums import MeetingKind
from ..models import Meeting
from ..rules import is_invited
from .council import council_about
from .sessions import positions_made_in, sessions_prepared_in, shared_in
from .trace import decided_about, meetings_about
from .visible import meetings_visible_to


def dossier_panel(request: HttpRequest, project: Project) -> dict[str, Any] | None:
    found = meetings_about(project, request.user)
    return {"about": found} if found else None


def area_panel(request: HttpRequest, area: Area) -> dict[str, Any] | None:
    decisions, items = decided_about(area, request.user)
    return {"decisions": decisions, "items": items} if decisions or items else None


def council_panel(request: HttpRequest, about: Project | Area) -> dict[str, Any] | None:
    items = council_about(request.user, about)
    return {"items": items} if items else None


def session_panel(request: HttpRequest, meeting: Meeting) -> dict[str, Any] | None:
    """Of an internal session what came of it; of one with partners what is shared, and with whom."""
    may_share = request.user.has_perm("meetings.share_pieces", meeting)
    if meeting.kind == MeetingKind.INTERNAL:
        positions = list(positions_made_in(meeting, request.user))
        sessions = list(sessions_prepared_in(meeting, request.user))
        if not (positions or sessions or may_share):
            return None
        return {"meeting": meeting, "positions": positions, "sessions": sessions, "may_share": may_share}
    if meeting.kind == MeetingKind.EXTERNAL:
        return _shared_panel(request, meeting, may_share)
    return None


def _shared_panel(request: HttpRequest, meeting: Meeting, may_share: bool) -> dict[str, Any] | None:
    shared = shared_in(meeting, request.user)
    if not (shared or may_share):
        return None
    prepared_in = meetings_visible_to(request.user).filter(pk=meeting.prepared_in_id).first()
    return {
        "meeting": meeting,
        "shared": shared,
        "may_share": may_share,
        "prepared_in": prepared_in,
        "is_guest": not may_share and is_invited(request.standing, meeting),
    }
