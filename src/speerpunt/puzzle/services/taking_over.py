"""Works of a source come in: new ones, changes, and what the source does not name any more.

What was changed here by hand stays, until the source says something else than it did before.

A file comes in by pieces, each a short transaction in which whole works stand, so that nobody waits for all of it and
little is held. What stopped goes on where it was: a work that says what the file says is passed over. A small file
comes in as one transaction (docs/decisions/0010).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from speerpunt.core.enums import Verb, Visibility
from speerpunt.core.models import User
from speerpunt.core.services import record, record_many

from ..enums import ReadingState, SnapState
from ..models import Work, WorkLine, WorkPhase, WorkSource, WorksReading
from ..queries.comparing import FIELDS, PARTS, Compared, compare, to_take, vanished_from
from .clashes import find_clashes
from .placing import AT_ONCE, put_on_map, settle_in_place
from .readings import begin_taking, finish_reading, forget_staged, locked_reading

# The works of a file with so many of them are all there at once, or not at all; that takes a second or two.
WHOLE = 1000


def take_over(
    reading: WorksReading, *, by: User, progress: Callable[[int], object] = lambda works: None
) -> dict[str, int]:
    """A second time nothing changes. Returns how many were new, changed, same and vanished."""
    is_little = reading.staged.count() <= WHOLE
    with transaction.atomic() if is_little else nullcontext():
        fresh = begin_taking(reading)
        last = 0
        while (piece := _take_piece(fresh, after=last, by=by)) is not None:
            last, count = piece
            progress(count)
        _take_leave(fresh, by=by)
        find_clashes(fresh.collective)  # also when nothing is new: days pass
        _finish(fresh, by=by)
    forget_staged(fresh)
    return dict(fresh.outcome)


def works_to_take(reading: WorksReading) -> int:
    return to_take(reading).count()


@transaction.atomic
def _take_piece(reading: WorksReading, *, after: int, by: User) -> tuple[int, int] | None:
    """The next works of the file that would change anything, with their phases, stretches, areas and roads.

    Returns the last of them and how many there are; None when there are no more.
    """
    source = locked_reading(reading, ReadingState.TAKING).source
    piece = list(to_take(reading).filter(pk__gt=after).order_by("pk")[:AT_ONCE])
    if not piece:
        return None
    found = compare(piece, source)
    added = _add(source, [each for each in found if each.work is None])
    changed = [each for each in found if each.work is not None]
    _change(changed, by=by)
    _phases_anew([*added, *_saying_anew(changed, "phases")])
    _lines_anew([*added, *_saying_anew(changed, "lines")])
    record_many(((work, ()) for work, _said in added), Verb.IMPORTED, by=by, note=reading.file_name)
    settle_in_place([work for work, _said in added] + [each.work for each in changed if each.work])
    return piece[-1].pk, len(piece)


def _take_leave(reading: WorksReading, *, by: User) -> None:
    """Gone at the source, not here: whoever counted on it should see that."""
    now = timezone.now()
    while piece := list(vanished_from(reading).defer("source_values", "geometry").order_by("pk")[:AT_ONCE]):
        with transaction.atomic():
            seen = locked_reading(reading, ReadingState.TAKING).source.read_at
            rows = Work.objects.filter(pk__in=[work.pk for work in piece])
            rows.update(vanished_at=now, last_seen_at=seen)
            record_many(((work, [("vanished_at", None, now)]) for work in piece), Verb.CHANGED, by=by)


@transaction.atomic
def _finish(reading: WorksReading, *, by: User) -> None:
    """From now on the source was read, and until its last day is known."""
    fresh = locked_reading(reading, ReadingState.TAKING)
    WorkSource.objects.filter(pk=fresh.source_id).update(horizon=fresh.horizon, read_at=timezone.now())
    finish_reading(fresh)
    record(fresh.source, Verb.IMPORTED, by=by, note=fresh.file_name)


def _add(source: WorkSource, new: list[Compared]) -> list[tuple[Work, dict[str, Any]]]:
    made = [
        Work(
            collective_id=source.collective_id,
            source=source,
            outside_id=each.said["outside_id"],
            source_values=_kept(each.said),
            source_digest=each.digest,
            visibility=Visibility.PUBLIC,
            **{name: each.said[name] for name in FIELDS},
        )
        for each in new
    ]
    for work in made:
        put_on_map(work)
        work.search_text = work.as_searched()
    Work.objects.bulk_create(made, batch_size=AT_ONCE)
    return [(work, each.said) for work, each in zip(made, new, strict=True)]


def _kept(said: dict[str, Any]) -> dict[str, Any]:
    return {name: said[name] for name in (*FIELDS, *PARTS)}


def _change(changed: list[Compared], *, by: User) -> None:
    """Only what the source says otherwise; each change stands in the history of its work."""
    lines = []
    for each in changed:
        work = each.work
        assert work is not None
        fields = [name for name in each.changed if name in FIELDS]
        told = [(name, getattr(work, name), each.said[name]) for name in fields]
        told += [(name, "", "") for name in each.changed if name in PARTS]
        for name in fields:
            setattr(work, name, each.said[name])
        work.source_values, work.source_digest = _kept(each.said), each.digest
        work.vanished_at = work.last_seen_at = None
        put_on_map(work)
        work.save()
        lines.append((work, told))
    record_many(lines, Verb.CHANGED, by=by)


def _saying_anew(changed: Iterable[Compared], part: str) -> Iterable[tuple[Work, dict[str, Any]]]:
    """Works of which the source says something else of this part; the other part stays, with what was changed in it."""
    for each in changed:
        if each.work is not None and part in each.changed:
            yield each.work, each.said


def _phases_anew(pairs: list[tuple[Work, dict[str, Any]]]) -> None:
    """A stretch of a phase that goes holds for all of them from then on."""
    works = [work for work, _said in pairs]
    WorkLine.objects.filter(work__in=works, phase__isnull=False).update(phase=None)
    WorkPhase.objects.filter(work__in=works).delete()
    phases = [
        _phase(work, number, each) for work, said in pairs for number, each in enumerate(said["phases"])
    ]
    WorkPhase.objects.bulk_create(phases, batch_size=AT_ONCE)


def _lines_anew(pairs: list[tuple[Work, dict[str, Any]]]) -> None:
    """What somebody confirmed of an equal line is kept."""
    works = [work for work, _said in pairs]
    confirmed: dict[Any, list[WorkLine]] = defaultdict(list)
    for line in WorkLine.objects.filter(work__in=works, snap_state=SnapState.CONFIRMED):
        confirmed[line.work_id, line.is_detour, str(line.geometry)].append(line)
    WorkLine.objects.filter(work__in=works).delete()
    lines = [_line(work, each, confirmed) for work, said in pairs for each in said["lines"]]
    WorkLine.objects.bulk_create(lines, batch_size=AT_ONCE)


def _phase(work: Work, position: int, said: dict[str, Any]) -> WorkPhase:
    return WorkPhase(
        collective_id=work.collective_id,
        work=work,
        position=position,
        start=_day(said["start"]),
        end=_day(said["end"]),
        name=said["name"],
        start_certainty=said["start_certainty"],
        end_certainty=said["end_certainty"],
        outside_id=said["outside_id"],
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _line(work: Work, said: dict[str, Any], confirmed: dict[Any, list[WorkLine]]) -> WorkLine:
    line = WorkLine(collective_id=work.collective_id, work=work, **said)
    before = confirmed[work.pk, said["is_detour"], str(said["geometry"])]
    if before:
        kept = before.pop(0)
        line.links, line.direction, line.snap_state = kept.links, kept.direction, SnapState.CONFIRMED
    return line
