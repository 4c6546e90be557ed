"""Days in a narrow column: today by its name, this week by its weekday, later by its month."""

from datetime import date, timedelta

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _

from speerpunt.core.templatetags.drawing.days import said_as

register = template.Library()

WEEK = timedelta(days=7)


@register.filter
def near_day(day: date | None) -> str:
    """today, do 26, 8 dec, 8 jan 2028."""
    if day is None:
        return ""
    today = timezone.localdate()
    if day == today:
        return _("today")
    if today < day < today + WEEK:
        return said_as(day, "D j").lower()
    return said_as(day, "j M" if abs(day - today) < timedelta(days=300) else "j M Y").lower()
