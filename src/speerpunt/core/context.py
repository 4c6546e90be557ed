"""What every page needs: who we are, where we are, and where one can go."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from .addresses import address
from .models import Installation
from .registry import navigation


def site(request: HttpRequest) -> dict[str, Any]:
    return {
        "collective": getattr(request, "collective", None),
        "standing": getattr(request, "standing", None),
        "navigation": _navigation(request),
        "installation": Installation.current,
        "map_tiles_url": settings.MAP_TILES_URL,
    }


def _navigation(request: HttpRequest) -> list[dict[str, Any]]:
    if getattr(request, "collective", None) is None:
        return []
    here = request.path
    entries = [(item, address(item.page)) for item in navigation() if item.is_shown(request)]
    # Every address begins with the front page's, so that one is current only when it is the page itself.
    front = f"/{request.collective.slug}/"
    around = [url for _item, url in entries if here.startswith(url) and (url != front or here == front)]
    current = max(around, key=len, default="")
    return [
        {
            "url": url,
            "title": item.title,
            "icon": item.icon,
            "current": url == current,
        }
        for item, url in entries
    ]
