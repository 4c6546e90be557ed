"""What is worked out once for a visitor: in a request, or for as long as his standing is the same."""

from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.db.models import QuerySet
from django.utils import timezone
from django_scopes import get_scope

from .compiled import compiled_once

Given = ParamSpec("Given")
Found = TypeVar("Found")

MOST_KEPT = 2048
_kept: OrderedDict[Any, Any] = OrderedDict()


def kept_for_standing(
    write: Callable[Concatenate[Any, Given], Found],
) -> Callable[Concatenate[Any, Given], Found]:
    """Keeps a condition, or a queryset that is copied before it is read, for this standing, collective and day.

    Writing one takes longer than asking it. So it is written from the standing and what is given with it, and asks the
    database nothing itself: what it gives, the database is asked each time.
    """

    @wraps(write)
    def written(user: Any, *given: Given.args, **named: Given.kwargs) -> Found:
        at = getattr(user, "standing", None)
        if at is None:
            return write(user, *given, **named)
        return _keep((write, at, given, *named.items()), lambda: write(user, *given, **named))

    return written


def kept_for_collective(write: Callable[Given, Found]) -> Callable[Given, Found]:
    """The same of what is no matter of who asks."""

    @wraps(write)
    def written(*given: Given.args, **named: Given.kwargs) -> Found:
        return _keep((write, given, *named.items()), lambda: write(*given, **named))

    return written


def _keep(key: tuple[Any, ...], write: Callable[[], Found]) -> Found:
    collective = get_scope().get("collective")
    if collective is None:
        return write()
    key = (collective.pk, timezone.localdate(), *key)
    found: Any = _kept.get(key, _kept)
    if found is not _kept:
        with suppress(KeyError):  # another thread made room
            _kept.move_to_end(key)
        return found  # type: ignore[no-any-return]
    found = write()
    if isinstance(found, QuerySet):
        found = compiled_once(found)
    while len(_kept) >= MOST_KEPT:
        # What was not asked for longest makes room: the others are asked again in a moment.
        _kept.popitem(last=False)
    _kept[key] = found
    return found  # type: ignore[no-any-return]


def forget_kept(**_kwargs: Any) -> None:
    """After every migrate: the numbers that Django gives to models may be others."""
    _kept.clear()


def once_for_standing(ask: Callable[[Any], Found]) -> Callable[[Any], Found]:
    """Asks once for as long as the same standing is attached to the visitor, which is for one request."""

    @wraps(ask)
    def asked(user: Any) -> Found:
        at, collective = getattr(user, "standing", None), get_scope().get("collective")
        if at is None:
            return ask(user)
        kept: dict[Any, tuple[Any, Any, Found]] = getattr(user, "asked_once", {})
        if ask not in kept or kept[ask][0] is not at or kept[ask][1] != collective:
            kept = {**kept, ask: (at, collective, ask(user))}
            user.asked_once = kept
        return kept[ask][2]

    return asked
