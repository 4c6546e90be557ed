"""Roads on a map in the page."""

from django import template
from django.utils.safestring import SafeString

from ..queries.road_map import RoadMap
from .drawing.road_map import road_map_svg

register = template.Library()


@register.simple_tag
def road_map(drawn: RoadMap, label: str) -> SafeString:
    return road_map_svg(drawn, label)
