"""How a meeting stands, and when it is, as people say it."""

from collections.abc import Sequence
from html import escape
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from speerpunt.core.templatetags.drawing.days import said_as
from speerpunt.core.templatetags.marks import shape
from speerpunt.core.templatetags.moments import short_day

from ..enums import Form, MeetingState, PositionState
from ..models import Meeting
from ..queries.agenda import AgendaLine
from ..queries.holidays import FreePeriod
from ..queries.moments import day_of
from ..queries.year import BodyYear
from .drawing.year import MARKS, STRIKE, Words, draw_year

register = template.Library()

# The shape and colour of each state; the word always stands beside it.
SHAPES = {
    MeetingState.PLANNED: "not_started",
    MeetingState.CALLED: "coming",
    MeetingState.RUNNING: "on_course",
    MeetingState.HELD: "done",
    MeetingState.CANCELLED: "stuck",
}


@register.simple_tag
def meeting_state(state: str) -> SafeString:
    """`{% meeting_state meeting.state %}`"""
    known = MeetingState(state)
    look = SHAPES[known]
    return format_html('<span class="hl {}">{}{}</span>', look, shape(look), known.label)


# A position is none before it is agreed, and none any more once another took its place.
POSITION_SHAPES = {
    PositionState.DRAFT: "not_started",
    PositionState.AGREED: "done",
    PositionState.REPLACED: "not_started",
}


@register.simple_tag
def position_state(state: str) -> SafeString:
    """`{% position_state position.state %}`"""
    known = PositionState(state)
    look = POSITION_SHAPES[known]
    return format_html('<span class="hl {}">{}{}</span>', look, shape(look), known.label)


@register.filter
def moment(meeting: Meeting) -> str:
    """maandag 23 november 2026, 16.00–18.00 uur"""
    start, end = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
    words = {"day": said_as(start.date(), "l j F Y"), "start": f"{start:%H.%M}", "end": f"{end:%H.%M}"}
    if end.date() != start.date():
        words["end"] = f"{said_as(end.date(), 'l j F')} {end:%H.%M}"
    return _("%(day)s, %(start)s–%(end)s") % words


@register.filter
def hours(meeting: Meeting) -> str:
    """16.00-18.00"""
    return f"{timezone.localtime(meeting.starts_at):%H.%M}–{timezone.localtime(meeting.ends_at):%H.%M}"


@register.simple_tag
def agenda_clock(line: AgendaLine) -> SafeString:
    """`{% agenda_clock line %}`: when an item begins, on an agenda that is seen as a whole."""
    assert line.starts_at is not None
    start = timezone.localtime(line.starts_at)
    return format_html('<time class="at" datetime="{}">{}</time>', start.isoformat(), f"{start:%H.%M}")


@register.simple_tag
def agenda_facts(line: AgendaLine) -> SafeString:
    """`{% agenda_facts line %}`: what is asked, how long, by whom, and for which dossier. Written here: a template takes
    ten times as long over them."""
    item = line.item
    minutes = ngettext("%(minutes)s minute", "%(minutes)s minutes", item.minutes) % {"minutes": item.minutes}
    facts = [item.get_kind_display(), minutes]
    if item.introduced_by is not None:
        facts.append(str(item.introduced_by))
    if line.dossier is not None:
        url = line.dossier.get_absolute_url()
        facts.append(format_html('<a href="{}">{}</a>', url, line.dossier.title))
    return format_html_join(" · ", "{}", ((fact,) for fact in facts))


@register.inclusion_tag("meetings/figures/year.html")
def meeting_year(rows: Sequence[BodyYear], year: str, free: Sequence[FreePeriod]) -> dict[str, Any]:
    """`{% meeting_year rows 2026 free %}`: the whole year, a row for each body."""
    return {"drawn": draw_year(rows, int(year), free, timezone.localdate())}


@register.simple_tag
def form_mark(form: str, look: str) -> SafeString:
    """`{% form_mark "online" "held" %}`: one mark of the figure, for its legend."""
    strike = mark_safe(STRIKE) if look == "cancelled" else ""
    drawing = '<svg class="fig year-mark" viewBox="-9 -9 18 18" aria-hidden="true"><path class="mark {}" d="{}"/>{}</svg>'
    return format_html(drawing, look, MARKS[Form(form)], strike)


@register.simple_tag
def year_state(row: BodyYear, year: str) -> SafeString:
    """`{% year_state row 2026 %}`: behind or on schedule, with its shape."""
    look, words = _year_words(row, is_past=int(year) < timezone.localdate().year)
    return format_html('<span class="hl {}">{}{}</span>', look, shape(look), words)


def _year_words(row: BodyYear, *, is_past: bool) -> tuple[str, str]:
    behind = row.due - row.held
    if not row.plan.total:
        return "not_started", _("no plan")
    if is_past:
        if behind <= 0:
            return "done", _("all held")
        return "stuck", ngettext("%(count)d not held", "%(count)d not held", behind) % {"count": behind}
    if behind > 0:
        return "attention", ngettext("%(count)d behind", "%(count)d behind", behind) % {"count": behind}
    if row.missing:
        words = ngettext("%(count)d without a day", "%(count)d without a day", row.missing)
        return "not_started", words % {"count": row.missing}
    return "on_course", _("on schedule")


@register.simple_tag
def year_days(rows: Sequence[BodyYear], day: str, meeting: str, form: str, state: str) -> SafeString:
    """`{% year_days rows day_word meeting_word form_word state_word %}`: every meeting as a row, with the words of the
    columns. Written here: a template takes ten times as long over them.
    """
    words, today = Words(), timezone.localdate()
    states = {each.value: meeting_state(each) for each in MeetingState}
    day, meeting, form, state = (escape(word) for word in (day, meeting, form, state))
    parts = (
        f'<tr><th scope="row">{body}</th><td data-label="{day}">{short_day(day_of(each.starts_at), today)}</td>'
        f'<td data-label="{meeting}"><a href="{words.url_of(each)}">{escape(each.title)}</a></td>'
        f'<td data-label="{form}">{escape(words.forms[each.form])}</td>'
        f'<td data-label="{state}">{states[each.state]}</td></tr>'
        for row, body in ((row, escape(str(row.body))) for row in rows)
        for each in row.meetings
    )
    return mark_safe("".join(parts))  # what people wrote is escaped, the rest is ours
