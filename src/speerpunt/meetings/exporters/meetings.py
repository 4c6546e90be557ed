"""Meetings as CSV, XLSX or iCalendar: each as the visitor sees it."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from icalendar import Calendar, Event

from speerpunt.core.addresses import current_collective
from speerpunt.core.models import Collective
from speerpunt.core.spreadsheets import FORMATS, Row, cell_text

from ..models import Meeting
from .calendar import uid_of


def export_meetings(meetings: QuerySet[Meeting], kind: str) -> bytes:
    headings = (
        _("Day"),
        _("From"),
        pgettext("time", "Until"),
        _("Body"),
        _("Title"),
        _("Kind"),
        pgettext("of a meeting", "Form"),
        _("Place"),
        _("State"),
        _("Why not"),
    )
    rows = meetings.select_related("body").order_by("starts_at", "pk")
    return FORMATS[kind](headings, (_row(meeting) for meeting in rows))


def _row(meeting: Meeting) -> Row:
    start, end = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
    values = (
        f"{start:%Y-%m-%d}",
        f"{start:%H:%M}",
        f"{end:%H:%M}",
        meeting.body.name,
        meeting.title,
        meeting.get_kind_display(),
        meeting.get_form_display(),
        meeting.place,
        meeting.get_state_display(),
        meeting.cancel_reason,
    )
    return [cell_text(value) for value in values]


def meetings_as_icalendar(collective: Collective, meetings: Iterable[Meeting]) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Speerpunt//NL")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", collective.name)
    now = timezone.now()
    for meeting in meetings:
        calendar.add_component(meeting_as_event(meeting, now))
    return bytes(calendar.to_ical())


def meeting_as_event(meeting: Meeting, now: datetime) -> Event:
    """In UTC, which every calendar shows by its own clock."""
    event = Event()
    event.add("uid", uid_of(meeting, current_collective()))
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", now)
    event.add("dtstart", meeting.starts_at)
    event.add("dtend", meeting.ends_at)
    event.add("summary", f"{meeting.body.name}: {meeting.title}")
    event.add("url", settings.BASE_URL + meeting.get_absolute_url())
    # Without the address online, which is for who comes; it stands on the page of the meeting.
    if meeting.place:
        event.add("location", meeting.place)
    if meeting.introduction:
        event.add("description", meeting.introduction)
    event.add("status", "CANCELLED" if meeting.is_cancelled else "CONFIRMED")
    return event
