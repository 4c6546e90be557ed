"""A list that can be sorted and paged, the same way on every page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F, QuerySet
from django.http import HttpRequest, QueryDict

PER_PAGE = 50
# In the address, for a list that is printed or searched with the browser as a whole; up to so many rows.
ALL = "alles"
MOST_ON_ONE_PAGE = 1000


@dataclass(frozen=True)
class SortLink:
    """A column head: where it leads and how it is sorted now (`ascending`, `descending` or `none`)."""

    title: Any
    query: str
    state: str


@dataclass(frozen=True)
class Listing:
    page: Page[Any]
    sorts: dict[str, SortLink]
    # The query string without the page number, for links to other pages of the same list.
    query: str
    # On one page because that was asked for, or could be.
    is_whole: bool = False
    may_be_whole: bool = False


def listing(
    request: HttpRequest,
    rows: QuerySet[Any],
    columns: Mapping[str, tuple[Any, str]],
    *,
    default: str,
    per_page: int = PER_PAGE,
    count: int | None = None,
) -> Listing:
    """Sort and page `rows` as the address asks; `count` of them, when that is known already.

    `columns` maps the name in the address (`?op=naam`, `?op=-naam`) to a title and a field; a name that is
    not in it is ignored, so that nobody sorts by a field that is not shown. Empty values come last.
    """
    asked = request.GET.get("op", default)
    if asked.removeprefix("-") not in columns:
        asked = default
    field = F(columns[asked.removeprefix("-")][1])
    order = field.desc(nulls_last=True) if asked.startswith("-") else field.asc(nulls_last=True)
    pages = Paginator(rows.order_by(order, "pk"), per_page)
    if count is not None:
        pages.count = count
    may_be_whole = per_page < pages.count <= MOST_ON_ONE_PAGE
    is_whole = may_be_whole and request.GET.get("bladzijde") == ALL
    if is_whole:
        pages.per_page = MOST_ON_ONE_PAGE
    return Listing(
        page=pages.get_page(request.GET.get("bladzijde")),
        sorts={key: _link(request.GET, key, title, asked) for key, (title, _field) in columns.items()},
        query=_query(request.GET, bladzijde=None),
        is_whole=is_whole,
        may_be_whole=may_be_whole,
    )


def _link(query: QueryDict, key: str, title: Any, asked: str) -> SortLink:
    state = {key: "ascending", f"-{key}": "descending"}.get(asked, "none")
    following = f"-{key}" if state == "ascending" else key
    return SortLink(title=title, query=_query(query, op=following, bladzijde=None), state=state)


def _query(query: QueryDict, **changes: str | None) -> str:
    changed = query.copy()
    for name, value in changes.items():
        changed.pop(name, None)
        if value is not None:
            changed[name] = value
    return changed.urlencode()
