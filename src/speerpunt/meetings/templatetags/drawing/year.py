"""Geometry of the year of meetings: a row for each body, and a mark for each meeting on its week.

The shape tells how people come together (square: in person, circle: online, half of each: both), how it is filled
tells how it stands (filled: held, open: to come, struck: cancelled).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from speerpunt.core.addresses import address
from speerpunt.core.templatetags.drawing.days import said_as
from speerpunt.core.templatetags.drawing.scale import Tick, TimeScale, percent

from ...enums import Form, MeetingState
from ...models import Meeting
from ...queries.holidays import FreePeriod
from ...queries.moments import day_of
from ...queries.year import BodyYear, is_held

ROW_HEIGHT = 50
FIRST_LANE = 25
# A name that takes two lines beside the drawing needs more.
LONG_NAME, LINE_HEIGHT = 32, 17
LANE_HEIGHT = 19
# Marks nearer than this share of the width go below each other.
ROOM = 1.9
MARKS = {
    Form.IN_PERSON: "M-6.5-6.5h13v13h-13z",
    Form.ONLINE: "M-6.8 0a6.8 6.8 0 1 1 13.6 0a6.8 6.8 0 1 1-13.6 0z",
    Form.HYBRID: "M-6.5-6.5H0A6.5 6.5 0 0 1 0 6.5H-6.5z",
}
# What a finger or a pointer hits: larger than what is seen.
TARGET = '<rect class="hit" x="-12" y="-12" width="24" height="24"/>'
STRIKE = '<path class="strike" d="M-8.5 8.5 8.5-8.5"/>'


class Words:
    """Of forms and states, asked once for a whole drawing: Django takes long over each."""

    def __init__(self) -> None:
        self.forms = {form.value: str(form.label) for form in Form}
        self.states = {state.value: str(state.label) for state in MeetingState}
        self.base_url = address("meetings:meetings")

    def url_of(self, meeting: Meeting) -> str:
        return f"{self.base_url}{meeting.pk}/"

    def said(self, meeting: Meeting) -> str:
        """maandag 23 november: Bestuursvergadering, op locatie, gehouden"""
        day = said_as(day_of(meeting.starts_at), "l j F")
        return f"{day}: {meeting.title}, {self.forms[meeting.form]}, {self.states[meeting.state]}"


@dataclass(frozen=True)
class DrawnYearRow:
    row: BodyYear
    height: int
    marks: SafeString


@dataclass(frozen=True)
class DrawnYear:
    rows: list[DrawnYearRow]
    ticks: list[Tick]
    # The same in every row: the free periods and the lines between the months.
    ground: SafeString
    today: str
    future: str
    leans: str
    said: str


def draw_year(rows: Sequence[BodyYear], year: int, free: Sequence[FreePeriod], today: date) -> DrawnYear:
    scale = TimeScale(date(year, 1, 1), date(year, 12, 31))
    now = scale.middle(today)
    is_now = scale.holds(today)
    ticks, words = scale.ticks(), Words()
    return DrawnYear(
        rows=[_draw_row(row, scale, today, words) for row in rows],
        ticks=ticks,
        ground=_free(free, scale) + _grid(ticks),
        today=percent(now) if is_now else "",
        future=percent(100 - now) if is_now else "",
        leans="leans-left" if now > 88 else "leans-right" if now < 12 else "",
        said=_("The meetings of %(year)d") % {"year": year},
    )


def _grid(ticks: Sequence[Tick]) -> SafeString:
    line = '<line class="grid{}" x1="{}" x2="{}" y1="0" y2="100%"/>'
    return format_html_join("", line, ((" major" if tick.is_major else "", tick.x, tick.x) for tick in ticks))


def _free(periods: Sequence[FreePeriod], scale: TimeScale) -> SafeString:
    shown = [period for period in periods if scale.overlaps(period.start, period.end)]
    rect = '<rect class="free" x="{}" width="{}" height="100%"><title>{}</title></rect>'
    return format_html_join(
        "",
        rect,
        (
            (
                percent(scale.opening(period.start)),
                percent(scale.closing(period.end) - scale.opening(period.start)),
                period.name,
            )
            for period in shown
        ),
    )


def _draw_row(row: BodyYear, scale: TimeScale, today: date, words: Words) -> DrawnYearRow:
    """Each in the first lane where it touches no other."""
    ends: list[float] = []
    marks = []
    for meeting in row.meetings:
        x = scale.middle(day_of(meeting.starts_at))
        lane = next((number for number, end in enumerate(ends) if end + ROOM <= x), len(ends))
        ends[lane : lane + 1] = [x]
        marks.append(_mark(meeting, x, FIRST_LANE + LANE_HEIGHT * lane, today, words))
    beside = ROW_HEIGHT + LINE_HEIGHT * (len(row.body.name) // LONG_NAME)
    height = max(beside, ROW_HEIGHT + LANE_HEIGHT * max(len(ends) - 1, 0))
    return DrawnYearRow(row, height, mark_safe("".join(marks)))  # each part is escaped


def _mark(meeting: Meeting, x: float, y: int, today: date, words: Words) -> str:
    said = escape(words.said(meeting))
    look = "cancelled" if meeting.is_cancelled else "held" if is_held(meeting, today) else "coming"
    path = f'<path class="mark {look}" d="{MARKS[Form(meeting.form)]}"/>'
    drawing = f"<title>{said}</title>{TARGET}{path}{STRIKE if meeting.is_cancelled else ''}"
    url = escape(words.url_of(meeting))
    return (
        f'<svg x="{percent(x)}" y="{y}" overflow="visible"><a href="{url}" aria-label="{said}">'
        f"{drawing}</a></svg>"
    )
