"""The timeline as part of a page: as wide as there is room for, and as high as the rows of names beside it.

Across everything stands in percent. Down the unit is `em`: one row is as high as the letters of the drawing are large,
so that the stylesheet decides how high a row is.
"""

from collections.abc import Iterator

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from speerpunt.core.templatetags.drawing.icons import ICONS, SHAPES

from ...queries.timeline import Line
from .timeline import Arrow, Drawing, DrawnGroup, DrawnLine, DrawnMoment, Span

DIAMOND = "M0-9 9 0 0 9-9 0Z"
FLAG = "M-4-9h8V9h-8Z"
SMALL_DIAMOND = "M0-5 5 0 0 5-5 0Z"


def axis_svg(drawing: Drawing) -> SafeString:
    """Years over months, or months over weeks."""
    parts = []
    for mark in drawing.marks:
        y, tone = (15, "axis upper") if mark.is_upper else (35, "axis lower")
        roomy = " roomy" if mark.is_roomy else ""
        if mark.label:
            parts.append(
                f'<text class="{tone}{roomy}" x="{mark.x:.3f}%" dx="5" y="{y}">{escape(mark.label)}</text>'
            )
    return mark_safe("".join(parts))


def names_html(drawing: Drawing) -> SafeString:
    """The rows as a list in a list, beside the drawing or above each bar."""
    return mark_safe("".join(_group_names(group) for group in drawing.groups))


def _group_names(group: DrawnGroup) -> str:
    rows = "".join(_name(each.line) for each in group.lines)
    if not group.title:
        return rows
    title, count = escape(group.title), len(group.lines)
    return f'<li class="group"><h2>{title} <small>{count}</small></h2><ol>{rows}</ol></li>'


def _name(line: Line) -> str:
    title = escape(line.title)
    shape = f'<svg class="shape" viewBox="0 0 16 16" aria-hidden="true">{SHAPES[line.health]}</svg>'
    return f'<li class="name">{shape}<a href="{escape(line.url)}">{title}</a>{_twin(line)}</li>'


def _twin(line: Line) -> str:
    """The mark of a project that stands in more groups than this one."""
    if not line.also_in:
        return ""
    said = escape(_("also in: %(groups)s") % {"groups": ", ".join(line.also_in)})
    icon = f'<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">{ICONS["link"]}</svg>'
    return f'<span class="twin" title="{said}">{icon}<span class="vh">{said}</span></span>'


def bars_svg(drawing: Drawing) -> SafeString:
    return mark_safe("".join(_everything(drawing)))


def _everything(drawing: Drawing) -> Iterator[str]:
    if drawing.future < 100:
        yield f'<rect class="future" x="{drawing.future:.3f}%" width="{100 - drawing.future:.3f}%" height="100%"/>'
    yield from (_grid(mark.x, is_upper=mark.is_upper) for mark in drawing.marks)
    yield '<g class="rows">'
    yield '<g class="arrows">'
    yield from (_arrow(arrow) for arrow in drawing.arrows)
    yield "</g>"
    yield from (_row(each) for group in drawing.groups for each in group.lines)
    yield "</g>"
    if drawing.today is not None:
        yield f'<line class="today" x1="{drawing.today:.3f}%" x2="{drawing.today:.3f}%" y1="0" y2="100%"/>'


def _grid(x: float, *, is_upper: bool) -> str:
    tone = "grid major" if is_upper else "grid"
    return f'<line class="{tone}" x1="{x:.3f}%" x2="{x:.3f}%" y1="0" y2="100%"/>'


def _rect(tone: str, span: Span, row: float, height: float, down: float = 0) -> str:
    top = down - height / 2
    return (
        f'<rect class="{tone}" x="{span.left:.3f}%" width="{max(span.width, 0.05):.3f}%" '
        f'y="{row:g}em" height="{height:g}" transform="translate(0 {top:g})" rx="2"/>'
    )


def _arrow(arrow: Arrow) -> str:
    x1, x2, y1, y2 = arrow.x1, arrow.x2, arrow.row1 + 0.5, arrow.row2 + 0.5
    tone = "arrow broken" if arrow.is_broken else "arrow"
    lines = (
        f'<line x1="{x1:.3f}%" x2="{x1:.3f}%" y1="{y1:g}em" y2="{y2:g}em"/>'
        f'<line x1="{x1:.3f}%" x2="{x2:.3f}%" y1="{y2:g}em" y2="{y2:g}em"/>'
    )
    head = f'<svg x="{x2:.3f}%" y="{y2:g}em" overflow="visible"><path d="M0 0-7-4.5V4.5Z"/></svg>'
    return f'<g class="{tone}" data-before="{arrow.before}" data-after="{arrow.after}">{lines}{head}</g>'


