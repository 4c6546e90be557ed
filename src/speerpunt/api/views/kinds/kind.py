"""What the routes must know of one kind of thing."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from pydantic import BaseModel

from ...enums import Group
from ...schemas.base import Asked, ListQuery

Rows = QuerySet[Any]
# What a filter does: rows, the value, who asks.
Narrow = Callable[[Rows, Any, Any], Rows]


@dataclass(frozen=True)
class Deed:
    """Something that is done with a row, with a name of its own: `POST /meetings/12/cancel`."""

    name: str
    summary: str
    permission: str
    asks: type[Asked] | None
    do: Callable[[HttpRequest, Any, dict[str, Any]], object]


@dataclass(frozen=True)
class Kind:
    """`tell` makes of rows, for a reader, what he is told; the verbs take what was sent and call the service."""

    name: str
    one: str
    group: Group
    model: type[Model]
    visible_to: Callable[[Any], Rows]
    told: type[BaseModel]
    tell: Callable[[Any, Sequence[Any]], list[Any]]
    about: str = ""
    query: type[BaseModel] = ListQuery
    filters: Mapping[str, Narrow] = field(default_factory=dict)
    # Of the page with the list, where it has one.
    list_permission: str = ""
    new: type[Asked] | None = None
    add: Callable[[HttpRequest, dict[str, Any]], Any] | None = None
    change_asks: type[Asked] | None = None
    change: Callable[[HttpRequest, Any, dict[str, Any]], object] | None = None
    change_permission: str = ""
    remove: Callable[[HttpRequest, Any], object] | None = None
    remove_permission: str = ""
    # Asks for the right to change or remove, where it is asked of another row than this one.
    guard: Callable[[HttpRequest, Any], None] | None = None
    deeds: tuple[Deed, ...] = ()
    # Of kinds on the map: the properties of a feature, and its shape.
    properties: type[BaseModel] | None = None
    shape_of: Callable[[Any], Any] | None = None
    # Added to one row when it is asked by itself.
    tell_more: Callable[[HttpRequest, Any, Any], Any] | None = None


def by(name: str) -> Narrow:
    """A field of the row itself."""
    return lambda rows, value, _user: rows.filter(**{name: value})


def within(name: str, visible_to: Callable[[Any], Rows]) -> Narrow:
    """A row that this one refers to, as far as the asker sees it: a filter tells nothing that a page hides."""
    return lambda rows, value, user: rows.filter(
        **{f"{name}__in": visible_to(user).filter(pk=value).order_by().values("pk")}
    )


def ids_in_sight(rows: Rows, ids: Iterable[int | None]) -> set[int]:
    wanted = {each for each in ids if each is not None}
    return set(rows.filter(pk__in=wanted).order_by().values_list("pk", flat=True)) if wanted else set()


def only(pk: int | None, seen: set[int]) -> int | None:
    return pk if pk in seen else None


def named(row: Any) -> str | None:
    return str(row) if row is not None else None
