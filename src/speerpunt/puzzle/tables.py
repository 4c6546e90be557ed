"""Works as they are listed and drawn."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy

from speerpunt.core.templatetags.drawing.points import MapPoint

from .enums import Hindrance, WorkKind, WorkStatus
from .queries.periods import said_period

WORK_COLUMNS = {
    "naam": (gettext_lazy("What"), "name"),
    "begin": (gettext_lazy("From"), "first_day"),
    "einde": (gettext_lazy("Until"), "last_day"),
    "hinder": (gettext_lazy("Hindrance"), "hindrance_rank"),
}


@dataclass(frozen=True)
class WorkRow:
    """One work, with everything ready to show."""

    work: Any
    kind: str
    status: str
    hindrance: str
    period: str
    is_now: bool
    is_vanished: bool


def work_rows(works: Iterable[Any], on: date | None = None) -> list[WorkRow]:
    """Of works with their period (`queries.works.with_period`)."""
    today = on or timezone.localdate()
    return [
        WorkRow(
            work=work,
            kind=str(WorkKind(work.kind).label),
            status=str(WorkStatus(work.status).label),
            hindrance=str(Hindrance(work.hindrance).label) if work.hindrance else "",
            period=said_period(work.first_day, None if work.open_ends else work.last_day, work.phase_count),
            is_now=_is_now(work, today),
            is_vanished=work.vanished_at is not None,
        )
        for work in works
    ]


def _is_now(work: Any, today: date) -> bool:
    has_begun = work.first_day is not None and work.first_day <= today
    return has_begun and (bool(work.open_ends) or (work.last_day is not None and work.last_day >= today))


def work_points(rows: Iterable[WorkRow]) -> Iterator[MapPoint]:
    for row in rows:
        if row.work.latitude is not None:
            yield MapPoint(
                name=row.work.name,
                longitude=row.work.longitude,
                latitude=row.work.latitude,
                url=row.work.get_absolute_url(),
                id=f"work-{row.work.pk}",
            )


def planned_points(rows: Iterable[Any]) -> Iterator[MapPoint]:
    """Of a plan, with the number that a work has there."""
    for row in rows:
        work = row.planned.work
        if work.latitude is not None:
            yield MapPoint(
                name=row.name,
                number=str(row.number),
                longitude=work.longitude,
                latitude=work.latitude,
                url=work.get_absolute_url(),
                id=f"planned-{row.planned.pk}",
            )


def clash_points(clashes: Iterable[Any]) -> Iterator[MapPoint]:
    """Each clash where its first work is."""
    for clash in clashes:
        if clash.work.latitude is not None:
            yield MapPoint(
                name=clash.work.name,
                longitude=clash.work.longitude,
                latitude=clash.work.latitude,
                url=clash.get_absolute_url(),
                id=f"clash-{clash.pk}",
            )


def public_points(works: Iterable[Any]) -> Iterator[MapPoint]:
    """Public works; the entry in the list stands under the same name."""
    for each in works:
        if each.work.latitude is not None:
            yield MapPoint(
                name=each.work.name,
                longitude=each.work.longitude,
                latitude=each.work.latitude,
                url=each.work.get_absolute_url(),
                id=f"work-{each.work.pk}",
            )
