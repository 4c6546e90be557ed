"""Who sits in two bodies that meet at the same time, as far as a visitor sees those meetings."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from speerpunt.members.models import Body, Person, Seat
from speerpunt.members.rules import standing

from ..enums import MeetingState
from ..models import Meeting
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
    """For each of the slots, all of one body; in two queries, or one where nobody else meets then."""
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
    people = Seat.objects.filter(body=slots[0].body_id, person__isnull=False).values("person_id")
    return _found(slots, found, _Seats(Seat.objects.filter(person__in=people).select_related("person")))


def conflicts_among(meetings: Iterable[Meeting]) -> dict[int, list[Conflict]]:
    """Within these meetings, which the visitor sees; in one query."""
    ours = sorted((each for each in meetings if not each.is_cancelled), key=lambda each: each.starts_at)
    bodies = {meeting.body_id for meeting in ours}
    seats = _Seats(Seat.objects.filter(body__in=bodies, person__isnull=False).select_related("person"))
    found = _found([slot_of(meeting) for meeting in ours], ours, seats)
    return {meeting.pk: conflicts for meeting, conflicts in zip(ours, found, strict=True) if conflicts}


class _Seats:
    """Who sits where, and when."""

    def __init__(self, seats: Iterable[Seat]) -> None:
        self.bodies: dict[int, dict[int, list[Seat]]] = defaultdict(lambda: defaultdict(list))
        for seat in seats:
            self.bodies[seat.body_id][seat.person_id or 0].append(seat)

    def in_both(self, one: int, other: int, day: date) -> list[Person]:
        found = self._on(one, day).keys() & self._on(other, day).keys()
        people = [self._on(one, day)[pk] for pk in found]
        return sorted(people, key=lambda person: (person.family_name.casefold(), person.pk))

    def _on(self, body: int, day: date) -> dict[int, Person]:
        return {
            pk: seat.person
            for pk, seats in self.bodies[body].items()
            for seat in seats
            if seat.person is not None and _holds(seat, day)
        }


def _holds(seat: Seat, day: date) -> bool:
    return (seat.start is None or seat.start <= day) and (seat.end is None or seat.end >= day)


def _found(slots: Sequence[Slot], others: Sequence[Meeting], seats: _Seats) -> list[list[Conflict]]:
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
            for conflict in _conflict(slot, other, seats)
        ]
        for slot in slots
    ]


def _conflict(slot: Slot, other: Meeting, seats: _Seats) -> Iterable[Conflict]:
    is_same = other.body_id == slot.body_id
    people = [] if is_same else seats.in_both(slot.body_id, other.body_id, slot.day)
    if is_same or people:
        yield Conflict(other, people, is_same)


def slots_of(body: Body, moments: Iterable[tuple[datetime, datetime]]) -> list[Slot]:
    return [Slot(body.pk, starts_at, ends_at) for starts_at, ends_at in moments]
