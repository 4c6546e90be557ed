"""Heads that sort and links to other pages of a `core.listing.Listing`."""

from typing import Any

from django import template
from django.http import QueryDict

from ..listing import ALL, Listing, SortLink

register = template.Library()


@register.inclusion_tag("core/sort_heading.html")
def sort_heading(sort: SortLink, *classes: str) -> dict[str, Any]:
    """`{% sort_heading listing.sorts.naam "num" %}` is one `<th>`, with `aria-sort` when it is the one."""
    return {"sort": sort, "classes": " ".join(classes)}


@register.inclusion_tag("core/pagination.html")
def pagination(listing: Listing) -> dict[str, Any]:
    """`{% pagination listing %}` shows nothing but the count when everything fits on one page."""
    page = listing.page
    return {
        "page": page,
        "listing": listing,
        "all": ALL,
        "query": f"{listing.query}&" if listing.query else "",
        "numbers": list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)),
        "gap": page.paginator.ELLIPSIS,
    }


@register.simple_tag
def query_without(query: QueryDict, *names: str) -> str:
    """`?{% query_without request.GET "status" %}`: the address of this list with a filter taken off."""
    changed = query.copy()
    for name in (*names, "bladzijde"):
        changed.pop(name, None)
    return changed.urlencode()
