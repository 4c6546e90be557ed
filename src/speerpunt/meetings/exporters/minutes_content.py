"""What a document of minutes says, in the order in which it says it, as far as its reader may read it."""

from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from speerpunt.core.models import Collective
from speerpunt.core.templatetags.drawing.days import said_as

from ..enums import Access, EntryKind, Presence
from ..models import Attendance, Decision, Interest, Meeting, MinuteEntry
from ..queries.attendance import THERE, attendances_of, gathered
from ..queries.minutes import ItemMinutes, minutes_of


@dataclass(frozen=True)
class LineContent:
    time: str
    kind: str
    label: str
    text: str
    # Votes of a decision; who and by when of an action.
    details: str = ""


@dataclass(frozen=True)
class ItemContent:
    number: int
    title: str
    question: str
    note: str
    interests: list[str] = field(default_factory=list)
    lines: list[LineContent] = field(default_factory=list)


@dataclass(frozen=True)
class MinutesContent:
    title: str
    collective: str
    body: str
    meeting: str
    when: str
    state: str
    is_draft: bool
    facts: list[tuple[str, str]]
    items: list[ItemContent]
    corrections_title: str
    # Item and text, in the order in which they were made.
    corrections: list[tuple[str, str]]
    nothing: str
    page_words: tuple[str, str]
    language: str

    def as_dictionary(self) -> dict[str, Any]:
        return asdict(self)


def content_of(
    meeting: Meeting, user: Any, collective: Collective, language: str, *, decisions_only: bool = False
) -> MinutesContent:
    """Both exporters set this, so that they never say different things."""
    minutes = minutes_of(meeting, user)
    shown = [each for each in minutes if not decisions_only or _decides(each)]
    return MinutesContent(
        title=_("List of decisions") if decisions_only else pgettext("title", "Minutes"),
        collective=collective.name,
        body=str(meeting.body),
        meeting=meeting.title,
        when=_when(meeting),
        state=_state(meeting),
        is_draft=not meeting.is_frozen,
        facts=[] if decisions_only else _facts(meeting),
        items=[_item(each, decisions_only=decisions_only) for each in shown],
        corrections_title=pgettext("of minutes", "Corrections"),
        corrections=[pair for each in shown for pair in _corrections(each)],
        nothing=_("No decision was noted.") if decisions_only else _("Nothing was noted."),
        page_words=(pgettext("of a sheet", "page"), pgettext("of a sheet", "of")),
        language=language,
    )


def _decides(minutes: ItemMinutes) -> bool:
    return any(line.kind == EntryKind.DECISION for line in minutes.lines)


def _when(meeting: Meeting) -> str:
    start, end = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
    day = said_as(start.date(), "l j F Y")
    place = f" · {meeting.place}" if meeting.place else ""
    return f"{day}, {start:%H.%M}–{end:%H.%M}{place}"


def _state(meeting: Meeting) -> str:
    if meeting.approved_at is None:
        return pgettext("of minutes", "draft")
    day = said_as(timezone.localdate(meeting.approved_at), "j F Y")
    return _("approved on %(day)s") % {"day": day}


def _facts(meeting: Meeting) -> list[tuple[str, str]]:
    rows = attendances_of(meeting)
    found = [
        (_("Attendance"), ", ".join(_there(row) for row in rows if row.presence in THERE)),
        (_("Absent"), ", ".join(_absent(row) for row in rows if row.presence == Presence.ABSENT)),
    ]
    counted = gathered(meeting, rows)
    if counted.is_noted:
        said = pgettext("quorum", "reached") if counted.is_quorum else pgettext("quorum", "not reached")
        words = _("%(said)s: %(count)d of %(seats)d seats") % {
            "said": said,
            "count": counted.counted,
            "seats": counted.seats,
        }
        found.append((_("quorum").capitalize(), words))
    return [(name, value) for name, value in found if value]


def _there(row: Attendance) -> str:
    notes = [_("online")] if row.presence == Presence.ONLINE else []
    notes += [_("guest")] if row.is_guest else []
    return f"{row.person} ({', '.join(notes)})" if notes else str(row.person)


def _absent(row: Attendance) -> str:
    if row.proxy is None:
        return str(row.person)
    return f"{row.person} ({_('proxy: %(name)s') % {'name': row.proxy}})"


def _item(minutes: ItemMinutes, *, decisions_only: bool) -> ItemContent:
    item = minutes.point.item
    lines = [line for line in minutes.lines if not decisions_only or line.kind == EntryKind.DECISION]
    return ItemContent(
        number=minutes.point.number,
        title=item.title,
        question="" if decisions_only else item.question,
        note=_("closed part") if item.access == Access.CLOSED else "",
        interests=[] if decisions_only else [_interest(each) for each in minutes.interests],
        lines=[_line(line) for line in lines],
    )


def _interest(interest: Interest) -> str:
    left = f" ({_('left the room, no vote')})" if interest.left_room else ""
    return f"{interest.person} {_('has an interest of his own')}: {interest.said}{left}"


def _line(line: MinuteEntry) -> LineContent:
    label, details = str(line.get_kind_display()), ""
    if line.kind == EntryKind.DECISION:
        label, details = f"{label} {line.decision}", _outcome(line.decision)
    elif line.kind == EntryKind.ACTION:
        due = said_as(line.due, "j F Y") if line.due is not None else ""
        details = " · ".join(filter(None, (str(line.owner or ""), due)))
    time = f"{timezone.localtime(line.said_at):%H.%M}"
    return LineContent(time, line.kind, label, line.text, details)


def _outcome(decision: Decision) -> str:
    votes = ""
    if decision.is_voted:
        votes = " · ".join(
            (
                f"{decision.votes_for or 0} {pgettext('votes', 'for')}",
                f"{decision.votes_against or 0} {pgettext('votes', 'against')}",
                f"{decision.votes_abstained or 0} {pgettext('votes', 'abstained')}",
            )
        )
    binds = _("binds: %(who)s") % {"who": decision.binds} if decision.binds else ""
    return " · ".join(filter(None, (votes, binds)))


def _corrections(minutes: ItemMinutes) -> list[tuple[str, str]]:
    item = f"{minutes.point.number}. {minutes.point.item.title}"
    found = []
    for number, correction in enumerate(minutes.corrections, 1):
        day = said_as(timezone.localdate(correction.made_at), "j F Y")
        words = _("Correction %(number)s") % {"number": number}
        found.append((f"{words} · {item} · {day}", correction.text))
    return found
