"""Periods and vehicles of works in words."""

from collections.abc import Sequence
from datetime import date

from django import template
from django.utils.safestring import SafeString

from ..enums import Mode
from ..queries.reach import AreaWeeks
from ..tables import said_period
from .drawing.heat_strip import strip

register = template.Library()


@register.simple_tag
def period(start: date | None, end: date | None) -> str:
    return said_period(start, end)


@register.simple_tag
def mode_word(mode: str) -> str:
    return str(Mode(mode).label) if mode in Mode.values else mode


@register.simple_tag
def heat_strip(row: AreaWeeks, mondays: Sequence[date]) -> SafeString:
    return strip(row, mondays)
