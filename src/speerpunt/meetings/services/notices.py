"""Mail about a meeting that got another moment, was cancelled, or is on again. It leaves when the change holds."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from speerpunt.core.services.mail import COLLECTIVE_HEADER
from speerpunt.members.models import Person

from ..models import Meeting
from ..queries.people import people_to_tell
from .sending import tell_invited_of_cancelling, tell_invited_of_change


class Change(StrEnum):
    MOVED = "moved"
    CANCELLED = "cancelled"
    RESTORED = "restored"
    # Another place, form or address online.
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True)
class Was:
    """The moment it had before."""

    starts_at: datetime
    ends_at: datetime


def tell_of_change(meeting: Meeting, change: Change, *, was: Was | None = None, reason: str = "") -> int:
    """One mail to each, so that nobody learns who else is invited. Returns how many.

    Who has an invitation in his calendar gets a new edition of it.
    """
    invited = _tell_calendars(meeting, change)
    people = list(people_to_tell(meeting).exclude(pk__in=invited))
    for person in people:
        notice(meeting, change, person, was=was, reason=reason).send()
    return len(people) + len(invited)


def _tell_calendars(meeting: Meeting, change: Change) -> set[int]:
    if not meeting.is_sent:
        return set()
    if change == Change.CANCELLED:
        return tell_invited_of_cancelling(meeting)
    return tell_invited_of_change(meeting)


def tell_of_changes(meetings: Sequence[Meeting], change: Change, *, reason: str = "") -> int:
    """Of a series: one mail to each, with all the days that he may know of and has no invitation for. Returns how many
    mails; who has an invitation gets a new edition of it.
    """
    told: dict[Person, list[Meeting]] = defaultdict(list)
    for meeting in meetings:
        invited = _tell_calendars(meeting, change)
        for person in people_to_tell(meeting).exclude(pk__in=invited):
            told[person].append(meeting)
    for person, about in told.items():
        context = {"meetings": about, "first": about[0], "change": change, "person": person, "reason": reason}
        context["link"] = settings.BASE_URL + about[0].body.get_absolute_url()
        _mail(about[0], change, person, render_to_string("meetings/mail/changes.txt", context)).send()
    return len(told)


def notice(
    meeting: Meeting, change: Change, person: Person, *, was: Was | None, reason: str = ""
) -> EmailMessage:
    context = {
        "meeting": meeting,
        "change": change,
        "person": person,
        "was": was,
        "reason": reason,
        "link": settings.BASE_URL + meeting.get_absolute_url(),
    }
    return _mail(meeting, change, person, render_to_string("meetings/mail/change.txt", context))


def _mail(meeting: Meeting, change: Change, person: Person, text: str) -> EmailMessage:
    headers = {COLLECTIVE_HEADER: meeting.collective.slug}
    return EmailMessage(_subject(meeting, change), text, None, [person.email], headers=headers)


def _subject(meeting: Meeting, change: Change) -> str:
    """One line: what follows on a line break would be another line of the head of the mail."""
    subjects = {
        Change.MOVED: _("Another moment: %(title)s"),
        Change.CANCELLED: _("Cancelled: %(title)s"),
        Change.RESTORED: _("Goes on after all: %(title)s"),
        Change.ELSEWHERE: _("Elsewhere: %(title)s"),
    }
    return subjects[change] % {"title": " ".join(meeting.title.split())}
