"""Amounts as they stand on a statement, the states of things, and the figure of a year."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from speerpunt.core.templatetags.marks import shape

from ..enums import GrantState, RequestState, SwapState
from ..models import FundYear
from ..queries.overview import OverviewLine
from .drawing.stacks import draw_stacks

register = template.Library()

# The shape and colour of each state; the word always stands beside it.
SHAPES: dict[str, str] = {
    RequestState.DRAFT: "not_started",
    RequestState.ASKED: "attention",
    RequestState.APPROVED: "on_course",
    RequestState.REFUSED: "stuck",
    RequestState.WITHDRAWN: "not_started",
    RequestState.ACCOUNTED: "on_course",
    RequestState.CLOSED: "done",
    SwapState.PROPOSED: "attention",
    SwapState.BOOKED: "done",
    GrantState.CONSIDERED: "not_started",
    GrantState.AWARDED: "on_course",
    GrantState.SETTLED: "done",
}


@register.filter
def amount(cents: int | None) -> str:
    """12.500,00 or −250,50: on paper the same in every language."""
    if cents is None:
        return ""
    whole, rest = divmod(abs(cents), 100)
    grouped = f"{whole:,}".replace(",", ".")
    return f"{'−' if cents < 0 else ''}{grouped},{rest:02}"


@register.filter
def money(cents: int | None) -> str:
    """€ 12.500,00"""
    return "" if cents is None else f"€ {amount(cents)}"


@register.filter
def short_money(cents: int) -> str:
    """€ 12.500, with cents only where there are any: where large figures stand side by side."""
    return money(cents).removesuffix(",00")


@register.simple_tag
def funds_state(row: Any) -> SafeString:
    """`{% funds_state request %}`: of a request, a swap or an outside grant."""
    look = SHAPES[row.state]
    return format_html('<span class="hl {}">{}{}</span>', look, shape(look), row.get_state_display())


@register.inclusion_tag("funds/figures/stacks.html")
def money_stacks(lines: Sequence[OverviewLine], year: FundYear) -> dict[str, Any]:
    """`{% money_stacks overview.lines year %}`: of each account what is paid, granted and free, on one scale."""
    return {"stacks": draw_stacks(lines), "year": year}
