"""The agenda goes out: who is invited, and that a mail is due. What it says is made when it goes (decision 8)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from speerpunt.core.enums import Verb
from speerpunt.core.models import User
from speerpunt.core.services import record, save_changes
from speerpunt.core.services.mail import ask_for_mail
from speerpunt.members.models import Person, Seat

from ..enums import Answer, MeetingState
from ..models import Attendance, Meeting
from ..problems import MeetingProblem
from ..queries.seats import seats_on
from .agenda import on_agenda, open_agenda

# Names of mail makers: the agenda; a meeting that changed since; an invitation that does not hold any more.
AGENDA, CHANGED, CANCELLED = "meetings.agenda", "meetings.changed", "meetings.cancelled"


@dataclass(frozen=True)
class Sent:
    mailed: int
    unreachable: list[Person]


@transaction.atomic
def send_agenda(meeting: Meeting, *, by: User | None) -> Sent:
    """To present seats and added guests. Sent again, it says what changed."""
    meeting = open_agenda(meeting)
    _check_sending(meeting)
    now = timezone.now()
    if meeting.is_sent:
        meeting.sequence += 1
        meeting.save(update_fields=["sequence"])
    invited = _invite_all(meeting, now, by=by)
    save_changes(meeting, by=by, state=MeetingState.CALLED, called_at=now)
    return Sent(_ask(AGENDA, invited), [row.person for row in invited if not row.person.email])


def _check_sending(meeting: Meeting) -> None:
    if meeting.state not in {MeetingState.PLANNED, MeetingState.CALLED}:
        raise MeetingProblem(_("This meeting was held or has begun, so there is nobody to invite any more."))
    if meeting.is_past():
        raise MeetingProblem(_("This meeting is over. Move it first, if it is still to come."))
    if not on_agenda(meeting):
        raise MeetingProblem(_("Nothing is on the agenda yet. Put the first item on it, then send it."))


def _invite_all(meeting: Meeting, now: datetime, *, by: User | None) -> list[Attendance]:
    seats = seats_on(meeting)
    for seat in seats:
        _invite_seat(meeting, seat, now, by=by)
    seated = [seat.person_id for seat in seats]
    gone = meeting.attendances.exclude(seat="").exclude(person__in=seated).filter(invited_at__isnull=False)
    for row in gone:
        _withdraw(row, by=by)
    guests = meeting.attendances.filter(seat="", invited_at__isnull=True, answer=Answer.OPEN)
    for row in guests:
        save_changes(row, by=by, invited_at=now)
    return list(meeting.attendances.filter(invited_at__isnull=False).select_related("person", "meeting"))


def _invite_seat(meeting: Meeting, seat: Seat, now: datetime, *, by: User | None) -> None:
    row, is_new = Attendance.objects.get_or_create(
        meeting=meeting,
        person_id=seat.person_id or 0,
        defaults={
            "collective_id": meeting.collective_id,
            "invited_at": now,
            "seat": seat.kind,
            "on_behalf_of": seat.on_behalf_of,
        },
    )
    if is_new:
        record(row, Verb.INVITED, by=by)
        return
    save_changes(row, by=by, seat=seat.kind, on_behalf_of=seat.on_behalf_of)
    if row.invited_at is None:
        save_changes(row, by=by, invited_at=now, answer=Answer.OPEN)


def _ask(maker: str, rows: Iterable[Attendance]) -> int:
    reached = [row for row in rows if row.person.email and row.person.erased_at is None]
    for row in reached:
        ask_for_mail(maker, row.pk, to=row.person.email, collective_slug=row.collective.slug)
    return len(reached)


@transaction.atomic
def tell_invited_of_change(meeting: Meeting) -> set[int]:
    """Another moment or place: a new edition of the invitation for who has one. Returns who they are."""
    return _tell(meeting, CHANGED)


@transaction.atomic
def tell_invited_of_cancelling(meeting: Meeting) -> set[int]:
    return _tell(meeting, CANCELLED)


def _tell(meeting: Meeting, maker: str) -> set[int]:
    rows = list(meeting.attendances.filter(invited_at__isnull=False).select_related("person", "collective"))
    _ask(maker, rows)
    return {row.person_id for row in rows}


@transaction.atomic
def add_guest(meeting: Meeting, person: Person, *, by: User | None) -> Attendance:
    """Invited with the agenda; at once when that was sent already."""
    meeting = open_agenda(meeting)
    row, is_new = Attendance.objects.get_or_create(
        meeting=meeting, person=person, defaults={"collective_id": meeting.collective_id}
    )
    if not is_new and (row.seat or row.invited_at is not None):
        raise MeetingProblem(_("This person is invited already."))
    record(row, Verb.CREATED, by=by)
    save_changes(row, by=by, answer=Answer.OPEN, invited_at=timezone.now() if meeting.is_sent else None)
    if meeting.is_sent:
        _ask(AGENDA, [row])
    return row


@transaction.atomic
def remove_guest(attendance: Attendance, *, by: User | None) -> None:
    """Who was invited already hears of it."""
    open_agenda(attendance.meeting)
    if not attendance.is_guest:
        raise MeetingProblem(_("Who sits in the body stays invited."))
    _withdraw(attendance, by=by)


def _withdraw(attendance: Attendance, *, by: User | None) -> None:
    was_invited = attendance.invited_at is not None
    save_changes(attendance, by=by, invited_at=None, answer=Answer.AWAY, proxy=None)
    if was_invited:
        _ask(CANCELLED, [attendance])
