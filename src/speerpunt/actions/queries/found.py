"""What search finds actions by."""

from collections.abc import Iterable

from django.db.models import QuerySet

from speerpunt.core.registry import SearchText

from ..models import Action


def action_texts(actions: QuerySet[Action]) -> Iterable[SearchText]:
    """Not by what they hang on, nor by who acts: not everybody who sees an action sees those."""
    for action in actions:
        yield SearchText(
            action.pk,
            action.title,
            action.origin,
            action.explanation,
            action.due,
            url=action.get_absolute_url(),
        )
