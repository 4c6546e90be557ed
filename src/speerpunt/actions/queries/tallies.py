"""How many actions there are, by what they hang on: an index tells that, and of no row it is asked who may see it."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone

from speerpunt.core.queries.names import Link
from speerpunt.core.queries.once import kept_for_standing
from speerpunt.core.queries.written import Written
from speerpunt.members.rules import standing

from ..enums import ActionState
from ..models import IS_OPEN, Action
from .visible import offered_to

GROUP = ("content_type_id", "object_id", "visibility")


class Tally(NamedTuple):
    """Actions that the same people see, but for those whom one of them concerns."""

    kind: int | None
    number: int | None
    circle: str
    state: str
    size: int

    @property
    def link(self) -> Link | None:
        return None if self.kind is None or self.number is None else (self.kind, self.number)


def all_actions(*, is_open_only: bool) -> QuerySet[Action]:
    return Action.objects.filter(IS_OPEN) if is_open_only else Action.objects.all()


def all_tallies(user: Any, *, is_open_only: bool) -> list[Tally]:
    """Of every action, in sight or not."""
    return [Tally(*row) for row in _all(user, is_open_only=is_open_only).ask()]


def overdue_tallies(user: Any) -> list[Tally]:
    return [Tally(*row) for row in _overdue(user).ask()]


def count_overdue(user: Any) -> int:
    """Of all in one number, where the visitor sees all."""
    return sum(size for (size,) in _overdue_in_all(user).ask())


def own_tallies(user: Any, *, is_open_only: bool) -> Iterator[tuple[Tally, bool]]:
    """Of each action that concerns the visitor, which he sees whatever it hangs on; and whether it is overdue."""
    if standing(user).person_id is None:
        return
    rows = set(_concerning(user, is_open_only=is_open_only).ask())
    for _pk, kind, number, circle, state, is_late in rows:
        yield Tally(kind, number, circle, state, 1), bool(is_late)


def summed(tallies: Iterable[Tally]) -> int:
    return sum(each.size for each in tallies)


@kept_for_standing
def _all(user: Any, *, is_open_only: bool) -> Written:
    rows = all_actions(is_open_only=is_open_only)
    # What is the same of all would be compared with each row.
    return _grouped(rows, Value(ActionState.OPEN.value) if is_open_only else F("state"))


@kept_for_standing
def _overdue(user: Any) -> Written:
    return _grouped(Action.objects.filter(_is_overdue()), Value(ActionState.OPEN.value))


def _grouped(rows: QuerySet[Action], state: Value | F) -> Written:
    return Written(
        rows.order_by().annotate(in_state=state).values_list(*GROUP, "in_state").annotate(size=Count("*"))
    )


@kept_for_standing
def _overdue_in_all(user: Any) -> Written:
    rows = Action.objects.filter(_is_overdue()).order_by()
    return Written(rows.values("collective_id").annotate(size=Count("*")).values_list("size"))


@kept_for_standing
def _concerning(user: Any, *, is_open_only: bool) -> Written:
    """A question for each reason: asked for the three at once, a database reads all actions."""
    person_id = standing(user).person_id
    is_late = Case(When(_is_overdue(), then=1), default=0, output_field=IntegerField())
    rows = all_actions(is_open_only=is_open_only).order_by().annotate(is_late=is_late)
    owned, made, offered = (
        rows.filter(reason).values_list("pk", *GROUP, "state", "is_late")
        for reason in (Q(owner_id=person_id), Q(made_by_id=person_id), Q(pk__in=offered_to(person_id)))
    )
    # Sorted to tell apart what stands in two of them, they would be read by another index.
    return Written(owned.union(made, offered, all=True))


def _is_overdue() -> Q:
    return Q(IS_OPEN, due__lt=timezone.localdate())
