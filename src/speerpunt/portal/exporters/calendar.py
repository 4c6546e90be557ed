"""Entries as iCalendar (RFC 5545), for the calendar that somebody uses already."""

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from speerpunt.core.models import Collective
from speerpunt.meetings.exporters.meetings import meeting_as_event
from speerpunt.meetings.models import Meeting

from ..queries.agenda import AgendaEntry

READ_AGAIN = timedelta(hours=6)


def agenda_as_icalendar(
    collective: Collective, entries: Iterable[AgendaEntry], meetings: Iterable[Meeting] = ()
) -> bytes:
    """Whole days, on which one is not busy: a decision by the council does not fill somebody's day. Meetings fill
    their hours, and are called as in the invitation, so that a calendar shows each once."""
    calendar = Calendar()
    calendar.add("prodid", "-//Speerpunt//NL")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", collective.name)
    calendar.add("refresh-interval", READ_AGAIN, parameters={"VALUE": "DURATION"})
    for entry in entries:
        calendar.add_component(_event(collective, entry))
    now = timezone.now()
    for meeting in meetings:
        calendar.add_component(meeting_as_event(meeting, now))
    return bytes(calendar.to_ical())


def _event(collective: Collective, entry: AgendaEntry) -> Event:
    event = Event()
    event.add("uid", f"{entry.key}@{collective.slug}.speerpunt")
    event.add("dtstamp", timezone.now())
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + timedelta(days=1))
    event.add("summary", entry.title)
    event.add("description", _told(entry))
    event.add("url", settings.BASE_URL + entry.url)
    event.add("status", "TENTATIVE" if entry.is_assumed else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    return event


def _told(entry: AgendaEntry) -> str:
    lines = [entry.where, entry.note, _("The day is assumed.") if entry.is_assumed else ""]
    return "\n".join(line for line in lines if line)
