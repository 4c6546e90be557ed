"""Days as people say them, and how long something still takes."""

from datetime import date

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .drawing.days import said_as

register = template.Library()

DAYS_AHEAD = 7


@register.filter
def short_day(day: date | None, today: date | None = None) -> str:
    """do 26 nov; with the year when it is another one. A long list asks once which day it is."""
    if day is None:
        return ""
    pattern = "D j M" if day.year == (today or timezone.localdate()).year else "j M Y"
    return said_as(day, pattern).lower()


@register.filter
def full_day(day: date) -> str:
    """1 jan 2026, whatever year it is now."""
    return said_as(day, "j M Y").lower()


@register.simple_tag
def said_day(day: date, is_assumed: bool = False, today: date | None = None) -> SafeString:
    """`{% said_day moment.due moment.is_assumed %}`: a day nobody agreed on yet is dotted, and says so aloud."""
    return _time(day, short_day(day, today), is_assumed)


@register.simple_tag
def said_month(day: date, is_assumed: bool = False) -> SafeString:
    """`{% said_month project.end project.dates_assumed %}`: jun 2027"""
    return _time(day, said_as(day, "M Y").lower(), is_assumed)


def _time(day: date, words: str, is_assumed: bool) -> SafeString:
    if not is_assumed:
        return format_html('<time datetime="{}">{}</time>', day.isoformat(), words)
    pattern = '<time class="guessed" datetime="{}">{}<span class="vh"> ({})</span></time>'
    return format_html(pattern, day.isoformat(), words, _("assumed"))


@register.simple_tag
def due(day: date | None, today: date | None = None) -> SafeString | str:
    """`{% due project.next_step_due %}`: an amber chip when the day is near or has passed; else nothing."""
    if day is None:
        return ""
    days = (day - (today or timezone.localdate())).days
    if days > DAYS_AHEAD:
        return ""
    return format_html('<span class="chip due">{}</span>', _said(days))


def _said(days: int) -> str:
    if days == 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    if days < 0:
        return ngettext("%(days)s day late", "%(days)s days late", -days) % {"days": -days}
    return ngettext("%(days)s day to go", "%(days)s days to go", days) % {"days": days}
