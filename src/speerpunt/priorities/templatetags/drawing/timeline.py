"""Where everything on the timeline stands: across in percent of the period, down in rows."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from speerpunt.core.templatetags.drawing.days import said_as
from speerpunt.core.templatetags.drawing.scale import TimeScale

from ...queries.scheduling import Link
from ...queries.timeline import Group, Line, Moment, Timeline
from .period import Mark, Period


@dataclass(frozen=True)
class Span:
    """From and to, in percent; may lie beyond the edges."""

    left: float
    right: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def is_in_sight(self) -> bool:
        return self.right > 0 and self.left < 100


@dataclass(frozen=True)
class DrawnMoment:
    moment: Moment
    x: float
    # Where it stood in the baseline, when that is somewhere else.
    planned_x: float | None
    said: str


@dataclass(frozen=True)
class DrawnLine:
    line: Line
    row: int
    span: Span
    # As far as today.
    did: Span | None
    planned: Span | None
    moments: list[DrawnMoment]
    said: str
    # For one that lies wholly before or after the period: what stands at that edge.
    before: str = ""
    beyond: str = ""

    @property
    def is_shifted(self) -> bool:
        """Stands elsewhere than in the baseline."""
        planned = self.line.planned
        return planned is not None and (planned.start, planned.end) != (self.line.start, self.line.end)

    @property
    def tone(self) -> str:
        return "stuck" if self.line.is_stuck else ""


@dataclass(frozen=True)
class DrawnGroup:
    title: str
    row: int
    lines: list[DrawnLine]


@dataclass(frozen=True)
class Arrow:
    """From the end of one row down or up to the beginning of another."""

    before: int
    after: int
    x1: float
    x2: float
    row1: int
    row2: int
    is_broken: bool

    def crosses(self, first: int, last: int) -> bool:
        """Begins, ends or passes between these rows."""
        return min(self.row1, self.row2) <= last and max(self.row1, self.row2) >= first


@dataclass(frozen=True)
class Drawing:
    period: Period
    groups: list[DrawnGroup]
    rows: int
    marks: list[Mark]
    today: float | None
    # Where the future begins: 0 when all of the period is to come, 100 when nothing is.
    future: float
    arrows: list[Arrow] = field(default_factory=list)


def draw_timeline(timeline: Timeline, period: Period, today: date) -> Drawing:
    scale = _Scale(period.scale, today)
    groups, row = [], 0
    for group in timeline.groups:
        drawn = _group(group, row, scale)
        groups.append(drawn)
        row += len(drawn.lines) + (1 if drawn.title else 0)
    return Drawing(
        period=period,
        groups=groups,
        rows=row,
        marks=period.marks(),
        today=scale.now if scale.scale.holds(today) else None,
        future=min(max(scale.now, 0.0), 100.0),
        arrows=list(_arrows(timeline.links, groups)),
    )


class _Words:
    """What is said of bars and moments. A thousand of them say the same, and each translation takes its time."""

    def __init__(self) -> None:
        self.line = _("%(title)s: %(start)s to %(end)s")
        self.assumed = f" ({_('assumed')})"
        self.ready, self.begins = _("ready %(day)s"), _("begins %(day)s")
        self.moments = {
            (True, True): _("decision taken on %(on)s: %(title)s"),
            (True, False): _("decision to come on %(on)s: %(title)s"),
            (False, True): _("milestone reached on %(on)s: %(title)s"),
            (False, False): _("milestone to come on %(on)s: %(title)s"),
        }
        self.days: dict[date, str] = {}

    def day(self, day: date | None) -> str:
        if day is None:
            return "?"
        if day not in self.days:
            self.days[day] = said_as(day, "j M Y").lower()
        return self.days[day]

    def of_line(self, line: Line) -> str:
        said = self.line % {"title": line.title, "start": self.day(line.start), "end": self.day(line.end)}
        return said + self.assumed if line.is_assumed else said

    def of_moment(self, moment: Moment) -> str:
        pattern = self.moments[moment.is_decision, moment.is_reached]
        said = pattern % {"title": moment.title, "on": self.day(moment.on)}
        return said + self.assumed if moment.is_assumed and not moment.is_reached else said


class _Scale:
    """Percent that go on beyond the edges, so that what is cut off can be pulled into sight."""

    def __init__(self, scale: TimeScale, today: date) -> None:
        self.scale, self.today, self.words = scale, today, _Words()
        self.first, self.days = scale.start.toordinal(), scale.days
        self.now = self.middle(today)

    def opening(self, day: date) -> float:
        return (day.toordinal() - self.first) / self.days * 100

    def closing(self, day: date) -> float:
        return (day.toordinal() + 1 - self.first) / self.days * 100

    def middle(self, day: date) -> float:
        return (day.toordinal() + 0.5 - self.first) / self.days * 100

    def span(self, start: date | None, end: date | None) -> Span:
        """An open side reaches beyond the edge, but never past the side that is known."""
        left = self.opening(start) if start else min(-5.0, self.opening(end) if end else 0.0)
        right = self.closing(end) if end else max(105.0, self.closing(start) if start else 0.0)
        return Span(left, right)

    def did(self, span: Span) -> Span | None:
        now = self.closing(self.today)
        return Span(span.left, min(span.right, now)) if span.left < now else None


def _group(group: Group, row: int, scale: _Scale) -> DrawnGroup:
    first = row + 1 if group.title else row
    lines = [_line(line, first + place, scale) for place, line in enumerate(group.lines)]
    return DrawnGroup(group.title, row, lines)


def _line(line: Line, row: int, scale: _Scale) -> DrawnLine:
    span = scale.span(line.start, line.end)
    planned = line.planned and scale.span(line.planned.start, line.planned.end)
    return DrawnLine(
        line=line,
        row=row,
        span=span,
        did=scale.did(span),
        planned=planned,
        moments=[_moment(each, scale) for each in line.moments if scale.scale.holds(each.on)],
        said=scale.words.of_line(line),
        before=scale.words.ready % {"day": _month_of(line.end)} if span.right <= 0 else "",
        beyond=scale.words.begins % {"day": _month_of(line.start)} if span.left >= 100 else "",
    )


def _month_of(day: date | None) -> str:
    return said_as(day, "M Y").lower() if day else "?"


def _moment(moment: Moment, scale: _Scale) -> DrawnMoment:
    planned = moment.planned if moment.planned != moment.on else None
    return DrawnMoment(
        moment,
        scale.middle(moment.on),
        scale.middle(planned) if planned else None,
        scale.words.of_moment(moment),
    )


def _arrows(links: list[Link], groups: list[DrawnGroup]) -> Iterator[Arrow]:
    """Between rows of the same group where both stand in one; each dependency is drawn once."""
    places: dict[int, dict[int, DrawnLine]] = defaultdict(dict)
    for group in groups:
        for each in group.lines:
            places[each.line.pk][group.row] = each
    for link in links:
        befores, afters = places[link.before], places[link.after]
        if not befores or not afters:
            continue
        shared = next((row for row in befores if row in afters), None)
        before = befores[shared] if shared is not None else next(iter(befores.values()))
        after = afters[shared] if shared is not None else next(iter(afters.values()))
        if before.line.end is None or after.line.start is None:
            continue
        x1, x2 = before.span.right, after.span.left
        if min(x1, x2) < 100 and max(x1, x2) > 0:
            is_broken = any(each.pk == link.before for each in after.line.too_early)
            yield Arrow(link.before, link.after, x1, x2, before.row, after.row, is_broken)
