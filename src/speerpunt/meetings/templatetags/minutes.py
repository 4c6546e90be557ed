"""Drawings in the minutes: the time of a meeting, and the votes on a decision. And the rows of the register."""

from collections.abc import Iterable
from datetime import datetime
from html import escape
from typing import Any

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from speerpunt.core.addresses import address
from speerpunt.core.queries.names import Named
from speerpunt.core.templatetags.marks import shape
from speerpunt.core.templatetags.moments import said_day

from ..enums import DecisionState
from ..models import Decision
from ..queries.clock import Clock, Span
from ..queries.register import DecisionRow

register = template.Library()

LONGEST_DECISION = 200
# Narrower than this, in percent, a number does not fit above its block.
ROOM_FOR_NUMBER = 2.4
GAP = 0.16
# Of the box with the time: in pixels, and half of it in percent on a phone.
BOX_WIDTH, BOX_ROOM = 52, 9
# Its time stands where that of the end would.
NEAR_THE_END = 72


@register.filter
def clock_time(moment: datetime | None) -> str:
    """16.52"""
    return "" if moment is None else f"{timezone.localtime(moment):%H.%M}"


@register.inclusion_tag("meetings/minutes/figures/time_bar.html")
def time_bar(clock: Clock) -> dict[str, Any]:
    """`{% time_bar clock %}`: planned above, real below, and where it is now."""
    said = said_of(clock)
    return {
        "planned": [_block(span) for span in clock.planned],
        "real": [_block(span) for span in clock.real],
        "now": _percent(clock.now) if clock.now is not None else "",
        "now_said": clock_time(clock.said_now),
        "is_left": (clock.now or 0) < 50,
        # The box with the time stays within the bar, also on a phone.
        "box": _box_at(clock.now or 0),
        "is_at_end": (clock.now or 0) > NEAR_THE_END,
        "said": said,
        "is_late": clock.late > 0 or clock.is_over(),
        "end": clock_time(clock.ends_at),
        "label": " ".join(filter(None, [_("Time of the meeting."), said])),
    }


def _box_at(now: float) -> int:
    """Where the box begins, in pixels from the line."""
    if now < BOX_ROOM:
        return 0
    return -BOX_WIDTH if now > 100 - BOX_ROOM else -BOX_WIDTH // 2


def said_of(clock: Clock) -> str:
    """5 minutes over; item 4 may last until 17.00"""
    if clock.current is None:
        return ""
    until = {"number": clock.current, "until": clock_time(clock.until)}
    if clock.is_over():
        goes_on = _("item %(number)d was to last until %(until)s") % until
    else:
        goes_on = _("item %(number)d may last until %(until)s") % until
    if clock.late > 0:
        late = ngettext("%(count)d minute over", "%(count)d minutes over", clock.late) % {"count": clock.late}
        return f"{late}; {goes_on}"
    if clock.late < 0:
        early = ngettext("%(count)d minute early", "%(count)d minutes early", clock.early)
        return f"{early % {'count': clock.early}}; {goes_on}"
    return _("on time; %(rest)s") % {"rest": goes_on}


def _block(span: Span) -> dict[str, Any]:
    return {
        "x": _percent(span.start + GAP / 2),
        "width": _percent(max(span.width - GAP, 0.1)),
        "number": span.number if span.width >= ROOM_FOR_NUMBER else "",
        "is_current": span.is_current,
    }


def _percent(value: float) -> str:
    """With a point, whatever the language: it stands in an attribute."""
    return f"{value:.2f}%"


@register.inclusion_tag("meetings/minutes/figures/votes.html")
def votes(decision: Decision) -> dict[str, Any]:
    """`{% votes decision %}`: a bar in proportion, and the numbers in words."""
    parts = []
    start, total = 0.0, decision.votes or 1
    for name in ("for", "against", "abstained"):
        count = getattr(decision, f"votes_{name}") or 0
        width = count / total * 100
        if count:
            parts.append({"x": _percent(start), "width": _percent(max(width - 1.2, 1)), "look": name})
        start += width
    return {"decision": decision, "parts": parts}


@register.simple_tag
def decision_rows(lines: Iterable[tuple[DecisionRow, Named | None]]) -> SafeString:
    """`{% decision_rows lines %}`: decisions with their dossiers, as far as these are seen. Written here: a template takes
    ten times as long over them, and `format_html` three times."""
    words = (pgettext("decision", "Number"), _("Body"), _("Decided on"), _("Dossier"), _("State"))
    number, body, day, dossier_word, state = (escape(word) for word in words)
    states = {each.value: escape(str(each.label)) for each in DecisionState}
    start, mark, today = address("meetings:decisions"), shape("taken"), timezone.localdate()
    rows = (
        f'<tr><td class="number nowrap" data-label="{number}"><span class="chip solid">{mark}{decision.year}-{decision.number}</span></td>'
        f'<th scope="row"><a href="{start}{decision.pk}/">{escape(_shortened(decision.text))}</a>{_votes_said(decision)}</th>'
        f'<td data-label="{body}">{escape(decision.body__name)}</td>'
        f'<td class="nowrap" data-label="{day}">{said_day(decision.decided_on, today=today)}</td>'
        f'<td data-label="{dossier_word}">{_link(dossier)}</td><td data-label="{state}">{states[decision.state]}</td></tr>'
        for decision, dossier in lines
    )
    return mark_safe("".join(rows))  # what people wrote is escaped, the rest is ours


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_DECISION else Truncator(text).chars(LONGEST_DECISION)


def _votes_said(decision: DecisionRow) -> str:
    if not decision.is_voted:
        return ""
    said = (
        f"{decision.votes_for or 0} {pgettext('votes', 'for')}",
        f"{decision.votes_against or 0} {pgettext('votes', 'against')}",
        f"{decision.votes_abstained or 0} {pgettext('votes', 'abstained')}",
    )
    return f'<small class="mute">{escape(" · ".join(said))}</small>'


def _link(dossier: Named | None) -> str:
    if dossier is None:
        return ""
    return f'<a href="{escape(dossier.url)}">{escape(dossier.name)}</a>'
