"""What the address names, as far as the visitor may see it; 404 otherwise."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from speerpunt.core.models import ImportDraft
from speerpunt.members.models import Body
from speerpunt.members.queries.bodies import bodies_visible_to
from speerpunt.members.rules import standing
from speerpunt.priorities.models import Project
from speerpunt.priorities.queries.visible import projects_visible_to

from ..enums import ItemState, MeetingKind
from ..models import (
    AgendaItem,
    AgendaTemplate,
    Decision,
    Holiday,
    Interest,
    Meeting,
    MeetingSeries,
    MinuteEntry,
    Paper,
    PaperBundle,
    Position,
    Remark,
    SignUp,
)
from ..problems import MeetingProblem
from ..queries import (
    bundles_visible_to,
    decisions_visible_to,
    items_visible_to,
    meetings_visible_to,
    positions_visible_to,
)
from ..queries.calendar_imports import calendar_drafts_of
from ..queries.papers import papers_visible_to
from ..queries.series import series_led_by

CHANGE_ITEM = "meetings.change_item"


def body(request: HttpRequest, pk: int) -> Body:
    return get_object_or_404(bodies_visible_to(request.user), pk=pk)


def meeting(request: HttpRequest, pk: int) -> Meeting:
    return get_object_or_404(meetings_visible_to(request.user).select_related("body"), pk=pk)


def holiday(request: HttpRequest, pk: int) -> Holiday:
    """Only who manages them asks for one; to anybody else none exists."""
    seen = Holiday.objects.all() if request.user.has_perm("meetings.view_year") else Holiday.objects.none()
    return get_object_or_404(seen, pk=pk)


def calendar_draft(request: HttpRequest, pk: int) -> ImportDraft:
    """Only who uploaded it sees it."""
    return get_object_or_404(calendar_drafts_of(request.user), pk=pk)


def gathering(request: HttpRequest, pk: int) -> Meeting:
    rows = meetings_visible_to(request.user).filter(kind=MeetingKind.GATHERING)
    return get_object_or_404(rows.select_related("body"), pk=pk)


def signed(request: HttpRequest, pk: int) -> SignUp:
    """Of a gathering that the visitor sees."""
    rows = SignUp.objects.select_related("meeting", "person")
    return get_object_or_404(rows, pk=pk, meeting__in=meetings_visible_to(request.user))


def series(request: HttpRequest, pk: int) -> MeetingSeries:
    return get_object_or_404(series_led_by(request.user), pk=pk)


def item(request: HttpRequest, pk: int) -> AgendaItem:
    rows = items_visible_to(request.user).select_related("body", "meeting", "introduced_by")
    return get_object_or_404(rows, pk=pk)


def seated_body(request: HttpRequest, pk: int) -> Body:
    """Also for who sits in it without belonging to the collective."""
    seen = Q(pk__in=bodies_visible_to(request.user).values("pk")) | Q(pk__in=standing(request.user).body_ids)
    return get_object_or_404(Body.objects.filter(seen), pk=pk)


def template(request: HttpRequest, pk: int) -> AgendaTemplate:
    return get_object_or_404(AgendaTemplate.objects.select_related("body"), pk=pk)


def paper(request: HttpRequest, pk: int) -> Paper:
    rows = papers_visible_to(request.user).select_related(
        "item__body", "item__meeting", "document__folder", "document__current"
    )
    return get_object_or_404(rows, pk=pk)


def bundle(request: HttpRequest, pk: int) -> PaperBundle:
    return get_object_or_404(bundles_visible_to(request.user).select_related("item"), pk=pk)


def decision(request: HttpRequest, pk: int) -> Decision:
    return get_object_or_404(decisions_visible_to(request.user).select_related("body", "item"), pk=pk)


def position(request: HttpRequest, pk: int) -> Position:
    return get_object_or_404(positions_visible_to(request.user).select_related("body", "dossier"), pk=pk)


def dossier_of(meeting: Meeting, user: Any) -> Project | None:
    """Who sees the meeting need not see its dossier."""
    return projects_visible_to(user).filter(pk=meeting.dossier_id).first() if meeting.dossier_id else None


def item_of(request: HttpRequest, meeting: Meeting, number: int) -> AgendaItem:
    """On the agenda of this meeting; one of another is none."""
    rows = items_visible_to(request.user).exclude(state=ItemState.DROPPED).select_related("body", "dossier")
    found: AgendaItem = get_object_or_404(rows, pk=number, meeting=meeting)
    found.meeting = meeting
    return found


def entry(request: HttpRequest, pk: int) -> MinuteEntry:
    """A line of the minutes, also one that was taken away; the right to write is asked after this."""
    rows = MinuteEntry.objects.select_related(
        "item__meeting", "item__body", "item__dossier", "decision", "action", "owner"
    )
    return get_object_or_404(rows, pk=pk, item__in=items_visible_to(request.user))


def interest(request: HttpRequest, pk: int) -> Interest:
    rows = Interest.objects.select_related("item__meeting", "item__body")
    return get_object_or_404(rows, pk=pk, item__in=items_visible_to(request.user))


def remark(request: HttpRequest, pk: int) -> Remark:
    rows = Remark.objects.select_related("item__meeting", "item__body", "person")
    return get_object_or_404(rows, pk=pk, item__in=items_visible_to(request.user))


def went(request: HttpRequest, do: Callable[[], Any]) -> bool:
    """What cannot be done is told, and leaves everything as it was."""
    try:
        do()
    except MeetingProblem as problem:
        messages.warning(request, str(problem))
        return False
    return True


def calendar_download(request: HttpRequest, content: bytes) -> HttpResponse:
    name = f"overleg-{request.collective.slug}-{timezone.localdate():%Y-%m-%d}.ics"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)
