"""Geometry of the year strip: rows of thin bars with their words above, and diamonds for decisions."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from html import escape

from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from .days import said_as
from .scale import Tick, TimeScale, percent

ROW_HEIGHT = 52
LANE_HEIGHT = 34
# Diamonds nearer than this share of the width go below each other, one step apart.
DIAMOND_ROOM = 3.0
DIAMOND_STEP = 20
# Rough width of a letter against the width of the drawing, on a desk and on a phone.
LETTER_ON_DESK = 7.0 / 8.7
LETTER_ON_PHONE = 7.0 / 2.9
GAP = 1.5


@dataclass(frozen=True)
class Bar:
    """Work from `start` to `end`, both included. `tone` is "" (ours), "stuck" or "fixed"."""

    title: str
    start: date
    end: date
    url: str = ""
    is_assumed: bool = False
    tone: str = ""


@dataclass(frozen=True)
class Decision:
    on: date
    title: str
    is_taken: bool
    url: str = ""
    is_assumed: bool = False


@dataclass(frozen=True)
class StripRow:
    title: str
    url: str = ""
    number: str = ""
    bars: Sequence[Bar] = ()
    decisions: Sequence[Decision] = ()
    health: str = ""


@dataclass(frozen=True)
class Words:
    """Where the name of a bar stands: "roomy" on a desk, "tight" on a phone."""

    room: str
    x: str
    anchor: str


@dataclass(frozen=True)
class DrawnBar:
    bar: Bar
    x: str
    width: str
    did: str
    # What is left to do, which is drawn dashed when it is assumed.
    rest_x: str
    rest: str
    y: int
    words: tuple["Words", ...]


@dataclass(frozen=True)
class DrawnDecision:
    decision: Decision
    x: str
    y: float
    said: str


@dataclass(frozen=True)
class DrawnRow:
    row: StripRow
    height: int
    bars: list[DrawnBar]
    decisions: list[DrawnDecision]
    said: str

    def bars_html(self) -> SafeString:
        """Written here, as the decisions are: a template takes ten times as long over them."""
        return mark_safe("".join([_linked(drawn.bar.url, _bar_html(drawn)) for drawn in self.bars]))

    def decisions_html(self) -> SafeString:
        return mark_safe("".join([_decision_html(drawn) for drawn in self.decisions]))

    @property
    def leads_on(self) -> bool:
        """A drawing with links in it is a group; one without is a picture."""
        return any(drawn.bar.url for drawn in self.bars) or any(
            drawn.decision.url for drawn in self.decisions
        )


@dataclass(frozen=True)
class DrawnStrip:
    rows: list[DrawnRow]
    ticks: list[Tick]
    # The same lines in every row, so they are written once.
    grid: SafeString
    today: str
    future: str
    leans: str
    said: str


@dataclass
class _Lane:
    """How far a lane is filled, on a desk and on a phone."""

    desk: float = -GAP
    phone: float = -GAP
    bars: list[DrawnBar] = field(default_factory=list)

    def has_room(self, begin: float) -> bool:
        return self.desk + GAP <= begin


def draw_strip(rows: Sequence[StripRow], start: date, end: date, today: date) -> DrawnStrip:
    scale = TimeScale(start, end)
    now = scale.middle(today)
    is_now = scale.holds(today)
    ahead = 0.0 if today > end else 100 - now
    ticks = scale.ticks()
    return DrawnStrip(
        rows=[_draw_row(row, scale, today) for row in rows],
        ticks=ticks,
        grid=_grid(ticks),
        today=percent(now) if is_now else "",
        future=percent(ahead) if is_now else "",
        leans="leans-left" if now > 88 else "leans-right" if now < 12 else "",
        said=_("Timeline from %(start)s to %(end)s") % {"start": _day(start), "end": _day(end)},
    )


def _grid(ticks: Sequence[Tick]) -> SafeString:
    line = '<line class="grid{}" x1="{}" x2="{}" y1="0" y2="100%"/>'
    return format_html_join("", line, ((" major" if tick.is_major else "", tick.x, tick.x) for tick in ticks))


def _draw_row(row: StripRow, scale: TimeScale, today: date) -> DrawnRow:
    lanes: list[_Lane] = []
    for bar in sorted(row.bars, key=lambda bar: (bar.start, bar.end)):
        if scale.overlaps(bar.start, bar.end):
            _lay(bar, scale, today, lanes)
    bars = [drawn for lane in lanes for drawn in lane.bars]
    decisions, height = _hang_decisions(row, bars, scale, ROW_HEIGHT + LANE_HEIGHT * max(len(lanes) - 1, 0))
    return DrawnRow(row=row, height=height, bars=bars, decisions=decisions, said=_said(row))


def _hang_decisions(
    row: StripRow, bars: Sequence[DrawnBar], scale: TimeScale, height: int
) -> tuple[list[DrawnDecision], int]:
    """Each on the bar of its own work; below the bars what belongs to none of them or finds no room there."""
    own = {drawn.bar.url: drawn.y + 3.5 for drawn in reversed(bars)}
    below = height + 3.0 if bars else ROW_HEIGHT - 14.5
    ends: dict[float, float] = {}
    hung = []
    for decision in sorted(row.decisions, key=lambda each: each.on):
        if scale.holds(decision.on):
            x = scale.middle(decision.on)
            first = own.get(decision.url) if decision.url else bars[0].y + 3.5 if bars else None
            y = _free_height(first, below, ends, x)
            ends[y] = x
            hung.append(DrawnDecision(decision, percent(x), y, _decision_said(decision)))
    lowest = max((each.y for each in hung), default=0.0)
    return hung, max(height, round(lowest + 14.5))


def _free_height(first: float | None, below: float, ends: dict[float, float], x: float) -> float:
    """`ends` says per height where its last diamond stands."""
    if first is not None and ends.get(first, -DIAMOND_ROOM) + DIAMOND_ROOM <= x:
        return first
    while ends.get(below, -DIAMOND_ROOM) + DIAMOND_ROOM > x:
        below += DIAMOND_STEP
    return below


def _lay(bar: Bar, scale: TimeScale, today: date, lanes: list[_Lane]) -> None:
    """In the first lane where neither the bar nor its words touch what is there already."""
    left, right = scale.opening(bar.start), scale.closing(bar.end)
    anchor, begin, end = _hang(left, right, len(bar.title) * LETTER_ON_DESK)
    lane = next((lane for lane in lanes if lane.has_room(begin)), None)
    if lane is None:
        lane = _Lane()
        lanes.append(lane)
    words = [Words("roomy", percent(left if anchor == "start" else right), anchor)]
    small_anchor, small_begin, small_end = _hang(left, right, len(bar.title) * LETTER_ON_PHONE)
    if small_begin >= max(lane.phone + GAP, 0) and small_end <= 100:
        words.append(Words("tight", percent(left if small_anchor == "start" else right), small_anchor))
        lane.phone = small_end
    lane.desk, lane.phone = max(right, end), max(right, lane.phone)
    did = max(min(scale.closing(today), right) - left, 0) if bar.start <= today else 0
    lane.bars.append(
        DrawnBar(
            bar=bar,
            x=percent(left),
            width=percent(right - left),
            did=percent(did) if did else "",
            rest_x=percent(left + did),
            rest=percent(right - left - did) if right - left > did else "",
            y=ROW_HEIGHT - 18 + LANE_HEIGHT * lanes.index(lane),
            words=tuple(words),
        )
    )


def _linked(url: str, drawing: str, label: str = "") -> str:
    said = f' aria-label="{label}"' if label else ""
    return f'<a href="{escape(url)}"{said}>{drawing}</a>' if url else drawing


def _bar_html(drawn: DrawnBar) -> str:
    title, tone = escape(drawn.bar.title), escape(drawn.bar.tone)
    if not drawn.bar.is_assumed:
        whole = _rect(f"todo {tone}", drawn.x, drawn.y, drawn.width)
    else:
        whole = _rect(f"assumed {tone}", drawn.rest_x, drawn.y, drawn.rest) if drawn.rest else ""
    did = _rect(f"did {tone}", drawn.x, drawn.y, drawn.did) if drawn.did else ""
    words = "".join(
        f'<text class="said {each.room}" x="{each.x}" y="{drawn.y}" dy="-7" text-anchor="{each.anchor}">{title}</text>'
        for each in drawn.words
    )
    return f"<title>{title}</title>{whole}{did}{words}"


def _rect(tone: str, x: str, y: int, width: str) -> str:
    return f'<rect class="{tone}" x="{x}" y="{y}" width="{width}" height="7" rx="2"/>'


def _decision_html(drawn: DrawnDecision) -> str:
    said, tone = escape(drawn.said), "decision"
    if drawn.decision.is_taken:
        tone += " taken"
    if drawn.decision.is_assumed:
        tone += " guessed"
    diamond = f'<path class="{tone}" d="M0-9 9 0 0 9-9 0Z"><title>{said}</title></path>'
    placed = f'<svg x="{drawn.x}" y="{drawn.y:g}" overflow="visible">{diamond}</svg>'
    return _linked(drawn.decision.url, placed, said)


def _hang(left: float, right: float, wide: float) -> tuple[str, float, float]:
    """Words begin where their bar begins, or end where it ends when they would leave the drawing."""
    if left + wide > 100 and right - wide >= 0:
        return "end", min(left, right - wide), right
    return "start", left, left + wide


def _said(row: StripRow) -> str:
    """The row in words, for who cannot see it."""
    parts = [_bar_said(bar) for bar in row.bars] + [_decision_said(decision) for decision in row.decisions]
    return "; ".join(parts) or _("nothing planned")


def _bar_said(bar: Bar) -> str:
    words = {"title": bar.title, "start": _day(bar.start), "end": _day(bar.end)}
    said = _("%(title)s: %(start)s to %(end)s") % words
    return f"{said} ({_('assumed')})" if bar.is_assumed else said


def _decision_said(decision: Decision) -> str:
    words = {"title": decision.title, "on": _day(decision.on)}
    if decision.is_taken:
        return _("decision taken on %(on)s: %(title)s") % words
    said = _("decision to come on %(on)s: %(title)s") % words
    return f"{said} ({_('assumed')})" if decision.is_assumed else said


def _day(day: date) -> str:
    return said_as(day, "j F Y")
