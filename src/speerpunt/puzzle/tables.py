"""Works as they are listed and drawn."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from speerpunt.core.enums import Certainty
from speerpunt.core.templatetags.drawing import Bar, MapPoint, StripRow

from .enums import Hindrance, MeasureKind, Mode, Oddity, SnapDoubt, SnapState, WorkKind, WorkStatus
from .models import Work, WorksReading
from .queries.comparing import Compared, changed_in, compare, new_in, vanished_from
from .queries.periods import said_period

WORK_COLUMNS = {
    "naam": (gettext_lazy("What"), "name"),
    "begin": (gettext_lazy("From"), "first_day"),
    "einde": (gettext_lazy("Until"), "last_day"),
    "hinder": (gettext_lazy("Hindrance"), "hindrance_rank"),
}


# Around the periods on a time axis, and behind a period without an end.
MARGIN, ROOM = timedelta(days=14), timedelta(days=60)


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


@dataclass(frozen=True)
class Strip:
    """Periods on a time axis."""

    rows: list[StripRow]
    start: date
    end: date


def phase_strip(phases: Iterable[Any], horizon: date | None) -> Strip | None:
    """What has no end goes on, dashed, until the last day that its source knows. None where no day is known."""
    dated = [phase for phase in phases if phase.start or phase.end]
    if not dated:
        return None
    start = min(phase.start or phase.end for phase in dated)
    known = max(phase.end or phase.start for phase in dated)
    has_open_end = any(phase.end is None for phase in dated)
    end = max(known + ROOM if has_open_end else known, horizon if has_open_end and horizon else known)
    rows = [StripRow(title=_phase_name(phase), bars=[_phase_bar(phase, start, end)]) for phase in dated]
    return Strip(rows, start - MARGIN, end + MARGIN)


def _phase_name(phase: Any) -> str:
    return phase.name or str(_("Period %(number)d") % {"number": phase.position + 1})


def _phase_bar(phase: Any, start: date, end: date) -> Bar:
    return Bar(
        title=said_period(phase.start, phase.end),
        start=phase.start or start,
        end=phase.end or end,
        is_assumed=phase.end is None or phase.start is None or Certainty.LOW in _certainties(phase),
    )


def _certainties(phase: Any) -> set[str]:
    return {phase.start_certainty, phase.end_certainty}


@dataclass(frozen=True)
class SaidMeasure:
    """What happens on a stretch, in words."""

    line: Any
    what: str
    whom: str
    passing: list[str]
    has_stopped_emergency: bool
    is_off_network: bool


def said_measure(line: Any) -> SaidMeasure:
    what = str(_("detour")) if line.is_detour else str(MeasureKind(line.kind).label)
    if line.kind == MeasureKind.SPEED and line.speed_kmh:
        what = _("at most %(speed)d km/h") % {"speed": line.speed_kmh}
    if line.kind == MeasureKind.NARROWED and line.share_left:
        what = _("narrowed to %(percent)d %%") % {"percent": round(line.share_left * 100)}
    whom = ", ".join(str(Mode(mode).label) for mode in line.modes if mode in Mode.values)
    return SaidMeasure(
        line, what, whom, list(_passing(line)), line.lets_emergency_pass is False, _is_off_network(line)
    )


def _is_off_network(line: Any) -> bool:
    return line.snap_state == SnapState.CONFIRMED and not line.links


def _passing(line: Any) -> Iterator[str]:
    if line.lets_emergency_pass:
        yield _("emergency vehicles pass")
    if line.lets_bus_pass is not None:
        yield _("buses pass") if line.lets_bus_pass else _("buses cannot pass")


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


SNAP_COLUMNS = {
    "werk": (gettext_lazy("Work"), "work__name"),
    "zeker": (gettext_lazy("How sure"), "snap_confidence"),
    "afstand": (gettext_lazy("Distance"), "snap_metres"),
}


@dataclass(frozen=True)
class SaidSnap:
    """A stretch and why somebody should look at where it lies."""

    line: Any
    what: str
    doubts: list[str]
    sure_percent: int | None
    is_off_network: bool


def said_snap(line: Any) -> SaidSnap:
    sure = line.snap_confidence
    return SaidSnap(
        line=line,
        what=said_measure(line).what,
        doubts=[str(SnapDoubt(doubt).label) for doubt in line.snap_doubts if doubt in SnapDoubt.values],
        sure_percent=None if sure is None else round(sure * 100),
        is_off_network=_is_off_network(line),
    )


@dataclass(frozen=True)
class ReadRow:
    """One thing of a reading: which, and what is to be said of it."""

    number: str
    name: str
    url: str
    what: str


@dataclass(frozen=True)
class ReadPart:
    """Things of a reading that belong together; `rows` are as the database has them until they are shown."""

    name: str
    title: str
    count: int
    rows: Any
    said: Callable[[Iterable[Any]], list[ReadRow]]


def compared_parts(reading: WorksReading, counts: dict[str, int]) -> list[ReadPart]:
    def compared(staged: Iterable[Any]) -> list[ReadRow]:
        return [_said_row(each) for each in compare(staged, reading.source)]

    return [
        ReadPart("nieuw", _("New"), counts["new"], new_in(reading), compared),
        ReadPart("gewijzigd", _("Changed"), counts["changed"], changed_in(reading), compared),
        ReadPart("weg", _("Gone at the source"), counts["vanished"], vanished_from(reading), _gone_rows),
    ]


def _gone_rows(works: Iterable[Any]) -> list[ReadRow]:
    return [ReadRow(work.outside_id, work.name, work.get_absolute_url(), "") for work in works]


def _said_row(each: Compared) -> ReadRow:
    """Of a change, which fields; of something new, when it is."""
    said, url = each.said, each.work.get_absolute_url() if each.work else ""
    if each.work is None:
        return ReadRow(said["outside_id"], said["name"], url, _said_span(said["phases"]))
    fields = [_field_word(name) for name in each.changed] or [_("back at the source")]
    return ReadRow(said["outside_id"], said["name"], url, ", ".join(fields))


def _said_span(phases: list[dict[str, Any]]) -> str:
    starts = [phase["start"] for phase in phases if phase["start"]]
    ends = [phase["end"] for phase in phases]
    end = None if not ends or None in ends else max(ends)
    first, last = (date.fromisoformat(day) if day else None for day in (min(starts, default=None), end))
    return said_period(first, last, len(phases))


def _field_word(name: str) -> str:
    if name == "phases":
        return _("periods")
    return _("stretches") if name == "lines" else str(Work._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def odd_parts(reading: WorksReading) -> list[ReadPart]:
    """By kind, what occurs most first."""
    kinds = (
        reading.oddities.order_by()
        .values_list("oddity")
        .annotate(Count("pk"))
        .order_by("-pk__count", "oddity")
    )
    return [
        ReadPart(
            kind, str(Oddity(kind).label).capitalize(), count, reading.oddities.filter(oddity=kind), _odd_rows
        )
        for kind, count in kinds
    ]


def _odd_rows(odd: Iterable[Any]) -> list[ReadRow]:
    return [ReadRow(each.outside_id, "", "", each.what) for each in odd]
