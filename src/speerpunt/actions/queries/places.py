"""What actions hang on, named as far as the visitor may see it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from speerpunt.core.models import CollectiveModel
from speerpunt.core.queries.subjects import hangs_on, hangs_on_or_within, targets_in_sight
from speerpunt.core.registry import subjects
from speerpunt.members.rules import Standing, standing
from speerpunt.places.models import Area

from ..models import IS_OPEN, Action

LONGEST_NUMBER = 18
MOST_PLACES = 200


@dataclass(frozen=True)
class Place:
    """What an action hangs on; without an address where that is gone."""

    name: str
    url: str = ""


def places_of(user: Any, actions: Iterable[Action]) -> dict[int, Place]:
    """By the action's id, one query for each kind; nothing where the visitor may not see it."""
    actions = list(actions)
    seen = targets_in_sight(user, actions)
    at = standing(user)
    found = {}
    for action in actions:
        target = seen.get((action.content_type_id or 0, action.object_id or 0))
        if target is not None:
            found[action.pk] = Place(str(target), target.get_absolute_url())
        elif _knows_former(at, action):
            found[action.pk] = Place(action.former_subject)
    return found


def _knows_former(at: Standing, action: Action) -> bool:
    return bool(action.former_subject) and action.visibility in at.visibilities()


def actions_about(target: CollectiveModel) -> Q:
    """Hangs on it, or on what belongs to it; of an area also those that name it."""
    found = hangs_on_or_within(target)
    if isinstance(target, Area):
        named = Action.areas.through.objects.filter(area_id=target.pk)
        found |= Q(pk__in=named.values("action_id"))
    return found


def key_of(target: CollectiveModel) -> str:
    """As it stands in an address: project-12."""
    return f"{target._meta.model_name}-{target.pk}"


def target_named(user: Any, key: str) -> Any:
    """What the visitor may see under that key, or nothing."""
    name, _, number = key.partition("-")
    if not (number.isdecimal() and len(number) <= LONGEST_NUMBER):
        return None
    for subject in subjects():
        if subject.model._meta.model_name == name:
            return subject.visible_to(user).filter(pk=number).first()
    return None


def places_with_actions(user: Any, actions: QuerySet[Action]) -> list[tuple[str, str]]:
    """Key and name of what open actions hang on."""
    pairs = actions.filter(IS_OPEN, object_id__isnull=False).order_by()
    links = [
        Action(content_type_id=kind, object_id=number)
        for kind, number in pairs.values_list("content_type_id", "object_id").distinct()[:MOST_PLACES]
    ]
    found = targets_in_sight(user, links)
    return sorted(((key_of(target), str(target)) for target in found.values()), key=lambda each: each[1])


def on_place(user: Any, key: str) -> Q:
    """Condition on actions: hangs on what stands under the key."""
    target = target_named(user, key)
    return Q(pk__in=()) if target is None else hangs_on(target)
