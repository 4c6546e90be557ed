"""What is written for a visitor once in a request."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django_scopes import get_scope

Written = TypeVar("Written")


def once_for_standing(write: Callable[[Any], Written]) -> Callable[[Any], Written]:
    """Keeps what is written for as long as the same standing is attached to the visitor, within one collective.

    For conditions, and querysets that nobody reads before they are copied: what they give, the database is asked each
    time. Another standing, be it an equal one, has it written anew.
    """

    @wraps(write)
    def written_for(user: Any) -> Written:
        at, collective = getattr(user, "standing", None), get_scope().get("collective")
        if at is None:
            return write(user)
        kept: dict[Any, tuple[Any, Any, Written]] = getattr(user, "written_once", {})
        if write not in kept or kept[write][0] is not at or kept[write][1] != collective:
            kept = {**kept, write: (at, collective, write(user))}
            user.written_once = kept
        return kept[write][2]

    return written_for
