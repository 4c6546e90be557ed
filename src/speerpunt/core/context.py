"""What every page needs: who we are, where we are, and where one can go."""

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from .addresses import address
from .models import Installation
from .registry import account_links, banners, navigation, search_pages


def site(request: HttpRequest) -> dict[str, Any]:
    return {
        "collective": getattr(request, "collective", None),
        "standing": getattr(request, "standing", None),
        "navigation": _navigation(request),
        "account_links": _account_links(request),
        **_search_urls(request),
        "banners": banners(),
        "is_demo": is_demo(),
        "oidc_name": settings.OIDC.name,
        "map_tiles_url": settings.MAP_TILES_URL,
    }


@cache
def is_demo() -> bool:
    """Asked once per process: a database becomes a demonstration before it is served, never while."""
    return Installation.current().is_demo


def _search_urls(request: HttpRequest) -> dict[str, str]:
    pages = search_pages()
    if pages is None or getattr(request, "collective", None) is None:
        return {}
    return {"search_url": address(pages[0]), "suggest_url": address(pages[1])}


def _account_links(request: HttpRequest) -> list[dict[str, Any]]:
    if getattr(request, "collective", None) is None:
        return []
    shown = [item for item in account_links() if item.is_shown(request)]
    return [{"url": address(item.page), "title": str(item.title), "icon": item.icon} for item in shown]


def _navigation(request: HttpRequest) -> list[dict[str, Any]]:
    if getattr(request, "collective", None) is None:
        return []
    here = request.path
    entries = [(item, address(item.page)) for item in navigation() if item.is_shown(request)]
    # Every address begins with the front page's, so that one is current only when it is the page itself.
    front = f"/{request.collective.slug}/"
    reached = [(item, each) for item, url in entries for each in (url, *map(address, item.also))]
    around = [each for each in reached if here.startswith(each[1]) and (each[1] != front or here == front)]
    current, _url = max(around, key=lambda each: len(each[1]), default=(None, ""))
    # Titles in words at once: each stands in three menus, and a lazy one is translated wherever it is asked anything.
    return [
        {"url": url, "title": str(item.title), "icon": item.icon, "current": item is current}
        for item, url in entries
    ]
