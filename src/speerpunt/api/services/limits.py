"""How often a key may ask. The count stands in the database, since a request comes to any of several processes.

A process is granted a handful of requests at a time, so that most requests write nothing.
"""

from datetime import datetime, timedelta
from threading import Lock
from typing import NamedTuple

from django.core.cache import cache
from django.db.models import Case, F, Value, When
from django.utils import timezone

from ..models import AccessToken

PER_MINUTE = 600
GRANTED_AT_ONCE = 30
WRONG_PER_MINUTE = 60
WINDOW = timedelta(minutes=1)


class Grant(NamedTuple):
    since: datetime
    left: int


_granted: dict[int, Grant] = {}
_lock = Lock()


def seconds_to_wait(token: AccessToken) -> int:
    """Nothing to wait for: 0, and the request is counted."""
    now = timezone.now()
    with _lock:
        grant = _granted.get(token.pk)
        if grant is None or now - grant.since >= WINDOW or grant.left == 0:
            grant = _granted[token.pk] = _asked(token, now)
        if grant.left == 0:
            return max(1, round((grant.since + WINDOW - now).total_seconds()))
        _granted[token.pk] = grant._replace(left=grant.left - 1)
    return 0


def count_wrong_key(place: str) -> bool:
    """So many from one connection; false when that is enough, until nothing came from there for a minute."""
    key = f"api.wrong_key:{place}"
    count: int = cache.get(key, 0) + 1
    cache.set(key, count, timeout=WINDOW.seconds)
    return count <= WRONG_PER_MINUTE


def forget_grants() -> None:
    with _lock:
        _granted.clear()


def _asked(token: AccessToken, now: datetime) -> Grant:
    """A share of what is left of this minute; a new minute begins where the last one is over."""
    is_new = When(counted_since__gt=now - WINDOW, then=F("counted") + GRANTED_AT_ONCE)
    AccessToken.objects.filter(pk=token.pk).update(
        counted=Case(is_new, default=Value(GRANTED_AT_ONCE)),
        counted_since=Case(When(counted_since__gt=now - WINDOW, then=F("counted_since")), default=Value(now)),
    )
    since, counted = AccessToken.objects.values_list("counted_since", "counted").get(pk=token.pk)
    return Grant(since or now, max(0, min(GRANTED_AT_ONCE, PER_MINUTE - (counted - GRANTED_AT_ONCE))))
