"""A plan of works: across in percent of its weeks, so that the browser makes it as wide as the page."""

from collections.abc import Iterator
from datetime import date
from html import escape
from typing import Protocol

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from speerpunt.core.addresses import address
from speerpunt.core.templatetags.drawing.days import said_as
from speerpunt.core.templatetags.drawing.scale import percent

from ...problems import PlanPicture, WeekWords
from ...problems.picture import LaidRow, Stripe

HEIGHT, BAR, TOP = 28, 20, 4
# Weeks between numbers that stand below the months.
EACH = 4
# A bar narrower than this, in percent, has no room for words.
ROOM, ROOM_FOR_SHORT, ROOM_FOR_SIGN = 13.0, 6.5, 3.5


class Board(Protocol):
    """Weeks to draw on: those of a plan, or of what was computed."""

    words: WeekWords
    week: int

    @property
    def stripes(self) -> list[Stripe]: ...


class Across:
    def __init__(self, board: Board) -> None:
        self.mondays = board.words.mondays
        self.weeks = len(self.mondays)

    def x(self, week: float) -> float:
        return week / self.weeks * 100

    def rect(self, kind: str, week: float, weeks: float, y: int, height: int | str, extra: str = "") -> str:
        place = f'x="{percent(self.x(week))}" width="{percent(self.x(weeks))}"'
        return f'<rect class="{kind}" {place} y="{y}" height="{height}"{extra}/>'

    def months(self) -> Iterator[tuple[float, date]]:
        for week, monday in enumerate(self.mondays):
            if monday.day <= 7:
                yield max(week - (monday.day - 1) / 7, 0), monday


def lane(picture: PlanPicture, row: LaidRow, *, may_move: bool) -> SafeString:
    """One work: where it lies, and dashed behind it where the other plan has it."""
    across, planned = Across(picture), row.planned
    behind = ""
    if row.other_week is not None and row.moved_by:
        behind = across.rect("other", row.other_week, planned.duration_weeks, TOP + 1, BAR - 2, ' rx="2"')
    bar = _bar(across, row)
    said = escape(said_of(picture, row), quote=True)
    data = f'data-planned="{planned.pk}" data-week="{planned.week}" data-weeks="{planned.duration_weeks}"'
    if may_move and not planned.is_locked:
        href = address("puzzle:planned_move", planned.pk)
        bar = f'<a class="movable" href="{href}" aria-label="{said}" data-name="{escape(row.name, quote=True)}" {data}>{bar}{_edge(across, row)}</a>'
    else:
        bar = f'<g role="img" aria-label="{said}">{bar}</g>'
    return mark_safe(f'<svg class="lane" height="{HEIGHT}" role="group" {data}>{behind}{bar}</svg>')


def _bar(across: Across, row: LaidRow) -> str:
    planned = row.planned
    kind = "broken" if row.is_broken else "locked" if planned.is_locked else "free"
    corner = "" if planned.is_locked else ' rx="3"'
    parts = [across.rect(f"bar {kind}", planned.week, planned.duration_weeks, TOP, BAR, corner)]
    left, width = across.x(planned.week), across.x(planned.duration_weeks)
    sign = row.is_broken and width >= ROOM_FOR_SIGN
    inside = ""
    if sign:
        inside += '<path class="sign" d="M12 8l6.5 12h-13z"/>'
    if planned.is_locked and not sign and width >= ROOM_FOR_SIGN:
        inside += (
            '<path class="sign" d="M7 13h10v7h-10zM9 13v-2a3 3 0 0 1 6 0v2h-1.6v-2a1.4 1.4 0 0 0-2.8 0v2z"/>'
        )
    words = _words_in(across, row, has_mark=bool(inside))
    if words:
        at = 24 if inside else 8
        inside += f'<text x="{at}" y="18.5">{words}</text>'
    if inside:
        parts.append(
            f'<svg class="in" x="{percent(left)}" width="1" height="{HEIGHT}" overflow="visible">{inside}</svg>'
        )
    return "".join(parts)


