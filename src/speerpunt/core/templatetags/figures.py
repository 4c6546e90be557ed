"""Figures drawn by the server as SVG: as wide as the page, readable aloud, no script and no inline style."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import template

from .drawing.matrix import Heading, MatrixRow, shade_matrix
from .drawing.series import Measurement, draw_series
from .drawing.theme_bars import ThemeBar, draw_themes
from .drawing.year_strip import StripRow, draw_strip

register = template.Library()


@register.inclusion_tag("core/figures/year_strip.html")
def year_strip(rows: Sequence[StripRow], start: date, end: date, today: date) -> dict[str, Any]:
    """`{% year_strip rows start end today %}`.

    Each `StripRow` has a title, bars (dark: done, light: to do, up to `today`) and decisions (filled
    diamond: taken, open: to come). Any period does: the axis shows months, quarters or years. Bars whose
    words would touch go below each other. A `Bar` or `Decision` with `is_assumed` is drawn dashed.
    """
    return {"strip": draw_strip(rows, start, end, today)}


@register.inclusion_tag("core/figures/strip_legend.html")
def strip_legend(*, assumed: bool = False) -> dict[str, Any]:
    """`{% strip_legend assumed=True %}` also explains the dashed bars."""
    return {"assumed": assumed}


@register.inclusion_tag("core/figures/theme_bars.html")
def theme_bars(bars: Sequence[ThemeBar], maximum: float = 10) -> dict[str, Any]:
    """`{% theme_bars bars 10 %}`: per `ThemeBar` what is measured (dot) against the ambition (line).

    `measured=None` says "not measured yet"; `ambition=None` leaves the line away. All values share one
    scale from 0 to `maximum`. The dotted gap turns amber from fifteen percent of that scale.
    """
    return {"themes": draw_themes(bars, maximum)}


@register.inclusion_tag("core/figures/theme_legend.html")
def theme_legend(year: str = "") -> dict[str, Any]:
    return {"year": year}


@register.inclusion_tag("core/figures/series.html")
def series(
    measured: Sequence[Measurement],
    label: str,
    target: float | None = None,
    unit: str = "",
    direction: str = "up",
    height: int = 120,
) -> dict[str, Any]:
    """`{% series points "Vacant offices" 8 "%" direction="down" %}`: `(date, number)` pairs and their target.

    The first and last date stand on the axis, the last value beside its point. Without measurements
    nothing is drawn: show an empty state instead.
    """
    drawn = draw_series(measured, label=label, target=target, unit=unit, height=height, direction=direction)
    return {"series": drawn}


@register.inclusion_tag("core/figures/matrix.html")
def matrix(corner: str, columns: Sequence[Heading], rows: Sequence[MatrixRow]) -> dict[str, Any]:
    """`{% matrix "Projects per area and theme" columns rows %}`: counts that link through, with totals.

    Every row has one `Cell` per column, in the same order. The corner text is the caption for who listens.
    """
    return {"corner": corner, "matrix": shade_matrix(columns, rows)}
