"""Periods and vehicles of works in words."""

from collections.abc import Sequence
from datetime import date

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString

from ..enums import Mode
from ..problems import PlanPicture
from ..problems.picture import LaidRow
from ..queries.blackouts import ClosedDays
from ..queries.periods import said_period
from ..queries.reach import AreaWeeks
from .drawing.cost_strip import cost_strip
from .drawing.heat_strip import strip
from .drawing.plan import Board, axis, backdrop, lane
from .drawing.year_strip import year_strip

register = template.Library()


@register.simple_tag
def period(start: date | None, end: date | None, phases: int = 1) -> str:
    return said_period(start, end, phases)


@register.simple_tag
def mode_word(mode: str) -> str:
    return str(Mode(mode).label) if mode in Mode.values else mode


@register.simple_tag
def heat_strip(row: AreaWeeks, mondays: Sequence[date]) -> SafeString:
    return strip(row, mondays)


@register.simple_tag
def plan_axis(picture: Board) -> SafeString:
    return axis(picture)


@register.simple_tag
def plan_backdrop(picture: Board) -> SafeString:
    return backdrop(picture, timezone.localdate())


@register.simple_tag
def plan_cost_strip(picture: PlanPicture) -> SafeString:
    return cost_strip(picture)


@register.simple_tag
def plan_lane(picture: PlanPicture, row: LaidRow, may_move: bool = False) -> SafeString:
    return lane(picture, row, may_move=may_move)


@register.simple_tag
def week_word(picture: Board, week: int) -> str:
    return picture.words.one(week)


@register.simple_tag
def calendar_year(year: int, days: Sequence[ClosedDays]) -> SafeString:
    return year_strip(year, days)


@register.filter
def minutes_in(row: AreaWeeks, week: int) -> float:
    return row.minutes[week] or 0.0


@register.filter
def left_after(row: LaidRow, week: int) -> int:
    return row.left_after(week)
