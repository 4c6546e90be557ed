"""Where a meeting is in its time: what was planned above, what it takes below."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from ..enums import ItemState, MeetingState
from ..models import AgendaItem, Meeting

# A meeting that opens on another day than planned is measured from its own opening.
SAME_OCCASION = timedelta(hours=3)


@dataclass(frozen=True)
class Span:
    """Part of the bar, in percent of its width."""

    number: int
    start: float
    width: float
    is_current: bool


@dataclass(frozen=True)
class Clock:
    planned: list[Span]
    real: list[Span]
    # Of the whole bar, in percent; nothing when the meeting is not going on.
    now: float | None
    said_now: datetime | None
    ends_at: datetime
    current: int | None
    # Minutes that the current item began late; before its time when negative.
    late: int
    # Until when the current item may go on.
    until: datetime | None

    @property
    def early(self) -> int:
        return -self.late

    def is_over(self) -> bool:
        return self.said_now is not None and self.until is not None and self.said_now > self.until


def clock_of(meeting: Meeting, items: Sequence[AgendaItem], now: datetime) -> Clock:
    """`items` in their order; they are numbered as the reader sees them."""
    base = _base(meeting)
    numbered = [(number, item) for number, item in enumerate(items, 1) if item.state != ItemState.DROPPED]
    starts = _planned_starts(base, [item for _number, item in numbered])
    is_running = meeting.state == MeetingState.RUNNING
    current = next((item for _number, item in numbered if is_running and _is_under_way(item)), None)
    end = _end(base, meeting, starts, now if is_running else None)
    length = (end - base) / timedelta(minutes=1) or 1.0

    def place(moment: datetime) -> float:
        return max(0.0, min(100.0, (moment - base) / timedelta(minutes=1) / length * 100))

    planned = [
        Span(number, place(start), item.minutes / length * 100, item is current)
        for (number, item), start in zip(numbered, starts, strict=False)
    ]
    real = [
        Span(
            number,
            place(item.started_at),
            place(item.finished_at or now) - place(item.started_at),
            item is current,
        )
        for number, item in numbered
        if item.started_at is not None and (item.finished_at is not None or item is current)
    ]
    late, until = 0, None
    if current is not None and current.started_at is not None:
        at = [item for _number, item in numbered].index(current)
        late = round((current.started_at - starts[at]) / timedelta(minutes=1))
        until = current.started_at + timedelta(minutes=current.minutes)
    return Clock(
        planned=planned,
        real=real,
        now=place(now) if is_running else None,
        said_now=now if is_running else None,
        ends_at=end,
        current=next((number for number, item in numbered if item is current), None),
        late=late,
        until=until,
    )


def _base(meeting: Meeting) -> datetime:
    opened = meeting.opened_at
    if opened is not None and abs(opened - meeting.starts_at) > SAME_OCCASION:
        return opened
    return meeting.starts_at


def _planned_starts(base: datetime, items: Sequence[AgendaItem]) -> list[datetime]:
    """And after the last one, when all is done."""
    starts = [base]
    for item in items:
        starts.append(starts[-1] + timedelta(minutes=item.minutes))
    return starts


def _is_under_way(item: AgendaItem) -> bool:
    return item.state == ItemState.OPEN and item.started_at is not None


def _end(base: datetime, meeting: Meeting, starts: list[datetime], now: datetime | None) -> datetime:
    planned = base + (meeting.ends_at - meeting.starts_at)
    over = [now] if now is not None else [meeting.closed_at] if meeting.closed_at else []
    return max([planned, starts[-1], *over])
