"""One year of the calendar of works: months, and days on which something is the matter."""

from collections.abc import Sequence
from datetime import date
from html import escape

from django.utils.safestring import SafeString, mark_safe

from speerpunt.core.templatetags.drawing.days import said_as
from speerpunt.core.templatetags.drawing.scale import percent

from ...queries.blackouts import ClosedDays

HEIGHT = 44


def year_strip(year: int, days: Sequence[ClosedDays]) -> SafeString:
    """Filled where works may not go on, hatched where the days are only shown. The table below says the same."""
    first, whole = date(year, 1, 1), (date(year + 1, 1, 1) - date(year, 1, 1)).days

    def x(day: date) -> float:
        return min(max((day - first).days / whole * 100, 0.0), 100.0)

    parts = []
    for month in range(1, 13):
        begin = date(year, month, 1)
        label = escape(said_as(begin, "M").lower())
        kind = "month" if month % 2 else "month roomy"
        parts.append(f'<line x1="{percent(x(begin))}" x2="{percent(x(begin))}" y1="18" y2="{HEIGHT}"/>')
        parts.append(f'<text class="{kind}" x="{percent(x(begin))}" dx="4" y="12">{label}</text>')
    for each in days:
        kind = "bound" if each.binds else "shown"
        left, width = x(each.first), x(each.last) - x(each.first) + 100 / whole
        parts.append(
            f'<rect class="{kind}" x="{percent(left)}" width="{percent(width)}" y="22" height="{HEIGHT - 22}">'
            f"<title>{escape(each.name)}</title></rect>"
        )
    return mark_safe(f'<svg class="works-year" height="{HEIGHT}" aria-hidden="true">{"".join(parts)}</svg>')
