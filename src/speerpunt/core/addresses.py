"""Addresses inside the collective whose scope is open: `/leiden/…`."""

from functools import lru_cache
from typing import Any

from django.urls import get_script_prefix, get_urlconf, reverse
from django_scopes import get_scope

from .models import Collective

KEPT_PATHS = 16_384


def current_collective() -> Collective:
    """The collective of the open scope; an error outside one."""
    collective = get_scope().get("collective")
    if not isinstance(collective, Collective):
        raise LookupError("No scope of a collective is open.")  # noqa: TRY004 - the scope is missing, not mistyped
    return collective


def address(name: str, *args: Any, **kwargs: Any) -> str:
    """The path of a named page within the current collective."""
    slug = current_collective().slug
    if kwargs:
        return reverse(name, kwargs={"collective": slug, **kwargs})
    return _path(get_script_prefix(), get_urlconf(), name, (slug, *args))


@lru_cache(maxsize=KEPT_PATHS)
def _path(prefix: str, urlconf: str | None, name: str, args: tuple[Any, ...]) -> str:
    """A list asks the same hundred paths at each request, and finding one back costs 20 microseconds."""
    return reverse(name, args=args, urlconf=urlconf)
