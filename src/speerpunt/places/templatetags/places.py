"""Numbers of indicators and periods of areas, as people write them."""

from typing import Any

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def in_unit(value: float, indicator: Any) -> str:
    """`{{ measurement.value|in_unit:indicator }}`: with its decimals and its unit, as in 2,8 %."""
    number = number_format(value, decimal_pos=indicator.decimals, use_l10n=True, force_grouping=True)
    return f"{number}\u00a0{indicator.unit}" if indicator.unit else str(number)


@register.filter
def period(row: Any) -> str:
    """`{{ alias|period }}`: the years in which something holds."""
    if row.start and row.end:
        return f"{row.start.year} – {row.end.year}"
    if row.start:
        return _("since %(year)s") % {"year": row.start.year}
    return _("until %(year)s") % {"year": row.end.year} if row.end else ""
