"""Who comes to a gathering, who waits, and what somebody signed up for."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from speerpunt.members.models import Person
from speerpunt.members.rules import standing

from ..enums import MeetingState, SignUpState
from ..models import Meeting, SignUp
from .visible import meetings_visible_to

TAKEN = Q(state=SignUpState.SIGNED_UP)
WAITS = Q(state=SignUpState.WAITING)


@dataclass(frozen=True)
class Gathering:
    """How full it is, and where this visitor stands."""

    taken: int
    waiting: int
    places: int | None
    own: SignUp | None
    # The place of this visitor on the waiting list.
    rank: int
    is_closed: bool

    @property
    def free(self) -> int | None:
        return None if self.places is None else max(self.places - self.taken, 0)

    @property
    def is_full(self) -> bool:
        return self.free == 0

    @property
    def has_place(self) -> bool:
        return self.own is not None and self.own.state == SignUpState.SIGNED_UP

    @property
    def waits(self) -> bool:
        return self.own is not None and self.own.state == SignUpState.WAITING


def gathering_of(meeting: Meeting, user: Any) -> Gathering:
    counts = meeting.sign_ups.aggregate(taken=Count("pk", filter=TAKEN), waiting=Count("pk", filter=WAITS))
    own = own_sign_up(meeting, user)
    closes_at = min(meeting.sign_up_until or meeting.starts_at, meeting.starts_at)
    return Gathering(
        taken=counts["taken"],
        waiting=counts["waiting"],
        places=meeting.places,
        own=own,
        rank=_rank(meeting, own),
        is_closed=timezone.now() > closes_at,
    )


def own_sign_up(meeting: Meeting, user: Any) -> SignUp | None:
    person_id = standing(user).person_id
    return meeting.sign_ups.filter(person=person_id).first() if person_id else None


def _rank(meeting: Meeting, own: SignUp | None) -> int:
    if own is None or own.state != SignUpState.WAITING:
        return 0
    before = Q(signed_up_at__lt=own.signed_up_at) | Q(signed_up_at=own.signed_up_at, pk__lte=own.pk)
    return meeting.sign_ups.filter(WAITS, before).count()


def sign_ups_of(meeting: Meeting) -> list[SignUp]:
    """Who comes, then who waits; each in the order of signing up."""
    rows = meeting.sign_ups.filter(TAKEN | WAITS).select_related("person")
    return sorted(rows, key=lambda each: (each.state == SignUpState.WAITING, each.signed_up_at, each.pk))


def own_sign_ups(user: Any) -> list[SignUp]:
    """Of gatherings that are still to come and that the visitor sees."""
    person_id = standing(user).person_id
    if not person_id:
        return []
    coming = (
        meetings_visible_to(user).filter(ends_at__gte=timezone.now()).exclude(state=MeetingState.CANCELLED)
    )
    rows = SignUp.objects.filter(TAKEN | WAITS, person=person_id, meeting__in=coming)
    return list(rows.select_related("meeting", "meeting__body").order_by("meeting__starts_at", "pk"))


def people_to_sign_up(meeting: Meeting) -> QuerySet[Person]:
    there = meeting.sign_ups.filter(TAKEN | WAITS).values("person_id")
    return Person.objects.filter(erased_at__isnull=True).exclude(pk__in=there)
