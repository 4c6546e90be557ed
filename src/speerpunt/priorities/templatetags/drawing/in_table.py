"""The timeline as a table: the same as the figure, for every date. A template would take twice as long over it."""

from collections.abc import Iterable
from html import escape
from urllib.parse import quote

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from speerpunt.core.templatetags.marks import health
from speerpunt.core.templatetags.moments import full_day

from ...queries.timeline import Group, Line, Moment, Timeline, Waiting

COLUMNS, WITH_BASELINE = 6, 7


class Words:
    """What each row says again, in the language of the reader."""

    def __init__(self) -> None:
        self.begin, self.end, self.assumed = _("From"), _("Until"), _("Assumed")
        self.milestones, self.waits, self.compared = _("Milestones"), _("Waits for"), _("Compared")
        self.yes, self.no = _("yes"), _("no")
        self.is_assumed, self.taken, self.reached = _("assumed"), _("taken"), _("reached")
        self.move, self.also_in = _("Move in time"), _("also in: %(groups)s")


def rows_html(timeline: Timeline, return_to: str, *, is_compared: bool) -> SafeString:
    """A body for each group; `return_to` is where somebody comes back who moves a project."""
    words, back = Words(), quote(return_to)
    bodies = (_group(group, words, back, is_compared=is_compared) for group in timeline.groups)
    return mark_safe("".join(bodies))


def _group(group: Group, words: Words, back: str, *, is_compared: bool) -> str:
    rows = "".join(_row(line, words, back, is_compared=is_compared) for line in group.lines)
    return f"<tbody>{_heading(group, WITH_BASELINE if is_compared else COLUMNS)}{rows}</tbody>"


def _heading(group: Group, columns: int) -> str:
    if not group.title:
        return ""
    said = f"{escape(group.title)} <small>{len(group.lines)}</small>"
    return f'<tr class="group"><th scope="rowgroup" colspan="{columns}">{said}</th></tr>'


def _row(line: Line, words: Words, back: str, *, is_compared: bool) -> str:
    begin = full_day(line.start) if line.start else "?"
    end = full_day(line.end) if line.end else "?"
    return (
        f'<tr><th scope="row">{_name(line, words, back)}</th>'
        f'<td class="fit" data-label="{words.begin}">{begin}</td>'
        f'<td class="fit" data-label="{words.end}">{end}</td>'
        f'<td data-label="{words.assumed}">{words.yes if line.is_assumed else words.no}</td>'
        f'<td data-label="{words.milestones}">{_list(_moment(each, words) for each in line.moments)}</td>'
        f'<td data-label="{words.waits}">{_list([*map(_waiting, line.waits_for), *map(_early, line.too_early)])}</td>'
        + (f'<td data-label="{words.compared}">{_shift(line)}</td>' if is_compared else "")
        + "</tr>"
    )


def _name(line: Line, words: Words, back: str) -> str:
    title, url = escape(line.title), escape(line.url)
    said = f'<a href="{url}">{title}</a><small>{health(line.health)}</small>'
    if line.also_in:
        said += f"<small>{escape(words.also_in % {'groups': ', '.join(line.also_in)})}</small>"
    if line.is_movable:
        link = f'<a href="{url}planning/?terug={back}">{words.move}<span class="vh">: {title}</span></a>'
        said += f'<small class="noprint">{link}</small>'
    return said


def _list(items: Iterable[str]) -> str:
    listed = "".join(items)
    return f"<ul>{listed}</ul>" if listed else ""


def _moment(moment: Moment, words: Words) -> str:
    state = ""
    if moment.is_reached:
        state = f" ({words.taken if moment.is_decision else words.reached})"
    elif moment.is_assumed:
        state = f" ({words.is_assumed})"
    return f"<li>{full_day(moment.on)}{state}: {escape(moment.title)}</li>"


def _waiting(each: Waiting) -> str:
    title = escape(each.title)
    if not each.lag_days:
        return f"<li>{title}</li>"
    between = ngettext("%(days)s day in between", "%(days)s days in between", each.lag_days)
    return f"<li>{title}, {between % {'days': each.lag_days}}</li>"


def _early(each: Waiting) -> str:
    assert each.from_day is not None
    said = _("begins too early: can begin on %(day)s") % {"day": full_day(each.from_day)}
    return f'<li class="late">{said}</li>'


def _shift(line: Line) -> str:
    days = line.shifted_days
    if line.planned is None:
        return _("not in the baseline")
    if days is None:
        return "?"
    if days == 0:
        return _("the same")
    if days > 0:
        return ngettext("%(days)s day later", "%(days)s days later", days) % {"days": days}
    return ngettext("%(days)s day earlier", "%(days)s days earlier", -days) % {"days": -days}
