"""The timeline as part of a page: as wide as there is room for, and as high as the rows of names beside it.

Across everything stands in percent. Down the unit is `em`: one row is as high as the letters of the drawing are large,
so that the stylesheet decides how high a row is. A group is cut into blocks, each a window on the same drawing, so that
paper can turn the page between them.
"""

from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from speerpunt.core.templatetags.drawing.icons import ICONS, SHAPES

from ...queries.timeline import Line
from .timeline import Arrow, Drawing, DrawnGroup, DrawnLine, DrawnMoment, Span

DIAMOND = "M0-9 9 0 0 9-9 0Z"
FLAG = "M-4-9h8V9h-8Z"
SMALL_DIAMOND = "M0-5 5 0 0 5-5 0Z"
ROWS_TOGETHER = 5


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


def groups_html(drawing: Drawing) -> SafeString:
    """Each group with its heading, and its rows as a list beside their part of the drawing, or above each bar."""
    behind, before = _behind(drawing), _today(drawing)
    return mark_safe("".join(_group(group, drawing, behind, before) for group in drawing.groups))


def _group(group: DrawnGroup, drawing: Drawing, behind: str, before: str) -> str:
    title = f"<h2>{escape(group.title)} <small>{len(group.lines)}</small></h2>" if group.title else ""
    parts = [group.lines[at : at + ROWS_TOGETHER] for at in range(0, len(group.lines), ROWS_TOGETHER)]
    blocks = "".join(_block(lines, drawing, behind, before) for lines in parts)
    return f'<div class="timeline-group">{title}{blocks}</div>'


def _block(lines: list[DrawnLine], drawing: Drawing, behind: str, before: str) -> str:
    first, last = lines[0].row, lines[-1].row
    names = "".join(_name(each.line) for each in lines)
    arrows = "".join(_arrow(each, first, last) for each in drawing.arrows if each.crosses(first, last))
    bars = "".join(_row(each) for each in lines)
    return (
        f'<div class="timeline-block"><ol class="timeline-names">{names}</ol>'
        f'<svg class="fig timeline-chart" width="100%" height="{len(lines)}em">{behind}'
        f'<svg y="-{first}em" overflow="visible"><g class="rows">{arrows}{bars}</g></svg>{before}</svg></div>'
    )


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


def _behind(drawing: Drawing) -> str:
    """The same in every block: the tint of the future, and the lines of the axis."""
    grid = "".join(_grid(mark.x, is_upper=mark.is_upper) for mark in drawing.marks)
    if drawing.future >= 100:
        return grid
    tint = (
        f'<rect class="future" x="{drawing.future:.3f}%" width="{100 - drawing.future:.3f}%" height="100%"/>'
    )
    return tint + grid


def _today(drawing: Drawing) -> str:
    if drawing.today is None:
        return ""
    return f'<line class="today" x1="{drawing.today:.3f}%" x2="{drawing.today:.3f}%" y1="0" y2="100%"/>'


def _grid(x: float, *, is_upper: bool) -> str:
    tone = "grid major" if is_upper else "grid"
    return f'<line class="{tone}" x1="{x:.3f}%" x2="{x:.3f}%" y1="0" y2="100%"/>'


def _rect(tone: str, span: Span, row: float, height: float, down: float = 0) -> str:
    top = down - height / 2
    return (
        f'<rect class="{tone}" x="{span.left:.3f}%" width="{max(span.width, 0.05):.3f}%" '
        f'y="{row:g}em" height="{height:g}" transform="translate(0 {top:g})" rx="2"/>'
    )


def _arrow(arrow: Arrow, first: int, last: int) -> str:
    """Down or up through the blocks between its ends; across, with its head, where it arrives."""
    x1, x2, y1, y2 = arrow.x1, arrow.x2, arrow.row1 + 0.5, arrow.row2 + 0.5
    tone = "arrow broken" if arrow.is_broken else "arrow"
    parts = f'<line x1="{x1:.3f}%" x2="{x1:.3f}%" y1="{y1:g}em" y2="{y2:g}em"/>'
    if first <= arrow.row2 <= last:
        parts += (
            f'<line x1="{x1:.3f}%" x2="{x2:.3f}%" y1="{y2:g}em" y2="{y2:g}em"/>'
            f'<svg x="{x2:.3f}%" y="{y2:g}em" overflow="visible"><path d="M0 0-7-4.5V4.5Z"/></svg>'
        )
    return f'<g class="{tone}" data-before="{arrow.before}" data-after="{arrow.after}">{parts}</g>'


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
