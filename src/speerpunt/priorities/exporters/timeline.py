"""The timeline as one SVG file that needs nothing else: its own styles, title, legend, source and date."""

from collections.abc import Iterator, Sequence
from datetime import date
from html import escape

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from speerpunt.core.spreadsheets import cell_text
from speerpunt.core.templatetags.drawing.days import said_as
from speerpunt.core.templatetags.drawing.icons import SHAPES

from ..models import Baseline
from ..templatetags.drawing.in_page import DIAMOND, FLAG, SMALL_DIAMOND
from ..templatetags.drawing.timeline import Arrow, Drawing, DrawnGroup, DrawnLine, DrawnMoment, Span

WIDTH, MARGIN, NAMES, ROW = 1680, 40, 430, 30
TOP, AXIS, FOOT = 104, 48, 92
LEFT = MARGIN + NAMES
ACROSS = WIDTH - MARGIN - LEFT
LONGEST_NAME = 54
FONTS = "'Source Sans 3','Source Sans Pro','Segoe UI','Helvetica Neue',Arial,sans-serif"
STYLE = f"""
text {{ font-family: {FONTS}; font-size: 14px; fill: #1b2b3a; }}
.title {{ font-size: 30px; font-weight: 640; fill: #0e2a47; }}
.lead, .edge, .axis, .source {{ fill: #52626f; }}
.upper, .heading {{ font-weight: 640; fill: #0e2a47; }}
.heading {{ font-size: 15px; }}
.future {{ fill: #f2f6fa; }} .grid {{ stroke: #e9eef2; }} .major {{ stroke: #c9d3dc; }} .rule {{ stroke: #dbe2e8; }}
.todo {{ fill: #b3c7db; }} .did {{ fill: #154273; }} .todo.stuck {{ fill: #e3b5b1; }} .did.stuck {{ fill: #9b1c15; }}
.assumed {{ fill: url(#assumed); stroke: #154273; stroke-dasharray: 4 3; }}
.assumed.stuck {{ fill: url(#assumed-stuck); stroke: #9b1c15; }}
.assumed + .did {{ stroke: #154273; }} .assumed.stuck + .did {{ stroke: #9b1c15; }}
.base {{ fill: #6d7d8c; }} .base.same {{ fill: #c9d3dc; }} .was {{ fill: #fff; stroke: #6d7d8c; stroke-width: 1.5; }}
.decision, .flagged {{ fill: #fff; stroke: #154273; stroke-width: 2; }} .flagged {{ stroke-width: 1.5; }}
.decision.taken, .flagged.taken {{ fill: #154273; stroke: #fff; }}
.guessed {{ stroke-dasharray: 2.5 2; }}
.arrow {{ stroke: #6d7d8c; stroke-width: 1.4; fill: none; }} .arrow path {{ fill: #6d7d8c; stroke: none; }}
.arrow.broken {{ stroke: #9b1c15; stroke-dasharray: 5 3; }} .arrow.broken path {{ fill: #9b1c15; }}
.today {{ stroke: #0e2a47; stroke-width: 2; }} .flag {{ fill: #0e2a47; }} .flag-word {{ fill: #fff; font-weight: 600; font-size: 13px; }}
.warns {{ fill: #fff; stroke: #9b1c15; }} .sign {{ stroke: #9b1c15; stroke-width: 1.6; fill: none; }}
.shape .sign {{ stroke: #fff; stroke-width: 1.8; }}
.on_course {{ fill: #007a6c; }} .attention {{ fill: #b76a00; }} rect.stuck {{ fill: #9b1c15; }} .done {{ fill: #154273; }}
.not_started {{ fill: #fff; stroke: #6d7d8c; stroke-width: 2; }}
"""
HATCH = (
    '<pattern id="{id}" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="6" height="6" fill="#fff"/><path d="M0 0V6" stroke="{colour}" stroke-width="2.5"/></pattern>'
)


def export_timeline(
    drawing: Drawing, *, collective: str, filters: Sequence[str], baseline: Baseline | None, today: date
) -> bytes:
    """Give it what its visitor may see."""
    height = TOP + AXIS + drawing.rows * ROW + FOOT
    said = _("Timeline of projects")
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
        f'viewBox="0 0 {WIDTH} {height}" role="img" lang="{get_language()}" aria-labelledby="title">'
    )
    parts = [
        opening,
        f'<title id="title">{said}</title><style>{STYLE}</style><defs>',
        HATCH.format(id="assumed", colour="#b3c7db"),
        HATCH.format(id="assumed-stuck", colour="#e3b5b1"),
        f'<clipPath id="chart"><rect x="{LEFT}" y="0" width="{ACROSS}" height="{height}"/></clipPath></defs>',
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
        *_head(drawing, collective, filters, said),
        *_chart(drawing),
        *_foot(drawing, collective, baseline, today, height),
        "</svg>",
    ]
    return "".join(parts).encode()


