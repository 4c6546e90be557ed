"""What actions hang on, named as far as the visitor may see it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import Model, Q, QuerySet

from speerpunt.core.models import CollectiveModel
from speerpunt.core.queries.names import Link, Linked, Named, links_of, named_in_sight
from speerpunt.core.queries.subjects import hangs_on, kind_of
from speerpunt.core.registry import subjects
from speerpunt.members.rules import Standing, standing
from speerpunt.places.models import Area

from ..models import Action

LONGEST_NUMBER = 18


@dataclass(frozen=True)
class Place:
    """What an action hangs on; without an address where that is gone."""

    name: str
    url: str = ""


class Hanging(Linked, Protocol):
    """What is asked of an action, or of its row in a list, to say where it hangs."""

    @property
    def pk(self) -> int: ...
    @property
    def former_subject(self) -> str: ...
    @property
    def visibility(self) -> str: ...


def places_of(user: Any, actions: Iterable[Hanging]) -> dict[int, Place]:
    """By the action's id, one query for each kind; nothing where the visitor may not see it."""
    actions = list(actions)
    seen, at = named_in_sight(user, links_of(actions)), standing(user)
    found = ((action.pk, place_of(action, seen, at)) for action in actions)
    return {pk: place for pk, place in found if place is not None}


def place_of(action: Hanging, seen: Mapping[Link, Named], at: Standing) -> Place | None:
    """`seen`: what is in sight."""
    named = seen.get((action.content_type_id or 0, action.object_id or 0))
    if named is not None:
        return Place(named.name, named.url)
    return Place(action.former_subject) if _knows_former(at, action) else None


def _knows_former(at: Standing, action: Hanging) -> bool:
    return bool(action.former_subject) and action.visibility in at.visibilities()


def actions_about(target: CollectiveModel, user: Any) -> Q:
    """Hangs on it, or on what belongs to it and the visitor sees; of an area also those that name it.

    What lies in an area unseen must not show there by an action that the visitor does see, because it is his own.
    """
    found = hangs_on(target)
    for subject in subjects():
        rows = subject.belonging_to(target) if subject.belonging_to is not None else None
        if rows is not None and not rows.query.is_empty():
            seen = subject.visible_to(user).filter(pk__in=rows.order_by().values("pk")).order_by()
            found |= Q(
                content_type=kind_of(subject.model), object_id__in=list(seen.values_list("pk", flat=True))
            )
    if isinstance(target, Area):
        found |= Q(pk__in=list(naming(target)))
    return found


def naming(area: Area) -> QuerySet[Any]:
    """Ids of actions that say themselves that they are about an area."""
    return Action.areas.through.objects.filter(area_id=area.pk).values_list("action_id", flat=True)


def key_of(target: CollectiveModel) -> str:
    """As it stands in an address: project-12."""
    return key_in(type(target), target.pk)


def key_in(model: type[Model], number: int) -> str:
    return f"{model._meta.model_name}-{number}"


def target_named(user: Any, key: str) -> Any:
    """What the visitor may see under that key, or nothing."""
    name, _, number = key.partition("-")
    if not (number.isdecimal() and len(number) <= LONGEST_NUMBER):
        return None
    for subject in subjects():
        if subject.model._meta.model_name == name:
            return subject.visible_to(user).filter(pk=number).first()
    return None


def on_place(user: Any, key: str) -> Q:
    """Condition on actions: hangs on what stands under the key."""
    target = target_named(user, key)
    return Q(pk__in=()) if target is None else hangs_on(target)
