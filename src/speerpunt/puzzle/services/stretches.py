"""What happens on a stretch of road during a work, and the way around it, as people draw it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from speerpunt.core.enums import Verb
from speerpunt.core.models import User
from speerpunt.core.services import record, save_changes

from ..enums import SnapState
from ..models import Work, WorkLine
from .placing import settle
from .works import locked_work

# What decides on which links a stretch lies; when it changes, what was confirmed of it holds no more.
PLACING = frozenset({"geometry", "direction", "kind", "is_detour"})


@transaction.atomic
def add_stretch(work: Work, *, by: User | None, is_settled: bool = True, **values: Any) -> WorkLine:
    """`is_settled` is false for who settles many works together."""
    fresh = locked_work(work)
    line = WorkLine.objects.create(collective_id=fresh.collective_id, work=fresh, **values)
    record(line, Verb.CREATED, by=by)
    _follow(fresh, is_settled)
    return line


@transaction.atomic
def change_stretch(
    line: WorkLine, *, by: User | None, seen: datetime | None = None, is_settled: bool = True, **values: Any
) -> None:
    """`seen` is when the work was changed last, as far as the sender knows.

    Raises:
        PuzzleProblem: somebody else changed the work since.
    """
    work = locked_work(line.work, seen)
    changed = save_changes(line, by=by, **values)
    if PLACING & set(changed) and line.snap_state == SnapState.CONFIRMED:
        line.snap_state = SnapState.NOWHERE
        line.save(update_fields=["snap_state"])
    _follow(work, is_settled)


@transaction.atomic
def remove_stretch(line: WorkLine, *, by: User) -> None:
    work = locked_work(line.work)
    said = str(line)
    line.delete()
    record(work, Verb.UNLINKED, by=by, note=said)
    _follow(work)


@transaction.atomic
def replace_stretches(work: Work, said: Iterable[dict[str, Any]], *, by: User | None) -> None:
    """All of them anew, as a table says; what somebody confirmed of one that lies as it lay is kept.

    Settled by who writes the table.
    """
    fresh = locked_work(work)
    phases = list(fresh.phases.all())
    before = list(fresh.lines.all())
    confirmed = [line for line in before if line.snap_state == SnapState.CONFIRMED]
    fresh.lines.all().delete()
    for each in said:
        values = dict(each)
        number = values.pop("phase")
        line = WorkLine(collective_id=fresh.collective_id, work=fresh, **values)
        line.phase = phases[number - 1] if 0 < number <= len(phases) else None
        same = next((one for one in confirmed if _lies_as(one, line)), None)
        if same is not None:
            confirmed.remove(same)
            line.links, line.snap_state = same.links, SnapState.CONFIRMED
        line.save()
    record(fresh, Verb.CHANGED, by=by, changes=[("lines", len(before), fresh.lines.count())])
    _follow(fresh, is_settled=False)


def _lies_as(one: WorkLine, other: WorkLine) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in PLACING)


def _follow(work: Work, is_settled: bool = True) -> None:
    """The work counts as changed."""
    work.save(update_fields=["updated_at"])
    if is_settled:
        settle(work.collective, [work])
