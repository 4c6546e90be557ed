"""What a visitor sees of all actions, read once for one page.

Which projects, areas and organisations somebody may see is a long question. A list asks it for its rows, its
number, its filters and its names; so it is asked first, and only of what actions hang on. What is asked after that is
written once for as long as the same is in sight.
"""

from collections.abc import Callable, Container, Iterable
from functools import cached_property
from typing import Any, ParamSpec, TypeVar

from django.db.models import Q, QuerySet

from speerpunt.core.queries.names import Link, Named, as_named, asked_by_kind
from speerpunt.core.queries.once import kept_for_standing
from speerpunt.core.queries.written import Written
from speerpunt.core.registry import Subject
from speerpunt.members.models import full_name
from speerpunt.members.rules import standing

from ..enums import ActionState
from ..models import Action
from .people import owners_of
from .places import Hanging, Place, key_in, place_of
from .tallies import Tally, all_actions, all_tallies, count_overdue, overdue_tallies, own_tallies, summed
from .visible import by_itself, concerns, in_circle

Given = ParamSpec("Given")
Found = TypeVar("Found")
Links = tuple[Link, ...]
MOST_TO_KEEP_BY = 1000


class Sight:
    """With `is_open_only` nothing is asked of what is closed, which after some years is nearly everything.

    With `is_tallied` all of it can be counted.
    """

    def __init__(self, user: Any, *, is_open_only: bool = False, is_tallied: bool = False) -> None:
        self.user = user
        self.at = standing(user)
        self.is_open_only = is_open_only
        self.is_tallied = is_tallied

    @cached_property
    def targets(self) -> dict[Link, Named]:
        """What actions hang on and the visitor sees."""
        links = tuple(sorted(self._links()))
        asked = _writer(links, _names, _kept_names)(self.user, links)
        return as_named((subject, kind, question.ask()) for subject, kind, question in asked)

    @cached_property
    def actions(self) -> QuerySet[Action]:
        """The same rows as `actions_visible_to`."""
        write = _writer(self._in_sight, _rows, _kept_rows)
        return write(self.user, self._in_sight, is_open_only=self.is_open_only).all()

    def counted(self, states: Container[str]) -> tuple[int, int]:
        """How many of `actions` are in these states, and how many of those are overdue."""
        if not self.at.is_signed_in:
            return 0, 0
        asked = [each for each in self._tallies if each.state in states]
        if not all(map(self._shows, asked)):
            return self._counted_apart(asked, states)
        return summed(asked), count_overdue(self.user) if ActionState.OPEN in states else 0

    def _counted_apart(self, asked: list[Tally], states: Container[str]) -> tuple[int, int]:
        """The groups that are seen, and of the others what concerns the visitor himself."""
        overdue = overdue_tallies(self.user) if ActionState.OPEN in states else []
        own = [
            is_late
            for each, is_late in own_tallies(self.user, is_open_only=self.is_open_only)
            if each.state in states and not self._shows(each)
        ]
        return (
            summed(filter(self._shows, asked)) + len(own),
            summed(filter(self._shows, overdue)) + sum(own),
        )

    @cached_property
    def owners(self) -> dict[int, str]:
        """Who has something open."""
        write = _writer(self._in_sight, _owners, _kept_owners)
        question = write(self.user, self._in_sight, is_open_only=self.is_open_only)
        return {pk: full_name(given, family) for pk, given, family in question.ask()}

    @cached_property
    def places(self) -> list[tuple[str, str]]:
        """Key and name of what actions hang on."""
        found = ((key_in(named.subject.model, named.pk), named.name) for named in self.targets.values())
        return sorted(found, key=lambda each: each[1])

    def place_of(self, action: Hanging) -> Place | None:
        return place_of(action, self.targets, self.at)

    @cached_property
    def _tallies(self) -> list[Tally]:
        return all_tallies(self.user, is_open_only=self.is_open_only)

    def _links(self) -> Iterable[Link]:
        """What actions hang on, in sight or not."""
        if self.is_tallied:
            return {each.link for each in self._tallies if each.link is not None}
        return _links(self.user, is_open_only=self.is_open_only).ask()

    def _shows(self, tally: Tally) -> bool:
        """In words of one group what `_rows` asks of each action, but for what concerns the visitor himself."""
        if self.at.is_office:
            return True
        if tally.link is None:
            return tally.circle in self.at.visibilities()
        return tally.link in self.targets and tally.circle in {"", *self.at.visibilities()}

    @cached_property
    def _in_sight(self) -> Links:
        """What the conditions depend on; the office sees all."""
        return () if self.at.is_office else tuple(sorted(self.targets))


def _writer(
    links: Links, write: Callable[Given, Found], keep: Callable[Given, Found]
) -> Callable[Given, Found]:
    """What is kept by these links names all of them, so that may not be many."""
    return keep if len(links) <= MOST_TO_KEEP_BY else write


@kept_for_standing
def _links(user: Any, *, is_open_only: bool) -> Written:
    links = all_actions(is_open_only=is_open_only).filter(object_id__isnull=False).order_by()
    return Written(links.values_list("content_type_id", "object_id").distinct())


def _names(user: Any, links: Links) -> list[tuple[Subject, int, Written]]:
    """Of these links, a question for each kind."""
    asked = asked_by_kind(links, lambda subject: subject.visible_to(user))
    return [(subject, kind, Written(rows)) for subject, kind, rows in asked]


def _rows(user: Any, links: Links, *, is_open_only: bool) -> QuerySet[Action]:
    at, rows = standing(user), all_actions(is_open_only=is_open_only)
    if at.is_office:
        return rows
    if not at.is_signed_in:
        return Action.objects.none()
    hanging = Q(pk__in=())
    for kind in sorted({kind for kind, _number in links}):
        numbers = [number for of_kind, number in links if of_kind == kind]
        hanging |= Q(content_type_id=kind, object_id__in=numbers)
    return rows.filter((hanging & in_circle(at)) | by_itself(at) | concerns(at))


def _owners(user: Any, links: Links, *, is_open_only: bool) -> Written:
    return Written(owners_of(_rows(user, links, is_open_only=is_open_only)))


_kept_names = kept_for_standing(_names)
_kept_rows = kept_for_standing(_rows)
_kept_owners = kept_for_standing(_owners)
