"""What a visitor sees of all actions, read once for one page.

Which projects, areas and organisations somebody may see is a long question. A list asks it for its rows, its
number, its filters and its names; so it is asked first, and only of what actions hang on.
"""

from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet

from speerpunt.core.queries.compiled import compiled_once
from speerpunt.core.queries.names import Link, Named, named_in_sight
from speerpunt.members.rules import standing

from ..models import IS_OPEN, Action
from .places import Place, key_in, place_of
from .visible import by_itself, concerns, in_circle


class Sight:
    """With `is_open_only` nothing is asked of what is closed, which after some years is nearly everything."""

    def __init__(self, user: Any, *, is_open_only: bool = False) -> None:
        self.user = user
        self.at = standing(user)
        self._rows = Action.objects.filter(IS_OPEN) if is_open_only else Action.objects.all()

    @cached_property
    def targets(self) -> dict[Link, Named]:
        """What actions hang on and the visitor sees."""
        links = self._rows.filter(object_id__isnull=False).order_by()
        return named_in_sight(self.user, links.values_list("content_type_id", "object_id").distinct())

    @cached_property
    def actions(self) -> QuerySet[Action]:
        """The same rows as `actions_visible_to`."""
        if self.at.is_office:
            return self._rows
        if not self.at.is_signed_in:
            return Action.objects.none()
        hanging = Q(pk__in=())
        for kind in {kind for kind, _number in self.targets}:
            numbers = [number for of_kind, number in self.targets if of_kind == kind]
            hanging |= Q(content_type_id=kind, object_id__in=numbers)
        seen = (hanging & in_circle(self.at)) | by_itself(self.at) | concerns(self.at)
        return compiled_once(self._rows.filter(seen))

    @cached_property
    def places(self) -> list[tuple[str, str]]:
        """Key and name of what actions hang on."""
        found = ((key_in(named.subject.model, named.pk), named.name) for named in self.targets.values())
        return sorted(found, key=lambda each: each[1])

    def place_of(self, action: Action) -> Place | None:
        return place_of(action, self.targets, self.at)
