"""The timeline as pieces of a page; the drawing itself is in `drawing`."""

from django import template
from django.utils.safestring import SafeString

from .drawing.in_page import axis_svg, bars_svg, names_html
from .drawing.timeline import Drawing

register = template.Library()


@register.simple_tag
def timeline_axis(drawing: Drawing) -> SafeString:
    return axis_svg(drawing)


@register.simple_tag
def timeline_names(drawing: Drawing) -> SafeString:
    return names_html(drawing)


@register.simple_tag
def timeline_bars(drawing: Drawing) -> SafeString:
    return bars_svg(drawing)
