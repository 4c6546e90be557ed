"""Which actions somebody may see, and what those hang on as far as he may see that too."""

from typing import Any

from django.db.models import Q, QuerySet

from speerpunt.core.queries.once import kept_for_standing
from speerpunt.core.queries.subjects import hangs_in_sight
from speerpunt.members.rules import Standing, standing

from ..enums import RequestState
from ..models import Action, ActionRequest


def actions_visible_to(user: Any) -> QuerySet[Action]:
    """Of what somebody may see, within the circle of the action; always his own. Strangers see none."""
    return _actions(user).all()


@kept_for_standing
def _actions(user: Any) -> QuerySet[Action]:
    at = standing(user)
    if at.is_office:
        return Action.objects.all()
    if not at.is_signed_in:
        return Action.objects.none()
    return Action.objects.filter((hangs_in_sight(user) & in_circle(at)) | by_itself(at) | concerns(at))


def in_circle(at: Standing) -> Q:
    """Asked of actions that hang on something in sight."""
    return Q(visibility="") | Q(visibility__in=at.visibilities())


def by_itself(at: Standing) -> Q:
    """Of the collective as a whole, for who is in the circle."""
    return Q(object_id__isnull=True, visibility__in=at.visibilities())


def concerns(at: Standing) -> Q:
    """Owned or made by the visitor, or offered to him."""
    if at.person_id is None:
        return Q(pk__in=())
    return Q(owner_id=at.person_id) | Q(made_by_id=at.person_id) | Q(pk__in=offered_to(at.person_id))


def offered_to(person_id: int | None) -> QuerySet[Any]:
    """Ids of the actions that somebody is asked to take over."""
    return ActionRequest.objects.filter(state=RequestState.OPEN, new_owner_id=person_id).values("action_id")
