"""Works of a source come in: new ones, changes, and what the source does not name any more.

What was changed here by hand stays, until the source says something else than it did before.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import shapely
from django.db import transaction
from django.utils import timezone
from shapely.geometry import shape

from speerpunt.core.enums import Verb, Visibility
from speerpunt.core.models import User
from speerpunt.core.services import record, record_many
from speerpunt.places.enums import AreaKind
from speerpunt.places.models import Area

from ..models import RoadNetwork, Work, WorkLine, WorkPhase, WorkSource, WorksReading
from ..queries.comparing import FIELDS, PARTS, Compared, compare
from .clashes import find_clashes
from .readings import finish_reading, locked_reading
from .snapping import snap_lines

AT_ONCE = 500


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
    _parts_anew(fresh.source, [*added, *(pair for pair in _with_new_parts(changed))])
    _seen(fresh.source, [each.said["outside_id"] for each in found.compared], now)
    _vanish(found.vanished, now, by=by)
    _touch_areas([work for work, _said in added] + [each.work for each in changed if each.work])
    record_many(((work, ()) for work, _said in added), Verb.IMPORTED, by=by, note=fresh.file_name)
    _keep_horizon(fresh.source, fresh.works, now)
    _lay_on_roads([work for work, _said in added] + [each.work for each in changed if each.work])
    find_clashes(fresh.collective)
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
        _place(work)
        work.search_text = work.as_searched()
    Work.objects.bulk_create((work for work, _each in made), batch_size=AT_ONCE)
    return made


def _kept(said: dict[str, Any]) -> dict[str, Any]:
    return {name: said[name] for name in (*FIELDS, *PARTS)}


def _place(work: Work) -> None:
    """A position that stands for the whole."""
    if work.geometry is None:
        work.latitude = work.longitude = None
        return
    point = shapely.point_on_surface(shape(work.geometry))
    work.longitude, work.latitude = round(point.x, 7), round(point.y, 7)


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
        _place(work)
        work.save()
        lines.append((work, told))
    record_many(lines, Verb.CHANGED, by=by)


def _with_new_parts(changed: Iterable[Compared]) -> Iterable[tuple[Work, dict[str, Any]]]:
    for each in changed:
        if each.work is not None and set(each.changed) & set(PARTS):
            yield each.work, each.said


def _parts_anew(source: WorkSource, pairs: list[tuple[Work, dict[str, Any]]]) -> None:
    """Phases and lines as the source has them. What somebody confirmed of an equal line is kept."""
    works = [work for work, _said in pairs]
    confirmed = {
        (line.work_id, line.is_detour, str(line.geometry)): line
        for line in WorkLine.objects.filter(work__in=works)
    }
    WorkLine.objects.filter(work__in=works).delete()
    WorkPhase.objects.filter(work__in=works).delete()
    phases, lines = [], []
    for work, said in pairs:
        phases += [_phase(work, position, each) for position, each in enumerate(said["phases"])]
        lines += [_line(work, each, confirmed) for each in said["lines"]]
    WorkPhase.objects.bulk_create(phases, batch_size=AT_ONCE)
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


def _line(work: Work, said: dict[str, Any], confirmed: dict[Any, WorkLine]) -> WorkLine:
    line = WorkLine(collective_id=work.collective_id, work=work, **said)
    before = confirmed.get((work.pk, said["is_detour"], str(said["geometry"])))
    if before is not None:
        line.links, line.snap_state = before.links, before.snap_state
        line.snap_confidence, line.snap_metres = before.snap_confidence, before.snap_metres
    return line


def _seen(source: WorkSource, numbers: list[str], now: datetime) -> None:
    for start in range(0, len(numbers), AT_ONCE):
        rows = Work.objects.filter(source=source, outside_id__in=numbers[start : start + AT_ONCE])
        rows.update(last_seen_at=now)


def _vanish(works: list[Work], now: datetime, *, by: User) -> None:
    """Gone at the source, not here: whoever counted on it should see that."""
    Work.objects.filter(pk__in=[work.pk for work in works]).update(vanished_at=now)
    record_many(((work, [("vanished_at", None, now)]) for work in works), Verb.CHANGED, by=by)


def _touch_areas(works: list[Work]) -> None:
    """Each work lies in the areas that its place, or a stretch of it, meets."""
    # The city as a whole holds them all, and says nothing.
    areas = [area for area in Area.objects.kept().exclude(kind=AreaKind.CITY) if area.geometry]
    placed = [(work.pk, shape(work.geometry)) for work in works if work.geometry]
    stretches = WorkLine.objects.filter(work__in=works, is_detour=False).exclude(geometry=None)
    placed += [(line.work_id, shape(line.geometry)) for line in stretches if line.geometry]
    through = Work.areas.through
    through.objects.filter(work__in=works).delete()
    if not areas or not placed:
        return
    tree = shapely.STRtree([drawn for _pk, drawn in placed])
    pairs = tree.query([shape(area.geometry) for area in areas], predicate="intersects").T.tolist()
    touched = {(placed[number][0], areas[area].pk) for area, number in pairs}
    through.objects.bulk_create(
        (through(work_id=work, area_id=area) for work, area in sorted(touched)), batch_size=AT_ONCE
    )


def _lay_on_roads(works: list[Work]) -> None:
    network = RoadNetwork.objects.first()
    if network is not None:
        snap_lines(network, WorkLine.objects.filter(work__in=works))


def _keep_horizon(source: WorkSource, works: list[dict[str, Any]], now: datetime) -> None:
    """The last day that the source speaks of."""
    days = [phase["end"] or phase["start"] for work in works for phase in work["phases"]]
    source.horizon = _day(max((day for day in days if day), default=None))
    source.read_at = now
    source.save(update_fields=["horizon", "read_at"])
