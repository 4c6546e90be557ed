"""Areas by weeks: how many minutes more a trip takes. The height says the same as the shade."""

from collections.abc import Sequence
from datetime import date
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from ...queries.reach import AreaWeeks, step_of

WEEK, HEIGHT = 10.0, 24.0
STEP_HEIGHT = HEIGHT / 6


def strip(row: AreaWeeks, mondays: Sequence[date]) -> SafeString:
    """One row, as wide as it gets; what nobody knows is hatched, where an area is cut off stands a bar over the height."""
    width = WEEK * len(mondays)
    marks = "".join(_mark(row, week) for week in range(len(mondays)))
    label = escape(said(row, mondays))
    return mark_safe(
        f'<svg class="heat-strip" viewBox="0 0 {width:g} {HEIGHT:g}" preserveAspectRatio="none" role="img" '
        f'aria-label="{label}">{marks}</svg>'
    )


def _mark(row: AreaWeeks, week: int) -> str:
    left = week * WEEK
    minutes = row.minutes[week]
    if week in row.cut_off:
        return f'<rect class="cut-off" x="{left:g}" y="0" width="{WEEK - 0.6:g}" height="{HEIGHT:g}"/>'
    if minutes is None:
        return f'<rect class="unknown" x="{left:g}" y="0" width="{WEEK:g}" height="{HEIGHT:g}"/>'
    step = step_of(minutes)
    if not step:
        return ""
    height = STEP_HEIGHT * (step + 1)
    return f'<rect class="h{step}" x="{left:g}" y="{HEIGHT - height:g}" width="{WEEK - 0.6:g}" height="{height:g}"/>'


def said(row: AreaWeeks, mondays: Sequence[date]) -> str:
    """The same in words, for who does not see it."""
    if row.cut_off:
        return _("%(area)s: cut off in %(count)d weeks, the first from %(day)s") % {
            "area": row.area.name,
            "count": len(row.cut_off),
            "day": f"{mondays[min(row.cut_off)]:%d-%m-%Y}",
        }
    if row.most < 0.5:
        return _("%(area)s: hardly any minutes more") % {"area": row.area.name}
    week = max(range(len(mondays)), key=lambda number: row.minutes[number] or 0.0)
    return _("%(area)s: at most %(minutes)d minutes more a trip, from %(day)s") % {
        "area": row.area.name,
        "minutes": round(row.most),
        "day": f"{mondays[week]:%d-%m-%Y}",
    }
