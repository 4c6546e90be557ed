"""All meetings, and the page of one."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from speerpunt.core.doors import demand, for_those_who, on
from speerpunt.core.downloads import table_download
from speerpunt.core.listing import listing
from speerpunt.core.registry import panels_for
from speerpunt.core.spreadsheets import FORMATS

from ..enums import MeetingState
from ..exporters.meetings import export_meetings, meetings_as_icalendar
from ..filters import MeetingFilters
from ..forms.meetings import CancelForm, ChangeMeetingForm, MoveForm, NewMeetingForm, RestoreForm
from ..models import Meeting
from ..queries.conflicts import Conflict, Slot, conflicts_of, conflicts_with
from ..queries.gatherings import own_sign_ups
from ..queries.series import series_led_by
from ..queries.year import ordinal_of
from ..services.meetings import (
    TO_COME,
    add_meeting,
    cancel_meeting,
    change_meeting,
    move_meeting,
    restore_meeting,
)
from . import access

COLUMNS = {
    "wanneer": (gettext_lazy("When"), "starts_at"),
    "wat": (gettext_lazy("What"), "title"),
    "gremium": (gettext_lazy("Body"), "body__name"),
    "stand": (gettext_lazy("State"), "state"),
}


@for_those_who("meetings.list_meetings")
def meetings(request: HttpRequest) -> HttpResponse:
    filters = MeetingFilters(request.GET, request.user)
    rows = filters.select(filters.meetings).select_related("body")
    default = "-wanneer" if filters.is_of_the_past else "wanneer"
    context = {
        "filters": filters,
        "tabs": list(filters.tabs()),
        "listing": listing(request, rows, COLUMNS, default=default),
        "own": own_sign_ups(request.user),
        "may_add": request.user.has_perm("meetings.add_meetings"),
        "may_see_year": request.user.has_perm("meetings.view_year"),
        "may_import": request.user.has_perm("meetings.import_meetings"),
    }
    return render(request, "meetings/meetings.html", context)


@for_those_who("meetings.list_meetings")
def meeting_export(request: HttpRequest, kind: str) -> HttpResponse:
    filters = MeetingFilters(request.GET, request.user)
    rows = filters.select(filters.meetings).select_related("body")
    if kind == "ics":
        content = meetings_as_icalendar(request.collective, rows.order_by("starts_at", "pk"))
        return access.calendar_download(request, content)
    if kind not in FORMATS:
        raise Http404
    return table_download(_("meetings"), request.collective.slug, kind, export_meetings(rows, kind))


@on(access.meeting)
def meeting(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    user = request.user
    may_change = user.has_perm("meetings.change_meeting", meeting) and not meeting.is_frozen
    context = {
        "meeting": meeting,
        # Who is a guest does not know of bodies and their plans.
        "may_see_body": user.has_perm("members.list_bodies"),
        "may_join": user.has_perm("meetings.join_online", meeting),
        "ordinal": ordinal_of(meeting, user) if user.has_perm("meetings.view_year") else None,
        "dossier": access.dossier_of(meeting, user),
        "series": series_led_by(user).filter(pk=meeting.series_id).first() if meeting.series_id else None,
        "conflicts": conflicts_of(meeting, user),
        "may_change": may_change and not meeting.is_cancelled,
        "may_move": may_change and meeting.state in TO_COME,
        "may_restore": may_change and meeting.state == MeetingState.CANCELLED,
        "panels": panels_for("meetings:meeting", request, meeting),
    }
    return render(request, "meetings/meeting.html", context)


@for_those_who("meetings.add_meetings")
def meeting_add(request: HttpRequest) -> HttpResponse:
    form = NewMeetingForm(
        request.POST or None,
        instance=Meeting(collective=request.collective),
        user=request.user,
        initial=_asked_for(request),
    )
    if request.method == "POST" and form.is_valid():
        body = form.cleaned_data["body"]
        demand(request, "meetings.add_meeting", body)
        conflicts = _not_agreed_to(request, body.pk, form.cleaned_data)
        if not conflicts:
            added = add_meeting(body, by=request.user, **form.about)
            messages.success(request, _("“%(title)s” is planned.") % {"title": added.title})
            return redirect(added)
        return _form_page(request, form, None, conflicts)
    return _form_page(request, form, None)


def _form_page(
    request: HttpRequest, form: Any, meeting: Meeting | None, conflicts: Sequence[Conflict] = ()
) -> HttpResponse:
    context = {"form": form, "meeting": meeting, "conflicts": conflicts, "asked": _moment_in(request.POST)}
    return render(request, "meetings/meeting_form.html", context)


def _moment_in(sent: QueryDict) -> str:
    return " ".join(sent.get(name, "") for name in ("body", "day", "starts", "ends"))


def _not_agreed_to(
    request: HttpRequest, body_id: int, values: dict[str, Any], pk: int | None = None
) -> list[Conflict]:
    """What happens at the same time, unless the visitor saw that of this very moment and sends it once more."""
    if request.POST.get("toch") == _moment_in(request.POST):
        return []
    return conflicts_with([Slot(body_id, values["starts_at"], values["ends_at"], pk)], request.user)[0]


def _asked_for(request: HttpRequest) -> dict[str, Any]:
    """A link on the page of a body says which one, and on the year plan when."""
    asked = {"body": request.GET.get("gremium", ""), "day": request.GET.get("dag", "")}
    return {name: value for name, value in asked.items() if value}


@on(access.meeting, "meetings.change_meeting")
def meeting_change(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    form = ChangeMeetingForm(request.POST or None, instance=meeting, user=request.user)
    if request.method == "POST" and form.is_valid():
        tells = form.cleaned_data["tells"]
        if access.went(request, lambda: change_meeting(meeting, by=request.user, tells=tells, **form.about)):
            messages.success(request, _("The meeting is saved."))
        return redirect(meeting)
    return _form_page(request, form, meeting)


@on(access.meeting, "meetings.change_meeting")
def meeting_move(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    form = MoveForm(request.POST or None, meeting=meeting)
    conflicts: list[Conflict] = []
    if request.method == "POST" and form.is_valid():
        conflicts = _not_agreed_to(request, meeting.body_id, form.cleaned_data, meeting.pk)
    if request.method == "POST" and form.is_valid() and not conflicts:
        if access.went(request, lambda: _move(request, meeting, form.cleaned_data)):
            messages.success(request, _("The meeting has another moment."))
        return redirect(meeting)
    context = {"form": form, "meeting": meeting, "conflicts": conflicts, "asked": _moment_in(request.POST)}
    return render(request, "meetings/meeting_move.html", context)


def _move(request: HttpRequest, meeting: Meeting, values: dict[str, Any]) -> None:
    names = ("starts_at", "ends_at", "reason", "tells")
    move_meeting(meeting, by=request.user, **{name: values[name] for name in names})


@on(access.meeting, "meetings.change_meeting")
def meeting_cancel(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if access.went(request, lambda: cancel_meeting(meeting, by=request.user, **form.cleaned_data)):
            messages.success(
                request, _("The meeting is cancelled. It stays to be read, and can be put back.")
            )
        return redirect(meeting)
    return render(request, "meetings/meeting_cancel.html", {"form": form, "meeting": meeting})


@on(access.meeting, "meetings.change_meeting")
def meeting_restore(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    form = RestoreForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        tells = form.cleaned_data["tells"]
        if access.went(request, lambda: restore_meeting(meeting, by=request.user, tells=tells)):
            messages.success(request, _("The meeting goes on after all."))
        return redirect(meeting)
    return render(request, "meetings/meeting_restore.html", {"form": form, "meeting": meeting})
