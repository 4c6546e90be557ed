"""Who would have to be in two meetings at the same time, by a seat or as a guest, as far as a visitor may know it."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from speerpunt.members.models import Body, Person, Seat
from speerpunt.members.rules import standing

from ..enums import MeetingState
from ..models import Attendance, Meeting
from .attendance import guests
from .moments import day_of
from .visible import meetings_visible_to


@dataclass(frozen=True)
class Slot:
    """A body meets then, or would; `pk` of the meeting when there is one."""

    body_id: int
    starts_at: datetime
    ends_at: datetime
    pk: int | None = None

    @property
    def day(self) -> date:
        return day_of(self.starts_at)


@dataclass(frozen=True)
class Conflict:
    """Another meeting at the same time, and who would have to be in both."""

    meeting: Meeting
    people: list[Person]
    is_same_body: bool


def slot_of(meeting: Meeting) -> Slot:
    return Slot(meeting.body_id, meeting.starts_at, meeting.ends_at, meeting.pk)


def conflicts_of(meeting: Meeting, user: Any) -> list[Conflict]:
    if meeting.is_cancelled or meeting.is_past():
        return []
    return conflicts_with([slot_of(meeting)], user)[0]


def conflicts_with(slots: Sequence[Slot], user: Any) -> list[list[Conflict]]:
    """For each of the slots, all of one body; in three queries, or one where nobody else meets then."""
    if not slots or not standing(user).is_inside:
        return [[] for _slot in slots]
    others = (
        meetings_visible_to(user)
        .exclude(state=MeetingState.CANCELLED)
        .filter(
            starts_at__lt=max(slot.ends_at for slot in slots),
            ends_at__gt=min(slot.starts_at for slot in slots),
        )
        .select_related("body")
        .order_by("starts_at", "pk")
    )
    found = [other for other in others if len(slots) > 1 or other.pk != slots[0].pk]
    if not found:
        return [[] for _slot in slots]
    bodies = {slots[0].body_id, *(other.body_id for other in found)}
    keys = [*(slot.pk for slot in slots if slot.pk), *(other.pk for other in found)]
    return _found(slots, found, _people(bodies, keys, user))


def conflicts_among(meetings: Iterable[Meeting], user: Any) -> dict[int, list[Conflict]]:
    """Within these meetings, which the visitor sees; in two queries, or none where no two are at the same time."""
    ours = _at_the_same_time(meetings)
    if not ours:
        return {}
    people = _people({meeting.body_id for meeting in ours}, [meeting.pk for meeting in ours], user)
    found = _found([slot_of(meeting) for meeting in ours], ours, people)
    return {meeting.pk: conflicts for meeting, conflicts in zip(ours, found, strict=True) if conflicts}


def _at_the_same_time(meetings: Iterable[Meeting]) -> list[Meeting]:
    """By their start, those that begin before an earlier one ended, and these earlier ones."""
    held = sorted((each for each in meetings if not each.is_cancelled), key=lambda each: each.starts_at)
    found: dict[int, Meeting] = {}
    last: Meeting | None = None
    for meeting in held:
        if last is not None and meeting.starts_at < last.ends_at:
            found |= {last.pk: last, meeting.pk: meeting}
        if last is None or meeting.ends_at > last.ends_at:
            last = meeting
    return sorted(found.values(), key=lambda each: each.starts_at)


def _guests_known_to(user: Any) -> QuerySet[Attendance]:
    """Who is invited without a seat is known to who sits in the body, as on the page of the meeting."""
    at = standing(user)
    return guests() if at.is_office else guests().filter(meeting__body__in=at.body_ids)


def _people(bodies: set[int], meetings: Sequence[int], user: Any) -> "_People":
    seats = Seat.objects.filter(body__in=bodies, person__isnull=False)
    return _People(seats, _guests_known_to(user).filter(meeting__in=meetings))


class _People:
    """Who sits where and when, and who is invited to which meeting without a seat."""

    def __init__(self, seats: QuerySet[Seat], invited: QuerySet[Attendance]) -> None:
        self.bodies: dict[int, list[Seat]] = defaultdict(list)
        for seat in seats.select_related("person"):
            self.bodies[seat.body_id].append(seat)
        self.guests: dict[int, dict[int, Person]] = defaultdict(dict)
        for row in invited.select_related("person"):
            self.guests[row.meeting_id][row.person_id] = row.person

    def in_both(self, one: Slot, other: Slot) -> list[Person]:
        there, elsewhere = self._at(one), self._at(other)
        people = [there[pk] for pk in there.keys() & elsewhere.keys()]
        return sorted(people, key=lambda person: (person.family_name.casefold(), person.pk))

    def _at(self, slot: Slot) -> dict[int, Person]:
        seated = (seat for seat in self.bodies.get(slot.body_id, ()) if _holds(seat, slot.day))
        found = {seat.person.pk: seat.person for seat in seated if seat.person is not None}
        return found | self.guests.get(slot.pk or 0, {})


def _holds(seat: Seat, day: date) -> bool:
    return (seat.start is None or seat.start <= day) and (seat.end is None or seat.end >= day)


def _found(slots: Sequence[Slot], others: Sequence[Meeting], people: _People) -> list[list[Conflict]]:
    """`others` by their start: only those that began shortly enough before can still go on."""
    starts = [other.starts_at for other in others]
    longest = max((other.ends_at - other.starts_at for other in others), default=timedelta())
    return [
        [
            conflict
            for other in others[
                bisect_left(starts, slot.starts_at - longest) : bisect_left(starts, slot.ends_at)
            ]
            if other.pk != slot.pk and other.ends_at > slot.starts_at
            for conflict in _conflict(slot, other, people)
        ]
        for slot in slots
    ]


def _conflict(slot: Slot, other: Meeting, people: _People) -> Iterable[Conflict]:
    is_same = other.body_id == slot.body_id
    twice = [] if is_same else people.in_both(slot, slot_of(other))
    if is_same or twice:
        yield Conflict(other, twice, is_same)


def slots_of(body: Body, moments: Iterable[tuple[datetime, datetime]]) -> list[Slot]:
    return [Slot(body.pk, starts_at, ends_at) for starts_at, ends_at in moments]
