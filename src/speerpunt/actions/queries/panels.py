"""What a visitor sees of the actions about one thing, on its page."""

from typing import Any

from django.db.models import Q, QuerySet

from speerpunt.core.models import CollectiveModel
from speerpunt.members.rules import standing
from speerpunt.places.models import Area

from ..models import Action
from .places import actions_about, naming
from .visible import actions_visible_to, concerns, in_circle


def actions_on_page_of(target: CollectiveModel, user: Any) -> QuerySet[Action]:
    """Whoever reads the page sees the thing, so of what hangs there only the circle is asked. Not for strangers."""
    at = standing(user)
    about = Action.objects.filter(actions_about(target, user))
    named = list(naming(target)) if isinstance(target, Area) else []
    if at.is_office:
        return about
    if not named:
        return about.filter(in_circle(at) | concerns(at))
    # What only names the area may hang on something that is not seen.
    seen = list(actions_visible_to(user).filter(pk__in=named).values_list("pk", flat=True))
    return about.filter((~Q(pk__in=named) & in_circle(at)) | concerns(at) | Q(pk__in=seen))