def _head(drawing: Drawing, collective: str, filters: Sequence[str], said: str) -> Iterator[str]:
    yield _text(MARGIN, 56, said, "title")
    lead = " · ".join([collective, drawing.period.said, *filters])
    yield _text(MARGIN, 84, _shortened(lead, 190), "lead")


def _text(x: float, y: float, words: str, tone: str = "", more: str = "") -> str:
    """Without the signs that XML does not take."""
    return f'<text x="{x:.1f}" y="{y:.1f}" class="{tone}"{more}>{escape(cell_text(words))}</text>'


def _shortened(words: str, longest: int) -> str:
    return words if len(words) <= longest else f"{words[: longest - 1].rstrip()}…"


def _x(percent: float) -> float:
    return LEFT + percent / 100 * ACROSS


def _y(row: int) -> float:
    """The middle of a row."""
    return TOP + AXIS + (row + 0.5) * ROW


def _chart(drawing: Drawing) -> Iterator[str]:
    top, bottom = TOP + AXIS, TOP + AXIS + drawing.rows * ROW
    future = _x(drawing.future)
    yield f'<rect class="future" x="{future:.1f}" y="{top}" width="{_x(100) - future:.1f}" height="{bottom - top}"/>'
    for mark in drawing.marks:
        tone, y = ("upper", TOP + 16) if mark.is_upper else ("axis", TOP + 38)
        line = "grid major" if mark.is_upper else "grid"
        yield f'<path class="{line}" d="M{_x(mark.x):.1f} {y - 12}V{bottom}"/>'
        if mark.label:
            yield _text(_x(mark.x) + 5, y, mark.label, tone)
    yield from (_names(group) for group in drawing.groups)
    yield '<g clip-path="url(#chart)">'
    yield from (_arrow(arrow) for arrow in drawing.arrows)
    yield from (_line(each) for group in drawing.groups for each in group.lines)
    yield "</g>"
    if drawing.today is not None:
        x = _x(drawing.today)
        yield f'<path class="today" d="M{x:.1f} {top - 4}V{bottom + 8}"/>'
        yield f'<rect class="flag" x="{x - 36:.1f}" y="{bottom + 6}" width="72" height="20" rx="3"/>'
        yield _text(x, bottom + 21, _("today"), "flag-word", ' text-anchor="middle"')


def _names(group: DrawnGroup) -> str:
    parts = []
    if group.title:
        parts.append(_text(MARGIN, _y(group.row) + 5, _shortened(group.title, LONGEST_NAME), "heading"))
    for each in group.lines:
        y = _y(each.row)
        twin = f" ({_('also elsewhere')})" if each.line.also_in else ""
        parts.append(f'<path class="rule" d="M{MARGIN} {y - ROW / 2:.1f}H{WIDTH - MARGIN}"/>')
        parts.append(
            f'<svg class="shape" x="{MARGIN}" y="{y - 7:.1f}" width="14" height="14" viewBox="0 0 16 16">{SHAPES[each.line.health]}</svg>'
        )
        parts.append(_text(MARGIN + 22, y + 5, _shortened(each.line.title, LONGEST_NAME - len(twin)) + twin))
    return "".join(parts)


def _rect(tone: str, span: Span, middle: float, height: float) -> str:
    """Kept near the figure: a program that opens it need not draw what lies years away."""
    left, right = max(span.left, -2.0), min(span.right, 102.0)
    if right <= left:
        return ""
    return (
        f'<rect class="{tone}" x="{_x(left):.1f}" y="{middle - height / 2:.1f}" '
        f'width="{max((right - left) / 100 * ACROSS, 1):.1f}" height="{height:g}" rx="2"/>'
    )


