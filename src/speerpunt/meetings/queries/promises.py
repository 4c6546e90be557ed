"""Actions that came out of meetings, as far as the visitor sees both the action and the line."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from speerpunt.actions.models import IS_OPEN, Action
from speerpunt.actions.queries import actions_visible_to
from speerpunt.core.queries.once import kept_for_standing
from speerpunt.core.queries.subjects import hangs_on
from speerpunt.core.queries.written import Written
from speerpunt.members.models import Body, Person

from ..models import Meeting, MinuteEntry
from .guests import Guest, guest_of
from .meetings_of import open_meetings_of
from .visible import entries_visible_to


def promised_by(body_id: int | str, user: Any) -> QuerySet[MinuteEntry]:
    return entries_visible_to(user).filter(item__body_id=body_id, action__isnull=False)


def from_meetings_of(rows: QuerySet[Action], body_id: str, user: Any) -> QuerySet[Action]:
    """Whoever may not read the line does not learn where an action of his own came from."""
    return rows.filter(pk__in=promised_by(body_id, user).order_by().values("action_id"))


def bodies_with_promises(user: Any) -> list[tuple[int, str]]:
    return _bodies_with_promises(user, guest_of(user)).ask()


@kept_for_standing
def _bodies_with_promises(user: Any, guest: Guest) -> Written:
    promised = entries_visible_to(user, guest).filter(action__isnull=False)
    bodies = Body.objects.filter(pk__in=promised.order_by().values("item__body_id").distinct())
    return Written(bodies.order_by("name").values_list("pk", "name"))


def open_actions_of(body: Body, user: Any) -> QuerySet[Action]:
    """Those that hang on the body, and those that came out of its meetings."""
    agreed = promised_by(body.pk, user).order_by().values("action_id")
    return actions_visible_to(user).filter(IS_OPEN, hangs_on(body) | Q(pk__in=agreed))


@dataclass(frozen=True)
class OpenAction:
    """Where it was agreed, as far as the visitor may read that."""

    action: Action
    line: MinuteEntry | None


@dataclass(frozen=True)
class OpenActions:
    """What one person promised, the oldest day first."""

    owner: Person | None
    lines: list[OpenAction]
    overdue: int


@dataclass(frozen=True)
class Walk:
    """To walk through in a meeting: who waits longest stands first. What is not done is carried over to `next_day`."""

    people: list[OpenActions]
    next_day: date | None

    @property
    def count(self) -> int:
        return sum(len(each.lines) for each in self.people)

    @property
    def overdue(self) -> int:
        return sum(each.overdue for each in self.people)


def walk_of(meeting: Meeting, user: Any) -> Walk:
    rows = open_actions_of(meeting.body, user).select_related("owner").order_by("due", "pk")
    actions = list(rows)
    agreed = promised_by(meeting.body_id, user).filter(action__in=actions).select_related("item__meeting")
    lines = {entry.action_id: entry for entry in agreed.order_by("-pk")}
    found: dict[int | None, list[OpenAction]] = defaultdict(list)
    for action in actions:
        found[action.owner_id].append(OpenAction(action, lines.get(action.pk)))
    return Walk([_of_one(each) for each in found.values()], _next_day(meeting, user))


def _of_one(lines: list[OpenAction]) -> OpenActions:
    today = timezone.localdate()
    return OpenActions(lines[0].action.owner, lines, sum(each.action.due < today for each in lines))


def _next_day(meeting: Meeting, user: Any) -> date | None:
    """Of the next meeting of the body."""
    after = open_meetings_of(meeting.body_id, user, without=meeting.pk).filter(
        starts_at__gt=meeting.starts_at
    )
    following = after.first()
    return max(timezone.localdate(), timezone.localdate(following.starts_at)) if following else None
