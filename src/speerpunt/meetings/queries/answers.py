"""The address in an invitation, by which somebody answers without an account, and who answered what."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.signing import BadSignature, Signer
from django.utils import timezone

from speerpunt.members.models import Person, Seat
from speerpunt.members.rules import standing

from ..enums import Answer
from ..models import Attendance, Meeting
from .seats import day_of, seats_on, who_decide_on


def answer_token(attendance: Attendance) -> str:
    """Answers this one invitation and does nothing else; it is made from the key of the installation and kept nowhere."""
    return _signer().sign(f"{attendance.pk}-{attendance.person_id}")


def attendance_of_token(token: str) -> Attendance | None:
    """As long as the invitation holds and the meeting is not over."""
    try:
        number, _dash, person = _signer().unsign(token).partition("-")
    except BadSignature:
        return None
    found = for_answering().filter(pk=int(number), person_id=int(person)).first()
    return found if found is not None and may_answer(found) else None


def _signer() -> Signer:
    return Signer(salt="meetings.answer", sep=".")


def for_answering() -> Any:
    return Attendance.objects.select_related("meeting__body", "person", "proxy")


def may_answer(attendance: Attendance) -> bool:
    """Invited, still somebody, still in the seat by which he was invited; and the meeting is not over."""
    meeting, person = attendance.meeting, attendance.person
    if attendance.invited_at is None or person.erased_at is not None or meeting.is_past():
        return False
    return attendance.is_guest or holds_seat(attendance)


def holds_seat(attendance: Attendance) -> bool:
    """Today, or on the day of the meeting when that is still to come."""
    day = max(timezone.localdate(), day_of(attendance.meeting))
    mine = Seat.objects.filter(body=attendance.meeting.body_id, person=attendance.person_id)
    return mine.active(day).exists()


def proxies_for(attendance: Attendance) -> list[Person]:
    """Who may speak and vote for him: others who decide and do not stay away."""
    if not attendance.decides:
        return []
    away = Attendance.objects.filter(meeting=attendance.meeting_id, answer=Answer.AWAY)
    absent = set(away.values_list("person_id", flat=True)) | {attendance.person_id}
    return [each for each in who_decide_on(attendance.meeting) if each.pk not in absent]


@dataclass(frozen=True)
class Coming:
    """Who was invited and what they said, without whose seat ended; before the agenda is sent, who is going to be."""

    rows: list[Attendance]
    # Of the visitor himself, when he may still answer.
    mine: Attendance | None
    proxies: list[Person]
    is_sent: bool

    def _count(self, *answers: str) -> int:
        found = Counter(row.answer for row in self.rows)
        return sum(found[answer] for answer in answers)

    @property
    def comes(self) -> int:
        return self._count(Answer.COMES, Answer.ONLINE)

    @property
    def away(self) -> int:
        return self._count(Answer.AWAY)

    @property
    def silent(self) -> int:
        return self._count(Answer.OPEN)

    @property
    def groups(self) -> list[tuple[str, list[Attendance]]]:
        """Who comes first; nothing is said of an answer that nobody gave."""
        order = (Answer.COMES, Answer.ONLINE, Answer.AWAY, Answer.OPEN)
        found = [(answer, [row for row in self.rows if row.answer == answer]) for answer in order]
        return [(str(answer.label), rows) for answer, rows in found if rows]


def coming_to(meeting: Meeting, user: Any) -> Coming:
    if not meeting.is_sent:
        return Coming(_going_to_be_invited(meeting), None, [], is_sent=False)
    invited = (
        for_answering()
        .filter(meeting=meeting, invited_at__isnull=False)
        .order_by("person__family_name", "person__given_name", "pk")
    )
    seated = {seat.person_id for seat in seats_on(meeting)}
    rows = [row for row in invited if row.is_guest or row.person_id in seated]
    mine = next((row for row in rows if row.person_id == standing(user).person_id), None)
    if mine is not None and not may_answer(mine):
        mine = None
    return Coming(rows, mine, proxies_for(mine) if mine else [], is_sent=True)


def _going_to_be_invited(meeting: Meeting) -> list[Attendance]:
    """Rows that are not kept: present seats, with the guests that were added."""
    guests = list(guests_of(meeting))
    known = {row.person_id for row in guests}
    seated = [
        Attendance(meeting=meeting, person=seat.person, seat=seat.kind)
        for seat in seats_on(meeting)
        if seat.person_id not in known
    ]
    return [*seated, *guests]


def guests_of(meeting: Meeting) -> Any:
    """Added and not taken off again."""
    rows = for_answering().filter(meeting=meeting, seat="")
    return rows.exclude(invited_at__isnull=True, answer=Answer.AWAY).order_by("person__family_name", "pk")


def without_mail(rows: Iterable[Attendance]) -> list[Person]:
    return [row.person for row in rows if not row.person.email]
