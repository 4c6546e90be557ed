"""Who is there, for whom, and who has a vote."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from speerpunt.members.enums import SeatKind
from speerpunt.members.models import Body, Seat

from ..enums import Answer, Presence
from ..models import AgendaItem, Attendance, Interest, Meeting

THERE = (Presence.PRESENT, Presence.ONLINE)


@dataclass(frozen=True)
class Gathered:
    """Who of those that decide is there, in person or by a proxy who is."""

    seats: int
    required: int
    present: int
    by_proxy: int
    guests: int
    # Whether anybody was noted at all.
    is_noted: bool

    @property
    def counted(self) -> int:
        return self.present + self.by_proxy

    @property
    def is_quorum(self) -> bool:
        return self.counted >= self.required


def deciding_seats(body: Body, on: date) -> QuerySet[Seat]:
    """That somebody holds."""
    return Seat.objects.active(on).filter(body=body, person__isnull=False).exclude(kind=SeatKind.OBSERVER)


def attendances_of(meeting: Meeting) -> list[Attendance]:
    """Seats first, then guests; by name. Who lost his seat after the agenda was sent is left out, unless it was noted that he
    was there."""
    on = timezone.localdate(meeting.starts_at)
    holds_one = Exists(Seat.objects.active(on).filter(body=meeting.body_id, person=OuterRef("person")))
    rows = meeting.attendances.filter(Q(seat="") | ~Q(presence=Presence.UNKNOWN) | holds_one)
    rows = rows.select_related("person", "proxy", "on_behalf_of")
    order = {kind: place for place, kind in enumerate(SeatKind.values)}
    return sorted(rows, key=lambda row: (order.get(row.seat, len(order)), row.person.family_name, row.pk))


def guests() -> QuerySet[Attendance]:
    """Invited without a seat, or to be invited with the agenda; without who was taken off again or stays away."""
    return Attendance.objects.filter(seat="").exclude(answer=Answer.AWAY)


def gathered(meeting: Meeting, rows: list[Attendance] | None = None) -> Gathered:
    rows = list(meeting.attendances.order_by()) if rows is None else rows
    seats = (
        deciding_seats(meeting.body, timezone.localdate(meeting.starts_at))
        .values("person")
        .distinct()
        .count()
    )
    there = present_ids(rows)
    return Gathered(
        seats=seats,
        required=meeting.body.quorum or seats // 2 + 1,
        present=sum(row.decides and row.person_id in there for row in rows),
        by_proxy=sum(is_by_proxy(row, there) for row in rows),
        guests=sum(row.is_guest and row.person_id in there for row in rows),
        is_noted=any(row.presence != Presence.UNKNOWN for row in rows),
    )


def present_ids(rows: list[Attendance]) -> set[int]:
    return {row.person_id for row in rows if row.presence in THERE}


def is_by_proxy(row: Attendance, there: set[int]) -> bool:
    return row.decides and row.person_id not in there and row.proxy_id in there


def voters_on(item: AgendaItem) -> int:
    """How many votes there can be: who decides and is there, without who left the room for an interest of his own."""
    meeting = item.meeting
    assert meeting is not None
    rows = attendances_of(meeting)
    out = set(Interest.objects.filter(item=item, left_room=True).values_list("person_id", flat=True))
    if all(row.presence == Presence.UNKNOWN for row in rows):
        seats = deciding_seats(meeting.body, timezone.localdate(meeting.starts_at))
        return seats.exclude(person_id__in=out).values("person").distinct().count()
    there = present_ids(rows) - out
    by_proxy = sum(is_by_proxy(row, there) and row.person_id not in out for row in rows)
    return sum(row.decides and row.person_id in there for row in rows) + by_proxy
