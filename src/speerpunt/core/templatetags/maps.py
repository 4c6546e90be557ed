"""Maps: what they show stands in attributes, so that the page carries no script of its own."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.forms import BoundField
from django.template import Context
from django.utils.translation import gettext as _

from ..addresses import address
from ..registry import map_layer
from .drawing.points import MapPoint, point_as_json

register = template.Library()


@register.inclusion_tag("core/map.html", takes_context=True)
def city_map(context: Context, points: Sequence[MapPoint] = (), **options: Any) -> dict[str, Any]:
    """`{% city_map points label="…" %}`, with the same things in a list beside it.

    Options: `label` (read aloud, required), `base_url` and `areas_url` (GeoJSON; else the collective's own),
    `crowd_url` (GeoJSON points by the thousand, joined when far away), `focus` (ids of the areas the page is about, with commas),
    `areas` ("fill", "outline" or "none"), `bounds` (west, south, east, north; else the collective's),
    `drawn` (features with a `look`: place, measure, detour or other), `size` ("small", "large"), `map_id` when a page has more
    than one.
    """
    frame = _frame(context, options)
    return frame | {
        "points": [point_as_json(point) for point in points],
        "points_id": f"{frame['map_id']}-points",
        **_drawn(frame["map_id"], options),
        "crowd_url": options.get("crowd_url", ""),
        "focus": options.get("focus", ""),
        "areas": options.get("areas", "outline"),
    }


@register.inclusion_tag("core/area_editor.html", takes_context=True)
def area_editor(context: Context, geometry: BoundField, **options: Any) -> dict[str, Any]:
    """`{% area_editor form.geometry %}`: draw on the map, or write GeoJSON.

    Options besides those of a map: `shapes`, the kinds that can be drawn, the first of which is ready to be ("polygon point";
    also "line"), and `drawn`, features that stand on the map already.
    """
    frame = _frame(context, {"label": _("Map to draw on"), "map_id": "area-map", **options})
    shapes = options.get("shapes", "polygon point").split()
    return frame | {"geometry": geometry, "shapes": shapes, **_drawn(frame["map_id"], options)}


@register.inclusion_tag("core/point_picker.html", takes_context=True)
def point_picker(
    context: Context, longitude: BoundField, latitude: BoundField, **options: Any
) -> dict[str, Any]:
    """`{% point_picker form.longitude form.latitude %}`: a pin, or two numbers."""
    longitude.field.widget.attrs |= {"data-longitude": "", "class": "short", "inputmode": "decimal"}
    latitude.field.widget.attrs |= {"data-latitude": "", "class": "short", "inputmode": "decimal"}
    frame = _frame(context, {"label": _("Map to put a pin on"), "map_id": "pin-map", **options})
    return frame | {"longitude": longitude, "latitude": latitude}


@register.inclusion_tag("core/link_map.html", takes_context=True)
def link_map(context: Context, features: Sequence[Mapping[str, Any]], **options: Any) -> dict[str, Any]:
    """`{% link_map features label="…" %}` in a form `data-link-picker`: roads that are picked by clicking, as the boxes
    `links` of the form are by ticking."""
    frame = _frame(context, {"map_id": "link-map", "areas_url": "", **options})
    return frame | _drawn(frame["map_id"], {"drawn": features})


def _drawn(map_id: str, options: Mapping[str, Any]) -> dict[str, Any]:
    return {"drawn": list(options.get("drawn", ())), "drawn_id": f"{map_id}-drawn"}


def _frame(context: Context, options: Mapping[str, Any]) -> dict[str, Any]:
    bounds = options.get("bounds") or getattr(context.get("collective"), "map_bounds", None) or ()
    return {
        "label": options["label"],
        "map_id": options.get("map_id", "map"),
        "size": options.get("size", ""),
        "base_url": options["base_url"] if "base_url" in options else _layer_url(context, "base"),
        "areas_url": options["areas_url"] if "areas_url" in options else _layer_url(context, "areas"),
        "background_url": context.get("map_tiles_url", ""),
        "bounds": ",".join(str(edge) for edge in bounds),
        "words": json.dumps(_words()),
    }


def _layer_url(context: Context, layer: str) -> str:
    page = map_layer(layer)
    return address(page) if page and context.get("collective") else ""


def _words() -> dict[str, str]:
    """What MapLibre says aloud or shows, in the language of the page."""
    return {
        "zoomIn": _("Zoom in"),
        "zoomOut": _("Zoom out"),
        "withCtrl": _("Hold Ctrl and scroll to zoom"),
        "withCommand": _("Hold ⌘ and scroll to zoom"),
        "twoFingers": _("Move the map with two fingers"),
    }
