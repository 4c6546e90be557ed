"""The agenda of a meeting: what goes on it, and in which order."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from speerpunt.core.doors import on

from ..forms.items import QuickItemForm, SourcesForm
from ..models import AgendaItem, Meeting
from ..queries.sources import sources_for
from ..services.agenda import add_item, order_items, shift_item
from ..services.sources import (
    add_decisions,
    add_dossiers,
    add_from_backlog,
    add_from_template,
    add_open_actions,
    usual_access,
)
from . import access
from .outcomes import numbers, went

CHANGE = "meetings.change_meeting"
AGENDA = "#agenda"


@on(access.meeting, CHANGE, writes_only=True)
def item_add(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """The one line under the agenda."""
    form = QuickItemForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Type what it is about, and how many minutes it takes."))
        return redirect(meeting.get_absolute_url() + AGENDA)
    values = {**form.cleaned_data, "access": usual_access(meeting)}
    went(request, lambda: add_item(meeting, by=request.user, **values))  # type: ignore[arg-type]
    return redirect(meeting.get_absolute_url() + AGENDA)


@on(access.meeting, CHANGE)
def sources(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """From a template, the backlog, open actions, decisions to take, dossiers."""
    form = SourcesForm(request.POST or None, sources=sources_for(meeting, request.user))
    if (
        request.method == "POST"
        and form.is_valid()
        and went(request, lambda: _put_on(request, meeting, form))
    ):
        return redirect(meeting.get_absolute_url() + AGENDA)
    return render(request, "meetings/sources.html", {"form": form, "meeting": meeting})


def _put_on(request: HttpRequest, meeting: Meeting, form: SourcesForm) -> None:
    count = put_on_agenda(meeting, form.cleaned_data, by=request.user)
    said = ngettext("%(n)d item is on the agenda.", "%(n)d items are on the agenda.", count)
    messages.success(request, said % {"n": count})


def put_on_agenda(meeting: Meeting, chosen: dict[str, Any], *, by: Any) -> int:
    """In the order in which they stand on the page."""
    count = 0
    if chosen.get("template"):
        count += len(add_from_template(meeting, chosen["template"], by=by))
    if chosen.get("actions"):
        add_open_actions(meeting, by=by)
        count += 1
    count += add_from_backlog(meeting, chosen.get("backlog") or (), by=by)
    count += add_decisions(meeting, chosen.get("decisions") or (), by=by)
    return count + add_dossiers(meeting, chosen.get("dossiers") or (), by=by)


@on(access.meeting, CHANGE, writes_only=True)
def agenda_order(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """By dragging: the whole order at once."""
    order, seen = numbers(request, "volgorde"), numbers(request, "gezien")
    is_done = went(request, lambda: order_items(meeting, order, seen=seen, by=request.user))  # type: ignore[arg-type]
    if request.headers.get("HX-Request") or request.headers.get("X-Requested-With") == "volgorde":
        return HttpResponse(status=204 if is_done else 409)
    return redirect(meeting.get_absolute_url() + AGENDA)


@on(access.item, access.CHANGE_ITEM, writes_only=True)
def item_shift(request: HttpRequest, item: AgendaItem) -> HttpResponse:
    """By a button: one place up or down."""
    places = -1 if request.POST.get("naar") == "omhoog" else 1
    seen = numbers(request, "gezien")
    went(request, lambda: shift_item(item, places, seen=seen, by=request.user))  # type: ignore[arg-type]
    if item.meeting is None:
        return redirect(item)
    return redirect(item.meeting.get_absolute_url() + AGENDA)
