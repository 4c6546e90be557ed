"""Who leads a body, and who has to know of a meeting."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from speerpunt.members.enums import SeatKind
from speerpunt.members.models import Body, Person, Seat
from speerpunt.members.queries.bodies import bodies_visible_to
from speerpunt.members.rules import standing

from ..enums import Access
from ..models import Meeting


def bodies_led_by(user: Any) -> QuerySet[Body]:
    """For which one may add meetings."""
    at = standing(user)
    bodies = bodies_visible_to(user).order_by("name")
    return bodies if at.is_office else bodies.filter(pk__in=at.led_body_ids)


def people_to_tell(meeting: Meeting) -> QuerySet[Person]:
    """Who is invited or sits in the body, has an address, and may know of the meeting."""
    day = max(timezone.localdate(), timezone.localdate(meeting.starts_at))
    seats = Seat.objects.active(day).filter(body=meeting.body_id, person__isnull=False)
    if meeting.access == Access.CLOSED:
        seats = seats.exclude(kind=SeatKind.OBSERVER)
    told = Q(pk__in=seats.values("person_id"))
    if meeting.is_sent:
        told |= Q(pk__in=meeting.attendances.filter(invited_at__isnull=False).values("person_id"))
    if meeting.is_gathering:
        told |= Q(pk__in=meeting.sign_ups.exclude(state="withdrawn").values("person_id"))
    return Person.objects.filter(told, erased_at__isnull=True).exclude(email="")
