"""Minutes while they are written: the desk, its lines, and who else is at it."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _

from speerpunt.core.addresses import address
from speerpunt.core.doors import on

from ..enums import EntryKind
from ..forms.minutes import LineForm, said_by
from ..models import AgendaItem, Meeting, MinuteEntry
from ..problems import MeetingProblem, OutdatedProblem
from ..queries.minutes import desk_of, pulse_of
from ..services.minutes import (
    add_decision,
    add_note,
    add_promise,
    change_line,
    note_writing,
    remove_line,
    restore_line,
    stop_writing,
)
from . import access

ADD = {EntryKind.NOTE: add_note, EntryKind.DECISION: add_decision, EntryKind.ACTION: add_promise}
# The browser says so when it sends a line itself, and wants only the desk back.
BY_SCRIPT = "regel"


@on(access.meeting, "meetings.write_minutes")
def minutes(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    return _desk(request, meeting, None)


@on(access.meeting, "meetings.write_minutes")
def minutes_item(request: HttpRequest, meeting: Meeting, number: int) -> HttpResponse:
    """What is typed comes here too: a line is added to this item."""
    item = access.item_of(request, meeting, number)
    if request.method != "POST":
        return _desk(request, meeting, item)
    form = LineForm(request.POST, user=request.user)
    if not form.is_valid():
        return _desk(request, meeting, item, form, status=_status(request, 422))
    if not _added(request, item, form):
        return _desk(request, meeting, item, form, status=_status(request, 409))
    if _by_script(request):
        return _desk(request, meeting, item)
    return redirect(f"{_address_of(item)}#schrijf")


def _added(request: HttpRequest, item: AgendaItem, form: LineForm) -> bool:
    cleaned = form.cleaned_data
    said = {"key": cleaned["key"] or uuid4(), "said_at": cleaned["said_at"], "by": request.user}
    try:
        ADD[EntryKind(cleaned["kind"])](item, **said, **form.values())
    except MeetingProblem as problem:
        form.add_error(None, str(problem))
        return False
    stop_writing(item, by=request.user)
    return True


def _by_script(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == BY_SCRIPT


def _status(request: HttpRequest, status: int) -> int:
    """A page with an error in its form is a page; a script reads the status."""
    return status if _by_script(request) else 200


def _address_of(item: AgendaItem) -> str:
    return address("meetings:minutes_item", item.meeting_id, item.pk)


def _desk(
    request: HttpRequest,
    meeting: Meeting,
    item: AgendaItem | None,
    form: LineForm | None = None,
    status: int = 200,
) -> HttpResponse:
    desk = desk_of(meeting, item, request.user)
    if desk is None:
        return render(request, "meetings/minutes/no_agenda.html", {"meeting": meeting})
    context = {
        "desk": desk,
        "meeting": meeting,
        "point": desk.point,
        "form": form or LineForm(user=request.user, initial={"key": uuid4()}),
        "pulse": quote_etag(pulse_of(desk.point.item, request.user)),
    }
    template = "desk" if _by_script(request) else "minutes"
    response = render(request, f"meetings/minutes/{template}.html", context, status=status)
    if _by_script(request):
        response["ETag"] = context["pulse"]
    return response


@on(access.meeting, "meetings.write_minutes")
def minutes_pulse(request: HttpRequest, meeting: Meeting, number: int) -> HttpResponse:
    """Asked every few seconds by an open desk; nothing new costs four short queries and no page."""
    item = access.item_of(request, meeting, number)
    etag = quote_etag(pulse_of(item, request.user))
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    context = {"desk": desk_of(meeting, item, request.user), "meeting": meeting}
    response = render(request, "meetings/minutes/desk.html", context)
    response["ETag"] = etag
    return response


@on(access.meeting, "meetings.write_minutes", writes_only=True)
def minutes_writing(request: HttpRequest, meeting: Meeting, number: int) -> HttpResponse:
    note_writing(access.item_of(request, meeting, number), by=request.user)
    return HttpResponse(status=204)


@on(access.entry, "meetings.write_minutes")
def entry_change(request: HttpRequest, entry: MinuteEntry) -> HttpResponse:
    """With the version that its changer saw; of an older one both texts are shown."""
    form = LineForm(request.POST or None, user=request.user, entry=entry)
    context: dict[str, Any] = {"entry": entry, "item": entry.item, "version": entry.version}
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            change_line(entry, version=_version(request), by=request.user, **form.values())
        except OutdatedProblem as problem:
            context |= {"theirs": said_by(entry), "outdated": str(problem)}
            status = 409
        except MeetingProblem as problem:
            form.add_error(None, str(problem))
        else:
            return redirect(f"{_address_of(entry.item)}#regel-{entry.pk}")
    return render(request, "meetings/minutes/entry.html", {**context, "form": form}, status=status)


def _version(request: HttpRequest) -> int:
    said = request.POST.get("version", "")
    return int(said) if said.isdecimal() and len(said) < 10 else 0


@on(access.entry, "meetings.write_minutes", writes_only=True)
def entry_remove(request: HttpRequest, entry: MinuteEntry) -> HttpResponse:
    if access.went(request, lambda: remove_line(entry, by=request.user)):
        undo = address("meetings:entry_restore", entry.pk)
        messages.success(request, _("The line is taken away."), extra_tags=undo)
    return redirect(f"{_address_of(entry.item)}#regels")


@on(access.entry, "meetings.write_minutes", writes_only=True)
def entry_restore(request: HttpRequest, entry: MinuteEntry) -> HttpResponse:
    if access.went(request, lambda: restore_line(entry, by=request.user)):
        messages.success(request, _("The line is back."))
    return redirect(f"{_address_of(entry.item)}#regels")
