"""All meetings, and the page of one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from speerpunt.core.doors import for_those_who, on
from speerpunt.core.listing import listing
from speerpunt.core.registry import panels_for

from ..models import Meeting
from ..queries import meetings_visible_to
from . import access

COLUMNS = {"wanneer": (_("when"), "starts_at"), "gremium": (_("body"), "body__name")}


@for_those_who("meetings.list_meetings")
def meetings(request: HttpRequest) -> HttpResponse:
    rows = meetings_visible_to(request.user).select_related("body")
    return render(
        request, "meetings/meetings.html", {"listing": listing(request, rows, COLUMNS, default="-wanneer")}
    )


@on(access.meeting)
def meeting(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    context = {"meeting": meeting, "panels": panels_for("meetings:meeting", request, meeting)}
    return render(request, "meetings/meeting.html", context)
