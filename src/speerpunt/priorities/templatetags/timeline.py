"""The timeline as pieces of a page; the drawing itself is in `drawing`."""

from django import template
from django.utils.safestring import SafeString

from .drawing.in_page import axis_svg, groups_html
from .drawing.timeline import Drawing

register = template.Library()


@register.simple_tag
def timeline_axis(drawing: Drawing) -> SafeString:
    return axis_svg(drawing)


@register.simple_tag
def timeline_groups(drawing: Drawing) -> SafeString:
    return groups_html(drawing)
