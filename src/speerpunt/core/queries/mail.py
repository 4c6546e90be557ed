"""Mail that does not get out."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Min, Q

from ..models import OutgoingMail


@dataclass(frozen=True)
class WaitingMail:
    """`problem` is what the mail server said to one of them."""

    count: int
    given_up: int
    since: datetime
    problem: str


def waiting_mail(collective_slug: str) -> WaitingMail | None:
    """Of this collective, as far as it was tried and refused."""
    refused = OutgoingMail.objects.filter(collective_slug=collective_slug).exclude(problem="")
    found = refused.aggregate(
        count=Count("pk"),
        given_up=Count("pk", filter=Q(due_at__isnull=True)),
        since=Min("created_at"),
        problem=Max("problem"),
    )
    return WaitingMail(**found) if found["count"] else None
