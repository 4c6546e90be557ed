"""A meeting while it goes on: opened, walked through, closed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from speerpunt.core.addresses import address
from speerpunt.core.doors import on

from ..models import AgendaItem, Meeting
from ..services.running import close_meeting, finish_item, open_meeting, reopen_item
from . import access


@on(access.meeting, "meetings.write_minutes", writes_only=True)
def meeting_open(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    if not access.went(request, lambda: open_meeting(meeting, by=request.user)):
        return redirect(meeting)
    return redirect(address("meetings:minutes", meeting.pk))


@on(access.meeting, "meetings.write_minutes", writes_only=True)
def meeting_close(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    if access.went(request, lambda: close_meeting(meeting, by=request.user)):
        messages.success(request, _("The meeting is closed. The draft minutes can go round."))
    return redirect(meeting)


@on(access.meeting, "meetings.write_minutes", writes_only=True)
def item_finish(request: HttpRequest, meeting: Meeting, number: int) -> HttpResponse:
    item = access.item_of(request, meeting, number)
    following: list[AgendaItem | None] = []
    access.went(request, lambda: following.append(finish_item(item, by=request.user)))
    return redirect(_desk_of((following and following[0]) or item))


@on(access.meeting, "meetings.write_minutes", writes_only=True)
def item_reopen(request: HttpRequest, meeting: Meeting, number: int) -> HttpResponse:
    item = access.item_of(request, meeting, number)
    access.went(request, lambda: reopen_item(item, by=request.user))
    return redirect(_desk_of(item))


def _desk_of(item: AgendaItem) -> str:
    return f"{address('meetings:minutes_item', item.meeting_id, item.pk)}#schrijf"
