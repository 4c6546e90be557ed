"""A source is read: kept to be looked at, reviewed, then taken over as a whole or not at all."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django_scopes import scope, scopes_disabled

from speerpunt.core.enums import Verb
from speerpunt.core.models import Collective, User
from speerpunt.core.services import record
from speerpunt.core.services.jobs import enqueue_job
from speerpunt.documents.services.names import plain_name
from speerpunt.documents.services.storage import remove_file, write_file

from ..enums import ReadingState
from ..models import ReadingOddity, StagedWork, WorkSource, WorksReading
from ..problems import PuzzleProblem
from ..problems.readings import Odd, ReadWork
from ..queries.comparing import counts_of, digest_of_said

LOOK_JOB = "puzzle.look_at_works"
FETCH_JOB = "puzzle.fetch_works"
TAKE_JOB = "puzzle.take_over_works"
AT_ONCE = 500
Row = TypeVar("Row")
# Of these nothing waits any more.
OVER = (ReadingState.TAKEN, ReadingState.DISCARDED, ReadingState.REFUSED)


@transaction.atomic
def add_source(collective: Collective, *, by: User, **values: Any) -> WorkSource:
    source = WorkSource.objects.create(collective=collective, set_by=by, **values)
    record(source, Verb.CREATED, by=by)
    return source


def begin_reading(source: WorkSource, path: Path, *, file_name: str, by: User) -> WorksReading:
    """The file is on the disk before a row tells of it."""
    return WorksReading.objects.create(
        collective_id=source.collective_id,
        source=source,
        file_name=plain_name(file_name),
        place=write_file(source.collective_id, path),
        requested_by=by,
    )


def keep_file(source: WorkSource, path: Path, *, file_name: str, by: User) -> WorksReading:
    """Written to disk, and read behind the scenes."""
    with transaction.atomic():
        reading = begin_reading(source, path, file_name=file_name, by=by)
        enqueue_job(
            LOOK_JOB, collective=source.collective, by=by, subject=reading.file_name, reading=reading.pk
        )
    return reading


def ask_for_due_sources() -> None:
    """Of all collectives: those whose hours are over are read behind the scenes."""
    for source in due_sources():
        with scope(collective=source.collective), transaction.atomic():
            WorkSource.objects.filter(pk=source.pk).update(asked_at=timezone.now())
            enqueue_job(
                FETCH_JOB,
                collective=source.collective,
                by=source.set_by,
                subject=source.name,
                source=source.pk,
            )


def due_sources() -> list[WorkSource]:
    now = timezone.now()
    with scopes_disabled():
        rows = WorkSource.objects.exclude(url="").filter(every_hours__isnull=False, set_by__isnull=False)
        return [
            source
            for source in rows.select_related("collective", "set_by")
            if source.asked_at is None or source.asked_at + timedelta(hours=source.every_hours or 1) <= now
        ]


@transaction.atomic
def tell_of_problem(source: WorkSource, problem: str) -> None:
    """Why it could not be read; empty when it could."""
    WorkSource.objects.filter(pk=source.pk).update(problem=problem[:200])


def keep_works(reading: WorksReading, read: Iterable[ReadWork | Odd]) -> None:
    """What is read is kept in pieces, each a short transaction; the file itself is not needed any more.

    Once more, after a worker died halfway, it begins anew.
    """
    forget_staged(reading)
    horizon = ""
    for piece in in_pieces(read, AT_ONCE):
        works = [plain(asdict(each)) for each in piece if isinstance(each, ReadWork)]
        horizon = max(horizon, *map(_last_day, works), "")
        _stage(reading, works, [each for each in piece if isinstance(each, Odd)])
    with transaction.atomic():
        _forget_file(reading)
        _become(
            reading, ReadingState.REVIEW, horizon=date.fromisoformat(horizon) if horizon else None, place=""
        )


def in_pieces(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    rest = iter(rows)
    while piece := list(islice(rest, size)):
        yield piece


@transaction.atomic
def _stage(reading: WorksReading, works: list[dict[str, Any]], odd: list[Odd]) -> None:
    StagedWork.objects.bulk_create(
        StagedWork(
            collective_id=reading.collective_id,
            reading=reading,
            outside_id=said["outside_id"],
            said=said,
            digest=digest_of_said(said),
        )
        for said in works
    )
    ReadingOddity.objects.bulk_create(
        ReadingOddity(collective_id=reading.collective_id, reading=reading, **asdict(each)) for each in odd
    )


def _last_day(said: dict[str, Any]) -> str:
    days = [phase["end"] or phase["start"] for phase in said["phases"]]
    return max((day for day in days if day), default="")


def forget_staged(reading: WorksReading) -> None:
    """Of this reading, and of those of the same source that are over."""
    over = WorksReading.objects.filter(source=reading.source_id, state__in=OVER)
    for rows in (
        StagedWork.objects.filter(Q(reading=reading) | Q(reading__in=over)),
        ReadingOddity.objects.filter(reading=reading),
    ):
        while numbers := list(rows.order_by("pk").values_list("pk", flat=True)[:AT_ONCE]):
            rows.model._default_manager.filter(pk__in=numbers).delete()


@transaction.atomic
def refuse_file(reading: WorksReading, problem: str) -> None:
    forget_staged(reading)
    _forget_file(reading)
    _become(reading, ReadingState.REFUSED, problem=problem[:400], place="")


def discard_reading(reading: WorksReading) -> None:
    """Nothing of it comes in."""
    with transaction.atomic():
        fresh = locked_reading(reading, ReadingState.REVIEW)
        _forget_file(fresh)
        _become(fresh, ReadingState.DISCARDED, place="")
    forget_staged(fresh)


def locked_reading(reading: WorksReading, *states: ReadingState) -> WorksReading:
    """The row as it is now, held until the transaction ends; it must be in one of these states."""
    rows = WorksReading.objects.select_for_update(of=("self",)).select_related("source", "collective")
    fresh = rows.get(pk=reading.pk)
    if fresh.state not in states:
        raise PuzzleProblem(_("This file was taken over or put aside already. Nothing was changed."))
    return fresh


@transaction.atomic
def begin_taking(reading: WorksReading) -> WorksReading:
    """From here on it comes in, if need be in several times. What another file of the source began is left at that:
    this one says of all its works what holds.
    """
    fresh = locked_reading(reading, ReadingState.REVIEW, ReadingState.TAKING)
    if fresh.state == ReadingState.REVIEW:
        others = WorksReading.objects.filter(source=fresh.source_id, state=ReadingState.TAKING)
        others.update(state=ReadingState.DISCARDED)
        _become(fresh, ReadingState.TAKING, outcome=counts_of(fresh))
    return fresh


def finish_reading(reading: WorksReading) -> None:
    _become(reading, ReadingState.TAKEN)


def plain(value: Any) -> Any:
    """As JSON keeps it, so that what is kept equals what is read back."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return str(value) if isinstance(value, str) else value


def _become(reading: WorksReading, state: ReadingState, **values: Any) -> None:
    reading.state = state
    for name, value in values.items():
        setattr(reading, name, value)
    reading.save(update_fields=["state", *values])


def _forget_file(reading: WorksReading) -> None:
    place = reading.place
    if place:
        transaction.on_commit(lambda: remove_file(place))
