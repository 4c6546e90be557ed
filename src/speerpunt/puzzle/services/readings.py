"""A source is read: kept to be looked at, reviewed, then taken over as a whole or not at all."""

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

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
TAKE_JOB = "puzzle.take_over_works"


@transaction.atomic
def add_source(collective: Collective, *, by: User, **values: Any) -> WorkSource:
    source = WorkSource.objects.create(collective=collective, **values)
    record(source, Verb.CREATED, by=by)
    return source


def keep_file(source: WorkSource, path: Path, *, file_name: str, by: User) -> WorksReading:
    """Written to disk, and read behind the scenes."""
    place = write_file(source.collective_id, path)
    with transaction.atomic():
        reading = WorksReading.objects.create(
            collective_id=source.collective_id,
            source=source,
            file_name=plain_name(file_name),
            place=place,
            requested_by=by,
        )
        enqueue_job(
            LOOK_JOB, collective=source.collective, by=by, subject=reading.file_name, reading=reading.pk
        )
    return reading


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
