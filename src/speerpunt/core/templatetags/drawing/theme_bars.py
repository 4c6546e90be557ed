"""Geometry of ambition against measured: a bar to what is measured, a line where it should be."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .scale import number, percent

STEPS = 5
# From this share of the scale on, a gap asks for attention.
WIDE_GAP = 0.15


@dataclass(frozen=True)
class ThemeBar:
    title: str
    measured: float | None
    ambition: float | None
    note: str = ""
    url: str = ""


@dataclass(frozen=True)
class DrawnBar:
    bar: ThemeBar
    measured: str
    ambition: str
    gap: str
    is_gap_wide: bool
    said: str


@dataclass(frozen=True)
class DrawnThemes:
    bars: list[DrawnBar]
    axis: list[tuple[str, str]]


def draw_themes(bars: Sequence[ThemeBar], maximum: float) -> DrawnThemes:
    steps = [maximum * step / STEPS for step in range(STEPS + 1)]
    return DrawnThemes(
        bars=[_draw(bar, maximum) for bar in bars],
        axis=[(percent(step / maximum * 100), number(step)) for step in steps],
    )


def _draw(bar: ThemeBar, maximum: float) -> DrawnBar:
    short = (bar.ambition or 0) - (bar.measured or 0) if bar.measured is not None else 0.0
    return DrawnBar(
        bar=bar,
        measured=_place(bar.measured, maximum),
        ambition=_place(bar.ambition, maximum),
        gap=percent(short / maximum * 100) if short > 0 else "",
        is_gap_wide=short > maximum * WIDE_GAP,
        said=_said(bar),
    )


def _place(value: float | None, maximum: float) -> str:
    return "" if value is None else percent(min(max(value / maximum, 0), 1) * 100)


def _said(bar: ThemeBar) -> str:
    words = {
        "title": bar.title,
        "measured": number(bar.measured or 0),
        "ambition": number(bar.ambition or 0),
    }
    if bar.measured is None:
        return _("%(title)s: not measured yet") % words
    if bar.ambition is None:
        return _("%(title)s: %(measured)s, no ambition set") % words
    return _("%(title)s: %(measured)s measured, ambition %(ambition)s") % words
