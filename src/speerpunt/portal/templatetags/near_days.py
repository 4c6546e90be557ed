"""Days in a narrow column: today by its name, this week by its weekday, later by its month."""

from datetime import date, timedelta

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

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
        return date_format(day, "D j").lower()
    return date_format(day, "j M" if abs(day - today) < timedelta(days=300) else "j M Y").lower()
