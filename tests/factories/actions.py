from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from speerpunt.actions.models import Action, ActionRequest
from speerpunt.core.models import Collective, CollectiveModel
from speerpunt.members.models import Person

from .core import next_number


def make_action(
    collective: Collective, target: CollectiveModel | None = None, *, in_days: int = 10, **fields: Any
) -> Action:
    """Due in so many days; without a target it belongs to the collective as a whole."""
    fields.setdefault("title", f"Actie {next_number()}")
    fields.setdefault("due", timezone.localdate() + timedelta(days=in_days))
    fields.setdefault("visibility", "" if target is not None else "board")
    if fields.get("state", "open") != "open":
        fields.setdefault("closed_on", timezone.localdate())
    if target is not None:
        fields |= {"content_type": ContentType.objects.get_for_model(target), "object_id": target.pk}
    return Action.objects.create(collective=collective, **fields)


def make_action_request(
    action: Action, *, to: Person | None = None, in_days: int = 20, **fields: Any
) -> ActionRequest:
    """For another day, or when `to` is given for that person to take it over."""
    fields.setdefault("reason", f"Reden {next_number()}")
    fields.setdefault("asked_by_id", action.owner_id)
    if to is None:
        fields.setdefault("new_due", timezone.localdate() + timedelta(days=in_days))
    return ActionRequest.objects.create(
        collective_id=action.collective_id, action=action, new_owner=to, **fields
    )
