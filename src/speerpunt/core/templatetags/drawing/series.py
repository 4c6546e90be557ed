"""Geometry of a small line of measurements over time, with the target it should reach."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from .days import said_as
from .scale import TimeScale, number, percent

# The target and the last value stand side by side above the line, so that neither lies on the other.
TOP = 28
BOTTOM = 24

Measurement = tuple[date, float]


@dataclass(frozen=True)
class DrawnPoint:
    x: str
    y: float
    said: str
    is_last: bool


@dataclass(frozen=True)
class DrawnSeries:
    points: list[DrawnPoint]
    line: str
    under: str
    height: int
    baseline: float
    target_y: float | None
    target: str
    last: str
    first_day: str
    last_day: str
    said: str

    def points_html(self) -> SafeString:
        """Written here: a template takes ten times as long over them."""
        return mark_safe("".join([_point_html(point) for point in self.points]))


def draw_series(
    measured: Sequence[Measurement],
    *,
    label: str,
    target: float | None,
    unit: str,
    height: int,
    direction: str,
) -> DrawnSeries | None:
    """Nothing without measurements: an empty figure says less than an empty state."""
    if not measured:
        return None
    rows = sorted(measured)
    values = [value for _day, value in rows] + ([target] if target is not None else [])
    low, high = _range(values)
    scale = TimeScale(rows[0][0], rows[-1][0])
    base = height - BOTTOM
    ys = [_height(value, low, high, base) for _day, value in rows]
    whole = scale.opening(rows[-1][0])
    xs = [scale.opening(day) / whole * 100 if whole else 50.0 for day, _value in rows]
    target_y = None if target is None else _height(target, low, high, base)
    line = "M" + "L".join(f"{x:.2f} {y:.1f}" for x, y in zip(xs, ys, strict=True))
    return DrawnSeries(
        points=[
            DrawnPoint(percent(x), y, f"{_when(day)}: {_amount(value, unit)}", day == rows[-1][0])
            for x, y, (day, value) in zip(xs, ys, rows, strict=True)
        ],
        line=line,
        under=f"{line}L{xs[-1]:.2f} {base}L{xs[0]:.2f} {base}Z",
        height=height,
        baseline=base,
        target_y=target_y,
        target="" if target is None else _("target %(amount)s") % {"amount": number(target)},
        last=_amount(rows[-1][1], unit),
        first_day=_when(rows[0][0]) if len(rows) > 1 else "",
        last_day=_when(rows[-1][0]),
        said=_said(rows, label, target, unit, direction),
    )


def _point_html(point: DrawnPoint) -> str:
    radius, said = (6 if point.is_last else 4), escape(point.said)
    return f'<circle class="measured" cx="{point.x}" cy="{point.y:g}" r="{radius}"><title>{said}</title></circle>'


def _range(values: Sequence[float]) -> tuple[float, float]:
    """From zero where that is near, so that a small change does not look like a great one."""
    low, high = min(values), max(values)
    if 0 <= low <= high * 0.6:
        low = 0.0
    room = (high - low) * 0.1 or abs(high) * 0.1 or 1.0
    return (low if low == 0 else low - 3 * room), high + room


def _height(value: float, low: float, high: float, base: int) -> float:
    return round(base - (value - low) / (high - low) * (base - TOP), 1)


def _amount(value: float, unit: str) -> str:
    return f"{number(value)} {unit}".strip()


def _when(day: date) -> str:
    return str(day.year) if (day.month, day.day) in {(1, 1), (12, 31)} else said_as(day, "M Y").lower()


def _said(rows: Sequence[Measurement], label: str, target: float | None, unit: str, direction: str) -> str:
    told = ", ".join(f"{_when(day)} {_amount(value, unit)}" for day, value in rows)
    if target is None:
        return f"{label}: {told}"
    better = _("higher is better") if direction == "up" else _("lower is better")
    return f"{label}: {told}; {_('target %(amount)s') % {'amount': _amount(target, unit)}}, {better}"
