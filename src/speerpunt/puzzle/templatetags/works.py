"""Periods and vehicles of works in words."""

from datetime import date

from django import template

from ..enums import Mode
from ..tables import said_period

register = template.Library()


@register.simple_tag
def period(start: date | None, end: date | None) -> str:
    return said_period(start, end)


@register.simple_tag
def mode_word(mode: str) -> str:
    return str(Mode(mode).label) if mode in Mode.values else mode
