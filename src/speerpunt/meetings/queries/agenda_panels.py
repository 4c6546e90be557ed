"""What stands on the pages of a meeting and of an item before it is held."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from speerpunt.members.rules import standing

from ..enums import ItemKind, MeetingState
from ..models import AgendaItem, Meeting
from .agenda import agenda_of
from .answers import coming_to
from .notes import notes_of
from .papers import circles_of_papers, papers_of_items
from .promises import walk_of
from .sets import PaperSet

TO_COME = (MeetingState.PLANNED, MeetingState.CALLED)


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
        "may_send": may_change and meeting.state in TO_COME and not meeting.is_past(),
        "has_papers": any(line.papers for line in agenda.lines),
        "is_small": PaperSet(agenda).is_small or not request.user.has_perm("core.list_jobs"),
    }


def coming_panel(request: HttpRequest, meeting: Meeting) -> dict[str, Any] | None:
    """Who was invited and what they said; for who takes part, and who leads."""
    user = request.user
    # Who was there, the minutes say.
    is_before = meeting.state in TO_COME and not meeting.is_past()
    if not is_before or not user.has_perm("meetings.answer_invitation", meeting):
        return None
    coming = coming_to(meeting, user)
    may_lead = user.has_perm("meetings.change_meeting", meeting)
    return {
        "meeting": meeting,
        "coming": coming,
        "is_open": meeting.state == MeetingState.CALLED and meeting.starts_at > timezone.now(),
        "may_lead": may_lead,
    }


def actions_panel(request: HttpRequest, item: AgendaItem) -> dict[str, Any] | None:
    """What there is to walk through in an item that is for that; for who takes part."""
    meeting = item.meeting
    if item.kind != ItemKind.ACTIONS or meeting is None or meeting.is_frozen:
        return None
    if not request.user.has_perm("meetings.answer_invitation", meeting):
        return None
    may_write = request.user.has_perm("meetings.write_minutes", meeting)
    return {"item": item, "meeting": meeting, "walk": walk_of(meeting, request.user), "may_write": may_write}


def papers_panel(request: HttpRequest, item: AgendaItem) -> dict[str, Any] | None:
    """The papers with an item, each with a place for a note of one's own."""
    user = request.user
    lines = papers_of_items([item], user)[item.pk]
    meeting = item.meeting
    is_open = meeting is None or not (meeting.is_frozen or meeting.is_cancelled)
    may_change = is_open and user.has_perm("meetings.change_item", item)
    if not lines and not may_change:
        return None
    notes = notes_of(item, standing(user).person_id)
    return {
        "item": item,
        "lines": [(line, notes.get(line.document.pk, "")) for line in lines],
        "last": len(lines),
        "may_change": may_change,
        "may_note": standing(user).person_id is not None,
        "circles": circles_of_papers(item),
    }


def note_panel(request: HttpRequest, item: AgendaItem) -> dict[str, Any] | None:
    """What the visitor wrote beside the item for himself."""
    person_id = standing(request.user).person_id
    if person_id is None:
        return None
    return {"item": item, "text": notes_of(item, person_id).get(None, "")}