def _edge(across: Across, row: LaidRow) -> str:
    """Where it is taken to make it longer or shorter."""
    x = percent(across.x(row.end + 1))
    return f'<line class="edge" x1="{x}" x2="{x}" y1="{TOP}" y2="{TOP + BAR}"/>'


def _words_in(across: Across, row: LaidRow, *, has_mark: bool) -> str:
    width = across.x(row.planned.duration_weeks)
    return _length(row.planned.duration_weeks, width - ROOM_FOR_SIGN if has_mark else width)


def _length(weeks: int, width: float) -> str:
    """As there is room for."""
    if width >= ROOM:
        return ngettext("%(count)d week", "%(count)d weeks", weeks) % {"count": weeks}
    return _("%(count)d wk") % {"count": weeks} if width >= ROOM_FOR_SHORT else ""


def said_of(picture: PlanPicture, row: LaidRow) -> str:
    said = _("%(work)s: week %(first)s to %(last)s") % {
        "work": row.name,
        "first": picture.words.one(row.planned.week),
        "last": picture.words.one(row.end),
    }
    # What can be read in the bar is said as well.
    has_mark = row.is_broken or row.planned.is_locked
    words = _words_in(Across(picture), row, has_mark=has_mark)
    said += f", {words}" if words else ""
    if row.planned.is_locked:
        said += f", {_('stays where it is')}"
    if row.is_broken:
        said += f", {_('breaks a rule')}"
    return said


def axis(picture: Board) -> SafeString:
    """Months above, week numbers below them."""
    across, parts = Across(picture), []
    months = list(across.months())
    for number, (week, monday) in enumerate(months):
        kind = "month" if number % 2 == 0 else "month roomy"
        if across.x(week) < 96:
            label = escape(said_as(monday, "M").lower())
            parts.append(f'<text class="{kind}" x="{percent(across.x(week))}" dx="4" y="14">{label}</text>')
    for week in range(0, across.weeks, EACH):
        kind = "number" if week % (2 * EACH) == 0 else "number roomy"
        x = percent(across.x(week + 0.5))
        parts.append(f'<text class="{kind}" x="{x}" y="32">{picture.words.number(week)}</text>')
    chosen = percent(min(max(across.x(picture.week + 0.5), 4.0), 96.0))
    label = _("wk %(week)s") % {"week": picture.words.number(picture.week)}
    parts.append(
        f'<svg x="{chosen}" width="1" height="64" overflow="visible"><rect class="chosen-tag" x="-28" y="38" width="56" '
        f'height="21" rx="3"/><text class="chosen-word" y="53">{label}</text></svg>'
    )
    return mark_safe(f'<svg class="axis" height="64" aria-hidden="true">{"".join(parts)}</svg>')


def backdrop(picture: Board, today: date) -> SafeString:
    """Behind all rows: months, weeks without works, today, the chosen week."""
    across, parts = Across(picture), [HATCH]
    for week, _monday in across.months():
        x = percent(across.x(week))
        parts.append(f'<line class="month" x1="{x}" x2="{x}" y1="0" y2="100%"/>')
    for stripe in picture.stripes:
        weeks = stripe.last - stripe.first + 1
        title = f"<title>{escape(stripe.name)}</title>"
        rect = across.rect("stripe", stripe.first, weeks, 0, "100%").replace("/>", f">{title}</rect>")
        parts.append(rect)
    parts.append(across.rect("chosen", picture.week, 1, 0, "100%"))
    day = (today - across.mondays[0]).days / 7
    if 0 <= day <= across.weeks:
        x = percent(across.x(day))
        parts.append(f'<line class="today" x1="{x}" x2="{x}" y1="0" y2="100%"/>')
    return mark_safe(f'<svg class="backdrop" aria-hidden="true">{"".join(parts)}</svg>')


HATCH = (
    '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect class="paper" width="6" height="6"/><line class="line" x1="0" y1="0" x2="0" y2="6"/></pattern></defs>'
)