def _line(drawn: DrawnLine) -> str:
    y, line = _y(drawn.row), drawn.line
    parts = (
        [_rect("base" if drawn.is_shifted else "base same", drawn.planned, y + 11, 4)]
        if drawn.planned
        else []
    )
    if drawn.before:
        parts.append(_text(_x(0) + 6, y + 5, f"◂ {drawn.before}", "edge"))
    elif drawn.beyond:
        parts.append(_text(_x(100) - 6, y + 5, f"{drawn.beyond} ▸", "edge", ' text-anchor="end"'))
    else:
        tone = f"{'assumed' if line.is_assumed else 'todo'} {drawn.tone}"
        did = _rect(f"did {drawn.tone}", drawn.did, y, 16) if drawn.did else ""
        said = f"<title>{escape(cell_text(drawn.said))}</title>"
        parts.append(f"<g>{said}{_rect(tone, drawn.span, y, 16)}{did}{_warning(drawn, y)}</g>")
    parts.extend(_moment(each, y) for each in drawn.moments)
    return "".join(parts)


def _warning(drawn: DrawnLine, y: float) -> str:
    if not drawn.line.is_stuck:
        return ""
    x = _x(max(drawn.span.left, 0.0))
    return f'<g transform="translate({x:.1f} {y:.1f})"><path class="warns" d="M5 6 12-7 19 6Z"/><path class="sign" d="M12-2.5v4M12 3.2v1.4"/></g>'


def _moment(drawn: DrawnMoment, y: float) -> str:
    moment = drawn.moment
    tone = "decision" if moment.is_decision else "flagged"
    tone += " taken" if moment.is_reached else " guessed" if moment.is_assumed else ""
    path = DIAMOND if moment.is_decision else FLAG
    said = f"<title>{escape(cell_text(drawn.said))}</title>"
    parts = f'<g transform="translate({_x(drawn.x):.1f} {y:.1f})"><path class="{tone}" d="{path}">{said}</path></g>'
    if drawn.planned_x is None:
        return parts
    return f'<path class="was" transform="translate({_x(drawn.planned_x):.1f} {y + 11:.1f})" d="{SMALL_DIAMOND}"/>{parts}'


def _arrow(arrow: Arrow) -> str:
    x1, x2 = (_x(min(max(x, -2.0), 102.0)) for x in (arrow.x1, arrow.x2))
    y1, y2 = _y(arrow.row1), _y(arrow.row2)
    tone = "arrow broken" if arrow.is_broken else "arrow"
    head = f'<path d="M{x2:.1f} {y2:.1f}l-7-4.5v9Z"/>'
    return f'<g class="{tone}"><polyline points="{x1:.1f},{y1:.1f} {x1:.1f},{y2:.1f} {x2:.1f},{y2:.1f}"/>{head}</g>'


def _foot(
    drawing: Drawing, collective: str, baseline: Baseline | None, today: date, height: int
) -> Iterator[str]:
    x, y = float(MARGIN), height - FOOT + 44
    for shape, words in _legend(drawing, baseline):
        yield f'<g transform="translate({x:.1f} {y - 5})">{shape}</g>'
        yield _text(x + 36, y, words)
        x += 36 + len(words) * 7 + 26
    words = {"collective": collective, "day": said_as(today, "j F Y")}
    yield _text(MARGIN, height - 18, _("Source: Speerpunt, %(collective)s, %(day)s") % words, "source")


def _legend(drawing: Drawing, baseline: Baseline | None) -> Iterator[tuple[str, str]]:
    box = '<rect class="{}" x="{}" y="-7" width="{}" height="14" rx="2"/>'
    lines = [each.line for group in drawing.groups for each in group.lines]
    yield box.format("did", 0, 15) + box.format("todo", 15, 13), _("done and to do")
    if any(line.is_assumed for line in lines):
        yield box.format("assumed", 0, 28), _("assumed")
    if any(line.is_stuck for line in lines):
        yield box.format("did stuck", 0, 28), _("stuck")
    yield _sign("decision taken", DIAMOND), _("decision taken")
    yield _sign("decision", DIAMOND), _("decision to come")
    yield _sign("flagged", FLAG), _("milestone")
    if drawing.arrows:
        yield '<g class="arrow"><path d="M28 0l-7-4.5v9Z"/><polyline points="0,0 22,0"/></g>', _("waits for")
    if baseline is not None:
        title = _("baseline: %(title)s") % {"title": baseline.title}
        yield '<rect class="base" x="0" y="-2" width="28" height="4" rx="2"/>', _shortened(title, 40)


def _sign(tone: str, path: str) -> str:
    return f'<path class="{tone}" transform="translate(14 0)" d="{path}"/>'
