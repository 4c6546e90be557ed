"""What was said, decided and promised in the meetings of an example."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from speerpunt.actions.enums import ActionState
from speerpunt.actions.models import Action
from speerpunt.core.models import CollectiveModel
from speerpunt.core.queries.subjects import kind_of
from speerpunt.core.texts import folded
from speerpunt.meetings.enums import Access, DecisionState, EntryKind
from speerpunt.meetings.models import AgendaItem, Decision, Interest, MinuteEntry

from .identities import DecisionId, PersonReference
from .loading import Loading


@dataclass(frozen=True)
class DecisionRow:
    text: str
    id: DecisionId = ""
    binds: str = ""
    votes_for: int | None = None
    votes_against: int | None = None
    votes_abstained: int | None = None
    state: DecisionState = DecisionState.IN_FORCE


@dataclass(frozen=True)
class ActionLineRow:
    title: str
    owner: PersonReference
    due: date
    done_on: date | None = None


@dataclass(frozen=True)
class InterestRow:
    person: PersonReference
    said: str
    left_room: bool = False


@dataclass(frozen=True)
class Line:
    """One line of the minutes, on its way in."""

    row: Any
    item: AgendaItem
    kind: EntryKind
    text: str
    said_at: datetime


def add_minutes(loading: Loading, pairs: Iterable[tuple[Any, AgendaItem]]) -> dict[str, Decision]:
    """The decisions by their id; of meetings that were held."""
    held = [(row, item) for row, item in pairs if item.started_at is not None]
    lines = [line for row, item in held for line in _lines(row, item)]
    actions = _add_actions(loading, [line for line in lines if line.kind == EntryKind.ACTION])
    entries = loading.add(MinuteEntry, (_entry(loading, line, actions) for line in lines), ("key",))
    decisions = _add_decisions(loading, list(zip(lines, entries, strict=True)))
    interests = (
        Interest(item=item, person=loading.people[each.person], said=each.said, left_room=each.left_room)
        for row, item in held
        for each in row.interests
    )
    loading.add(Interest, interests, ("item_id", "person_id"))
    return decisions


def _lines(row: Any, item: AgendaItem) -> Iterator[Line]:
    """What was said comes first, then what was decided, then who does what; spread over the time of the item."""
    assert item.started_at is not None
    told = [
        *((each, EntryKind.NOTE, each) for each in row.said),
        *((each, EntryKind.DECISION, each.text) for each in row.decided),
        *((each, EntryKind.ACTION, "") for each in row.agreed),
    ]
    step = timedelta(minutes=row.minutes) / (len(told) + 1)
    for number, (each, kind, text) in enumerate(told, start=1):
        yield Line(each, item, kind, text, item.started_at + step * number)


def _add_actions(loading: Loading, lines: list[Line]) -> dict[str, Action]:
    wanted = [_action(loading, line) for line in lines]
    found = loading.add(Action, wanted, ("title",), is_told=True)
    return {action.title: action for action in found}


def _action(loading: Loading, line: Line) -> Action:
    row, target = line.row, _hangs_on(line.item)
    return Action(
        title=row.title,
        origin=str(line.item.meeting)[:120],
        owner=loading.people[row.owner],
        due=row.due,
        state=ActionState.DONE if row.done_on else ActionState.OPEN,
        closed_on=row.done_on,
        content_type=kind_of(type(target)),
        object_id=target.pk,
        search_text=folded(f"{row.title}  {line.item.meeting}"),
    )


def _hangs_on(item: AgendaItem) -> CollectiveModel:
    """What a body keeps among itself hangs on its own item, not where more people look."""
    return item.dossier if item.dossier is not None and item.access == Access.ALL else item


def _entry(loading: Loading, line: Line, actions: dict[str, Action]) -> MinuteEntry:
    is_action = line.kind == EntryKind.ACTION
    said = line.row.title if is_action else line.text
    return MinuteEntry(
        item=line.item,
        kind=line.kind,
        text=said,
        owner=loading.people[line.row.owner] if is_action else None,
        due=line.row.due if is_action else None,
        action=actions[line.row.title] if is_action else None,
        key=uuid5(NAMESPACE_URL, f"speerpunt:line:{line.item.pk}:{line.kind}:{said}"),
        said_at=line.said_at,
    )


def _add_decisions(loading: Loading, lines: list[tuple[Line, MinuteEntry]]) -> dict[str, Decision]:
    """Numbered per body and year in the order in which they were taken."""
    numbers: dict[tuple[int, int], int] = defaultdict(int)
    wanted, rows = [], []
    for line, entry in sorted(lines, key=lambda pair: pair[0].said_at):
        if line.kind == EntryKind.DECISION:
            year = line.said_at.year
            numbers[line.item.body_id, year] += 1
            wanted.append(_decision(line, entry, year, numbers[line.item.body_id, year]))
            rows.append(line.row)
    found = loading.add(Decision, wanted, ("entry_id",), is_told=True)
    return {row.id: decision for row, decision in zip(rows, found, strict=True) if row.id}


def _decision(line: Line, entry: MinuteEntry, year: int, number: int) -> Decision:
    row = line.row
    return Decision(
        item=line.item,
        entry=entry,
        body_id=line.item.body_id,
        dossier_id=line.item.dossier_id,
        year=year,
        number=number,
        decided_on=line.said_at.date(),
        text=row.text,
        votes_for=row.votes_for,
        votes_against=row.votes_against,
        votes_abstained=row.votes_abstained,
        binds=row.binds,
        state=row.state,
        search_text=folded(f"{year}-{number} {row.text} {row.binds}"),
    )
