"""An agenda as a mail, made for one reader at the moment at which it goes."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from speerpunt.core.addresses import address
from speerpunt.core.models import Collective
from speerpunt.core.services.mail import COLLECTIVE_HEADER
from speerpunt.core.templatetags.drawing.days import said_as

from ..models import Attendance, Meeting
from ..queries.agenda import Agenda
from ..queries.answers import answer_token
from .calendar import Method, invitation_as_icalendar, where


def agenda_as_mail(
    attendance: Attendance, agenda: Agenda, news: list[str], collective: Collective, *, is_again: bool
) -> EmailMultiAlternatives:
    meeting = attendance.meeting
    subject = _("Agenda changed: %(meeting)s") if is_again else _("Agenda: %(meeting)s")
    context = {**_context(attendance, collective), "agenda": agenda, "news": news, "is_again": is_again}
    return _mail(
        attendance, collective, subject % {"meeting": _said(meeting)}, "agenda", context, Method.REQUEST
    )


def change_as_mail(attendance: Attendance, news: list[str], collective: Collective) -> EmailMultiAlternatives:
    subject = _("Changed: %(meeting)s") % {"meeting": _said(attendance.meeting)}
    context = {**_context(attendance, collective), "news": news}
    return _mail(attendance, collective, subject, "changed", context, Method.REQUEST)


def cancelling_as_mail(attendance: Attendance, collective: Collective) -> EmailMultiAlternatives:
    """The meeting does not go on, or goes on without him."""
    subject = _("Cancelled: %(meeting)s") % {"meeting": _said(attendance.meeting)}
    context = _context(attendance, collective)
    return _mail(attendance, collective, subject, "cancelled", context, Method.CANCEL)


def _said(meeting: Meeting) -> str:
    """On one line: what follows on a line break would be another line of the head of the mail."""
    day = said_as(timezone.localdate(meeting.starts_at), "j F")
    return " ".join(f"{meeting.title}, {day}".split())


def _context(attendance: Attendance, collective: Collective) -> dict[str, Any]:
    meeting = attendance.meeting
    return {
        "attendance": attendance,
        "meeting": meeting,
        "person": attendance.person,
        "collective": collective,
        "where": where(meeting),
        "base": settings.BASE_URL,
        "meeting_url": settings.BASE_URL + meeting.get_absolute_url(),
        "answer_url": settings.BASE_URL + address("meetings:invitation", answer_token(attendance)),
    }


def _mail(
    attendance: Attendance,
    collective: Collective,
    subject: str,
    template: str,
    context: dict[str, Any],
    method: Method,
) -> EmailMultiAlternatives:
    mail = EmailMultiAlternatives(
        subject,
        render_to_string(f"meetings/mail/{template}.txt", context),
        None,
        [attendance.person.email],
        headers=_headers(attendance, collective, template),
        reply_to=[collective.email] if collective.email else None,
    )
    mail.attach_alternative(render_to_string(f"meetings/mail/{template}.html", context), "text/html")
    calendar = invitation_as_icalendar(attendance, method, collective).decode()
    # Calendars take the part that is among the alternatives, people the file.
    mail.attach_alternative(calendar, f"text/calendar; method={method.value}")
    mail.attach("uitnodiging.ics", calendar.encode(), "application/ics")
    return mail


def _headers(attendance: Attendance, collective: Collective, template: str) -> dict[str, str]:
    """Handed over twice, after a power failure, it has one number, by which a mail program knows it again."""
    meeting = attendance.meeting
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    called = int(meeting.called_at.timestamp()) if meeting.called_at else 0
    number = f"{template}.{attendance.pk}.{meeting.sequence}.{called}"
    return {
        COLLECTIVE_HEADER: collective.slug,
        "Message-ID": f"<meeting.{collective.slug}.{number}@{host}>",
        "Auto-Submitted": "auto-generated",
    }
