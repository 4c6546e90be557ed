"""Who sits in a body on the day of a meeting."""

from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from speerpunt.members.enums import SeatKind
from speerpunt.members.models import Body, Person, Seat
from speerpunt.members.queries.bodies import by_rank

from ..enums import Access
from ..models import Meeting

MOST_SUGGESTED = 40


def day_of(meeting: Meeting) -> date:
    return timezone.localdate(meeting.starts_at)


def seats_on(meeting: Meeting) -> list[Seat]:
    """One for each person, the highest first; of a closed meeting only those that decide."""
    rows = Seat.objects.active(day_of(meeting)).filter(
        body=meeting.body_id, person__isnull=False, person__erased_at__isnull=True
    )
    if meeting.access == Access.CLOSED:
        rows = rows.exclude(kind=SeatKind.OBSERVER)
    found: dict[int, Seat] = {}
    for seat in by_rank(rows.select_related("person", "on_behalf_of").order_by("start", "pk")):
        found.setdefault(seat.person_id or 0, seat)
    return list(found.values())


def people_with_seat(body: Body, people: QuerySet[Person]) -> QuerySet[Person]:
    """Those who sit in it today, to suggest."""
    held = Seat.objects.active().filter(body=body, person__isnull=False)
    return people.filter(pk__in=held.values("person_id"))[:MOST_SUGGESTED]


def who_decide_on(meeting: Meeting) -> list[Person]:
    """Who may speak and vote for somebody else."""
    return [seat.person for seat in seats_on(meeting) if seat.person and seat.kind != SeatKind.OBSERVER]
