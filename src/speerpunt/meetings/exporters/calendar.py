"""An invitation for the calendar that somebody uses already (RFC 5545), which updates and cancels itself (RFC 5546)."""

from datetime import timedelta
from enum import StrEnum
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone, vCalAddress, vText

from speerpunt.core.models import Collective

from ..enums import Access, Answer, Form
from ..models import Attendance, Meeting

STATES = {
    Answer.OPEN: "NEEDS-ACTION",
    Answer.COMES: "ACCEPTED",
    Answer.ONLINE: "ACCEPTED",
    Answer.AWAY: "DECLINED",
}
ABOUT_A_YEAR = timedelta(days=400)


class Method(StrEnum):
    """What a calendar is asked to do with it."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


def invitation_as_icalendar(attendance: Attendance, method: Method, collective: Collective) -> bytes:
    """For one reader: nobody else who is invited stands in it."""
    calendar = Calendar()
    calendar.add("prodid", "-//Speerpunt//NL")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method.value)
    calendar.add_component(_zone(attendance.meeting))
    calendar.add_component(_event(attendance, method, collective))
    return bytes(calendar.to_ical())


def _zone(meeting: Meeting) -> Timezone:
    """With the changes of the clock around the meeting, for calendars that know no names of zones."""
    day = timezone.localdate(meeting.starts_at)
    return Timezone.from_tzid(settings.TIME_ZONE, first_date=day - ABOUT_A_YEAR, last_date=day + ABOUT_A_YEAR)


def _event(attendance: Attendance, method: Method, collective: Collective) -> Event:
    meeting = attendance.meeting
    event = Event()
    event.add("uid", uid_of(meeting, collective))
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", timezone.now())
    event.add("dtstart", timezone.localtime(meeting.starts_at))
    event.add("dtend", timezone.localtime(meeting.ends_at))
    event.add("summary", meeting.title)
    event.add("location", where(meeting))
    event.add("description", _described(meeting))
    event.add("url", settings.BASE_URL + meeting.get_absolute_url())
    event.add("class", "PUBLIC" if meeting.access == Access.ALL else "PRIVATE")
    event.add("status", "CANCELLED" if method == Method.CANCEL else "CONFIRMED")
    event.add("transp", "OPAQUE")
    event["organizer"] = _address(collective.email or settings.DEFAULT_FROM_EMAIL, collective.name)
    event.add("attendee", _attendee(attendance), encode=False)
    return event


def uid_of(meeting: Meeting, collective: Collective) -> str:
    """The same for as long as the meeting is there, and of no other installation."""
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    return f"{meeting.uid}@{collective.slug}.{host}"


def where(meeting: Meeting) -> str:
    if meeting.form == Form.ONLINE:
        return meeting.link or str(_("online"))
    both = [meeting.place, meeting.link if meeting.form == Form.HYBRID else ""]
    return " · ".join(part for part in both if part)


def _described(meeting: Meeting) -> str:
    """Without what is on the agenda: others may look into a calendar."""
    lines = [_("Agenda and papers: %(url)s") % {"url": settings.BASE_URL + meeting.get_absolute_url()}]
    if meeting.link and meeting.form != Form.IN_PERSON:
        lines.append(_("Online at: %(url)s") % {"url": meeting.link})
    return "\n".join(lines)


def _attendee(attendance: Attendance) -> vCalAddress:
    person = attendance.person
    found = _address(person.email, str(person))
    found.params["role"] = vText("REQ-PARTICIPANT" if attendance.seat else "OPT-PARTICIPANT")
    found.params["partstat"] = vText(STATES[Answer(attendance.answer)])
    found.params["rsvp"] = vText("TRUE")
    found.params["cutype"] = vText("INDIVIDUAL")
    return found


def _address(email: str, name: str) -> vCalAddress:
    found = vCalAddress(f"mailto:{email}")
    found.params["cn"] = vText(" ".join(name.replace('"', "'").split()))
    return found
