"""A source is read: kept to be looked at, reviewed, then taken over as a whole or not at all."""

from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
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
from ..models import WorkSource, WorksReading
from ..problems import PuzzleProblem

LOOK_JOB = "puzzle.look_at_works"
FETCH_JOB = "puzzle.fetch_works"
TAKE_JOB = "puzzle.take_over_works"


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


@transaction.atomic
def keep_works(reading: WorksReading, works: list[Any], odd: list[Any]) -> None:
    """What was read, as plain values; the file itself is not needed any more."""
    _forget_file(reading)
    _become(
        reading,
        ReadingState.REVIEW,
        works=[plain(asdict(work)) for work in works],
        oddities=[plain(asdict(each)) for each in odd],
        place="",
    )


@transaction.atomic
def refuse_file(reading: WorksReading, problem: str) -> None:
    _forget_file(reading)
    _become(reading, ReadingState.REFUSED, problem=problem[:400], place="")


@transaction.atomic
def discard_reading(reading: WorksReading) -> None:
    """Nothing of it comes in."""
    fresh = locked_reading(reading)
    _forget_file(fresh)
    _become(fresh, ReadingState.DISCARDED, works=[], place="")


def locked_reading(reading: WorksReading) -> WorksReading:
    """The row as it is now, held until the transaction ends; it must be up for review."""
    rows = WorksReading.objects.select_for_update(of=("self",)).select_related("source")
    fresh = rows.get(pk=reading.pk)
    if fresh.state != ReadingState.REVIEW:
        raise PuzzleProblem(_("This file was taken over or put aside already. Nothing was changed."))
    return fresh


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


def finish_reading(reading: WorksReading, outcome: dict[str, int]) -> None:
    _become(reading, ReadingState.TAKEN, outcome=outcome, works=[])
