"""Works of a source come in: new ones, changes, and what the source does not name any more.

What was changed here by hand stays, until the source says something else than it did before.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from speerpunt.core.enums import Verb, Visibility
from speerpunt.core.models import User
from speerpunt.core.services import record, record_many

from ..enums import SnapState
from ..models import Work, WorkLine, WorkPhase, WorkSource, WorksReading
from ..queries.comparing import FIELDS, PARTS, Compared, compare
from .placing import AT_ONCE, put_on_map, settle
from .readings import finish_reading, locked_reading


@transaction.atomic
def take_over(reading: WorksReading, *, by: User) -> dict[str, int]:
    """All of it or nothing; a second time nothing changes. Returns how many were new, changed, same and vanished."""
    fresh = locked_reading(reading)
    found = compare(fresh)
    outcome = found.counts()
    now = timezone.now()
    added = _add(fresh.source, [each.said for each in found.compared if each.is_new], now)
    changed = [each for each in found.compared if not each.is_new and not each.is_same]
    _change(changed, by=by)
    _phases_anew([*added, *_saying_anew(changed, "phases")])
    _lines_anew([*added, *_saying_anew(changed, "lines")])
    _seen(fresh.source, [each.said["outside_id"] for each in found.compared], now)
    _vanish(found.vanished, now, by=by)
    record_many(((work, ()) for work, _said in added), Verb.IMPORTED, by=by, note=fresh.file_name)
    _keep_horizon(fresh.source, fresh.works, now)
    settle(fresh.collective, [work for work, _said in added] + [each.work for each in changed if each.work])
    finish_reading(fresh, outcome)
    record(fresh.source, Verb.IMPORTED, by=by, note=fresh.file_name)
    return outcome


def _add(
    source: WorkSource, said: Iterable[dict[str, Any]], now: datetime
) -> list[tuple[Work, dict[str, Any]]]:
    made = [
        (
            Work(
                collective_id=source.collective_id,
                source=source,
                outside_id=each["outside_id"],
                source_values=_kept(each),
                visibility=Visibility.PUBLIC,
                last_seen_at=now,
                **{name: each[name] for name in FIELDS},
            ),
            each,
        )
        for each in said
    ]
    for work, _each in made:
        put_on_map(work)
        work.search_text = work.as_searched()
    Work.objects.bulk_create((work for work, _each in made), batch_size=AT_ONCE)
    return made


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
        work.source_values, work.vanished_at = _kept(each.said), None
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


def _seen(source: WorkSource, numbers: list[str], now: datetime) -> None:
    for start in range(0, len(numbers), AT_ONCE):
        rows = Work.objects.filter(source=source, outside_id__in=numbers[start : start + AT_ONCE])
        rows.update(last_seen_at=now)


def _vanish(works: list[Work], now: datetime, *, by: User) -> None:
    """Gone at the source, not here: whoever counted on it should see that."""
    Work.objects.filter(pk__in=[work.pk for work in works]).update(vanished_at=now)
    record_many(((work, [("vanished_at", None, now)]) for work in works), Verb.CHANGED, by=by)


def _keep_horizon(source: WorkSource, works: list[dict[str, Any]], now: datetime) -> None:
    """The last day that the source speaks of."""
    days = [phase["end"] or phase["start"] for work in works for phase in work["phases"]]
    source.horizon = _day(max((day for day in days if day), default=None))
    source.read_at = now
    source.save(update_fields=["horizon", "read_at"])