def _row(drawn: DrawnLine) -> str:
    y, parts = drawn.row + 0.5, []
    if drawn.planned is not None:
        parts.append(_rect("base" if drawn.is_shifted else "base same", drawn.planned, y, 4, 14))
    if drawn.before or drawn.beyond:
        parts.append(_at_edge(drawn, y))
    else:
        parts.append(_bar(drawn, y))
    parts.extend(_moment(each, y) for each in drawn.moments)
    return f'<g class="it" data-project="{drawn.line.pk}">{"".join(parts)}</g>'


def _at_edge(drawn: DrawnLine, y: float) -> str:
    """Words at the side where a bar lies that is out of sight."""
    x, anchor, dx, words = "0", "start", 6, f"◂ {drawn.before}"
    if drawn.beyond:
        x, anchor, dx, words = "100%", "end", -6, f"{drawn.beyond} ▸"
    said = f"<title>{escape(drawn.said)}</title>"
    text = f'<text class="edge" dx="{dx}" dy="5" text-anchor="{anchor}">{said}{escape(words)}</text>'
    return f'<svg x="{x}" y="{y:g}em" overflow="visible">{text}</svg>'


def _bar(drawn: DrawnLine, y: float) -> str:
    line, tone = drawn.line, drawn.tone
    kind = "assumed" if line.is_assumed else "todo"
    whole = _rect(f"whole {kind} {tone}".strip(), drawn.span, y, 20)
    did = _rect(f"did {tone}".strip(), drawn.did, y, 20) if drawn.did else ""
    warning = _warning(drawn, y) if line.is_stuck else ""
    said = escape(drawn.said)
    drawing = f"<title>{said}</title>{whole}{did}{warning}"
    if not line.is_movable:
        return f'<a class="bar" href="{escape(line.url)}" tabindex="-1" aria-hidden="true">{drawing}</a>'
    dates = f'data-start="{_iso(line.start)}" data-end="{_iso(line.end)}"'
    if line.dates_assumed:
        dates += ' data-assumed="1"'
    hit = _hit(drawn.span, drawn.row)
    return (
        f'<a class="bar movable" href="{escape(line.url)}planning/" {dates} data-title="{escape(line.title)}" '
        f'aria-label="{said}">{hit}{drawing}</a>'
    )


def _hit(span: Span, row: int) -> str:
    """As high as the row, for a finger."""
    return f'<rect class="hit" x="{span.left:.3f}%" width="{span.width:.3f}%" y="{row}em" height="1em"/>'


def _iso(day: object) -> str:
    return str(day) if day else ""


def _warning(drawn: DrawnLine, y: float) -> str:
    """On the bar, as far to the left as is in sight."""
    x = max(drawn.span.left, 0.0)
    shape = '<path class="warns" d="M5 6 12-7 19 6Z"/><path class="sign" d="M12-2.5v4M12 3.2v1.4"/>'
    return f'<svg x="{x:.3f}%" y="{y:g}em" overflow="visible">{shape}</svg>'


def _moment(drawn: DrawnMoment, y: float) -> str:
    moment = drawn.moment
    tone = "decision" if moment.is_decision else "flagged"
    tone += " taken" if moment.is_reached else ""
    tone += " guessed" if moment.is_assumed and not moment.is_reached else ""
    path = DIAMOND if moment.is_decision else FLAG
    shape = f'<path class="{tone}" d="{path}"><title>{escape(drawn.said)}</title></path>'
    placed = f'<svg x="{drawn.x:.3f}%" y="{y:g}em" overflow="visible">{shape}</svg>'
    if not moment.is_reached:
        placed = f'<g class="along">{placed}</g>'
    if drawn.planned_x is None:
        return placed
    ghost = f'<svg x="{drawn.planned_x:.3f}%" y="{y:g}em" overflow="visible"><path class="was" transform="translate(0 14)" d="{SMALL_DIAMOND}"/></svg>'
    return ghost + placed
