"""The timeline as pieces of a page; the drawing itself is in `drawing`."""

from django import template
from django.utils.safestring import SafeString

from ..queries.timeline import Timeline
from .drawing.in_page import axis_svg, groups_html
from .drawing.in_table import rows_html
from .drawing.timeline import Drawing

register = template.Library()


@register.simple_tag
def timeline_axis(drawing: Drawing) -> SafeString:
    return axis_svg(drawing)


@register.simple_tag
def timeline_groups(drawing: Drawing) -> SafeString:
    return groups_html(drawing)


@register.simple_tag
def timeline_rows(timeline: Timeline, return_to: str, is_compared: bool) -> SafeString:
    return rows_html(timeline, return_to, is_compared=is_compared)
