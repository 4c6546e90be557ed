"""Actions that came out of meetings, as far as the visitor sees both the action and the line."""

from typing import Any

from django.db.models import QuerySet

from speerpunt.actions.models import IS_OPEN, Action
from speerpunt.actions.queries import actions_visible_to
from speerpunt.members.models import Body

from ..models import MinuteEntry
from .visible import entries_visible_to


def promised_by(body_id: int | str, user: Any) -> QuerySet[MinuteEntry]:
    return entries_visible_to(user).filter(item__body_id=body_id, action__isnull=False)


def from_meetings_of(rows: QuerySet[Action], body_id: str, user: Any) -> QuerySet[Action]:
    """Whoever may not read the line does not learn where an action of his own came from."""
    return rows.filter(pk__in=promised_by(body_id, user).order_by().values("action_id"))


def bodies_with_promises(user: Any) -> list[tuple[int, str]]:
    lines = (
        entries_visible_to(user).filter(action__isnull=False).order_by().values("item__body_id").distinct()
    )
    return list(Body.objects.filter(pk__in=lines).order_by("name").values_list("pk", "name"))


def open_promises(body: Body, user: Any) -> QuerySet[MinuteEntry]:
    """To walk through in a meeting: overdue first, each with where it was agreed."""
    seen = actions_visible_to(user).filter(IS_OPEN).order_by().values("pk")
    lines = promised_by(body.pk, user).filter(action__in=seen)
    return lines.select_related("action__owner", "item__meeting").order_by("action__due", "pk")
