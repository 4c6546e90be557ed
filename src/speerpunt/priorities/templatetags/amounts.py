"""Amounts of money, rounded to what somebody can use."""

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext as _

register = template.Library()

MILLION = 1_000_000


@register.filter
def euros(cents: int | None) -> str:
    """€ 8,4 mln or € 12.500"""
    if cents is None:
        return ""
    amount = cents / 100
    if amount >= MILLION:
        return _("€ %(amount)s mln") % {"amount": number_format(amount / MILLION, decimal_pos=1)}
    return f"€ {number_format(round(amount), force_grouping=True)}"
