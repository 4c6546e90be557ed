"""What waits for somebody: his open actions, and requests for his answer."""

from datetime import timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from speerpunt.core.queries.once import kept_for_standing
from speerpunt.core.queries.written import WrittenRows
from speerpunt.members.models import Person
from speerpunt.members.rules import standing

from ..enums import RequestState
from ..models import IS_OPEN, Action, ActionRequest

# How long somebody usually gets.
USUAL_TIME = timedelta(days=14)


def open_actions_of(person: Person | int) -> QuerySet[Action]:
    """Overdue first. They are his own, so he may see each of them."""
    return Action.objects.filter(IS_OPEN, owner=person).order_by("due", "pk")


def counted(actions: QuerySet[Action]) -> tuple[int, int]:
    """How many there are, and how many of them are overdue; one query."""
    is_late = Q(IS_OPEN, due__lt=timezone.localdate())
    found = actions.aggregate(count=Count("pk"), overdue=Count("pk", filter=is_late))
    return found["count"], found["overdue"]


def requests_for(user: Any) -> list[ActionRequest]:
    """Those that wait for his answer, oldest first.

    The office answers everything, except what somebody else is asked to take over who can answer for himself.
    """
    return _requests_for(user).ask()


@kept_for_standing
def _requests_for(user: Any) -> WrittenRows[ActionRequest]:
    at = standing(user)
    if not at.is_signed_in or at.person_id is None:
        return WrittenRows(ActionRequest.objects.none())
    mine = Q(new_owner_id=at.person_id) | Q(new_due__isnull=False, action__made_by_id=at.person_id)
    if at.is_office:
        mine |= Q(new_due__isnull=False) | Q(new_owner__user__isnull=True)
    asked = ActionRequest.objects.filter(mine, state=RequestState.OPEN).order_by("asked_at", "pk")
    return WrittenRows(asked.select_related("action", "action__owner", "asked_by", "new_owner"))
