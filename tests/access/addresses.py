"""Every address that the installation answers, read from the URL resolver itself."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

Address = tuple[str, tuple[str, ...]]


@cache
def addresses() -> dict[str, Address]:
    """Name of each address, with its route and the names of what it takes."""
    return dict(_walk(get_resolver().url_patterns))


def path_of(name: str, collective: str, arguments: dict[str, Any]) -> str:
    route, takes = addresses()[name]
    values = {"collective": collective, **arguments}
    for taken in takes:
        route = _filled(route, taken, str(values[taken]))
    return f"/{route}"


def _filled(route: str, name: str, value: str) -> str:
    for converter in ("slug", "int", "str", "path"):
        route = route.replace(f"<{converter}:{name}>", value)
    return route


def _walk(
    patterns: list[URLPattern | URLResolver], prefix: str = "", space: str = "", taken: tuple[str, ...] = ()
) -> Iterator[tuple[str, Address]]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        takes = (*taken, *pattern.pattern.converters)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, route, inner, takes)
        else:
            yield f"{space}{pattern.name}", (route, takes)
