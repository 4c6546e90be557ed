"""Meetings on the page of a body."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from speerpunt.members.models import Body

from ..models import Meeting
from .visible import meetings_visible_to

MOST_COMING, MOST_PAST = 4, 3


@dataclass(frozen=True)
class BodyMeetings:
    coming: list[Meeting]
    past: list[Meeting]
    # As text: a year has no thousands.
    year: str


def meetings_of_body(body: Body, user: Any) -> BodyMeetings:
    rows = meetings_visible_to(user).filter(body=body)
    now = timezone.now()
    coming = rows.filter(ends_at__gte=now).order_by("starts_at", "pk")[:MOST_COMING]
    past = rows.filter(ends_at__lt=now).order_by("-starts_at", "-pk")[:MOST_PAST]
    return BodyMeetings(list(coming), list(past), str(timezone.localdate().year))
