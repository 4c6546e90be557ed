"""What happens on a stretch of road during a work, and the way around it, as people draw it."""

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


def _follow(work: Work, is_settled: bool = True) -> None:
    """The work counts as changed."""
    work.save(update_fields=["updated_at"])
    if is_settled:
        settle(work.collective, [work])
