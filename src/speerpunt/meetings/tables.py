"""What stands of meetings on the pages of other things, and below the page of one."""

from typing import Any

from django.http import HttpRequest

from speerpunt.members.models import Body
from speerpunt.members.queries.history import signed_history_of

from .enums import MeetingState
from .models import Meeting
from .queries.gatherings import gathering_of
from .queries.panels import meetings_of_body


def body_panel(request: HttpRequest, body: Body) -> dict[str, Any] | None:
    """Next and last meetings; nothing for who sees none and has no say in them."""
    user = request.user
    found = meetings_of_body(body, user)
    may_add = user.has_perm("meetings.add_meeting", body)
    may_propose = user.has_perm("meetings.add_to_backlog", body)
    if not found.coming and not found.past and not may_add and not may_propose:
        return None
    return {"meetings": found, "body": body, "may_add": may_add, "may_propose": may_propose}


def gathering_panel(request: HttpRequest, meeting: Meeting) -> dict[str, Any] | None:
    """How full it is, and one press to sign up or off."""
    if not meeting.is_gathering or meeting.is_cancelled:
        return None
    user = request.user
    leads_it = user.has_perm("meetings.change_meeting", meeting)
    return {
        "meeting": meeting,
        "gathering": gathering_of(meeting, user),
        "may_sign_up": user.has_perm("meetings.sign_up", meeting),
        "may_open": leads_it and meeting.state == MeetingState.PLANNED,
        "may_see_list": leads_it,
    }


def history_panel(request: HttpRequest, meeting: Meeting) -> dict[str, Any] | None:
    if not request.user.has_perm("meetings.view_meeting_history", meeting):
        return None
    return {"history": signed_history_of(meeting, reader=request.user)}
