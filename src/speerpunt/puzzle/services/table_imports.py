"""Works from a file, written by the services that the pages use too."""

from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from speerpunt.core.enums import Verb
from speerpunt.core.models import Collective, User
from speerpunt.core.sheets import ImportPlan, Progress, Sheet

from ..enums import WorkKind
from ..models import Work, WorkPhase
from ..queries.exchange import COLUMNS, OF_PHASE, OF_STRETCH
from ..queries.table_imports import plan_works
from .placing import settle
from .stretches import add_stretch, change_stretch, replace_stretches
from .works import Period, add_work, change_work

DAYS = ("start", "end")
OF_PERIODS = {name: name for name in (*DAYS, *OF_PHASE)}


@transaction.atomic
def write_works(collective: Collective, plan: ImportPlan, by: User | None, progress: Progress) -> None:
    """Where they lie and what they clash with is settled once, for all of them."""
    written = []
    for planned in plan.new:
        values = {name: new for name, _old, new in planned.changes}
        written.append(_add(collective, planned.name, values, by))
        progress(1)
    for planned in plan.changed:
        values = {name: new for name, _old, new in planned.changes}
        written.append(_change(planned.target, values, by))
        progress(1)
    if written:
        settle(collective, written)


def _add(collective: Collective, name: str, values: dict[str, Any], by: User | None) -> Work:
    stretch = _taken(values, OF_STRETCH)
    days, stretches = _taken(values, OF_PERIODS), values.pop("stretches", None)
    values.setdefault("kind", WorkKind.OTHER)
    work = add_work(
        collective, by=by, verb=Verb.IMPORTED, is_settled=False, name=name, periods=_periods(days), **values
    )
    if stretches:
        replace_stretches(work, stretches, by=by)
    elif stretch:
        add_stretch(work, by=by, is_settled=False, geometry=_line_of(work), **stretch)
    return work


def _change(work: Work, values: dict[str, Any], by: User | None) -> Work:
    stretch = _taken(values, OF_STRETCH)
    days, stretches = _taken(values, OF_PERIODS), values.pop("stretches", None)
    if days:
        values["periods"] = _periods(days, work)
    change_work(work, by=by, is_settled=False, **values)
    fresh = Work.objects.get(pk=work.pk)
    if stretches:
        replace_stretches(fresh, stretches, by=by)
        return fresh
    line = fresh.lines.filter(is_detour=False).first()
    if stretch and line is None:
        add_stretch(fresh, by=by, is_settled=False, geometry=_line_of(fresh), **stretch)
    elif stretch and line is not None:
        change_stretch(line, by=by, is_settled=False, **stretch)
    return fresh


def _taken(values: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    """Out of the values, under the names of the fields."""
    found = {field: values.pop(column) for column, field in names.items() if column in values}
    return {field: list(value) if isinstance(value, tuple) else value for field, value in found.items()}


def _periods(said: dict[str, Any], work: Work | None = None) -> list[Period]:
    """In the order of the table; what it does not say stays as it was."""
    phases = list(work.phases.all()) if work is not None else []
    starts = said.get("start", [phase.start for phase in phases])
    ends = said.get("end", [phase.end for phase in phases])
    count = max(len(starts), len(ends))
    before = [Period(None, None) if each >= len(phases) else _as_it_is(phases[each]) for each in range(count)]
    told = {"start": starts, "end": ends} | {
        field: said[column] for column, field in OF_PHASE.items() if column in said
    }
    return [
        replace(period, **{field: values[number] for field, values in told.items() if number < len(values)})
        for number, period in enumerate(before)
    ]


def _as_it_is(phase: WorkPhase) -> Period:
    return Period(phase.start, phase.end, phase.name, phase.start_certainty, phase.end_certainty, phase.pk)


def _line_of(work: Work) -> dict[str, Any] | None:
    """The place of a work, where that is a line."""
    place = work.geometry or {}
    return work.geometry if str(place.get("type")).endswith("LineString") else None


WORKS = Sheet(
    name="puzzle.works",
    columns=COLUMNS,
    permission="puzzle.import_works",
    page="puzzle:work_import",
    home="puzzle:works",
    home_title=_("Works"),
    title=_("Import works"),
    lead=_("A list of works from a spreadsheet. First you see what would change."),
    row_word=_("Work"),
    advice=(
        _("We recognise a work by its Speerpunt number, by its own number, or by its name."),
        _("Write several periods with | between their days, and ? for a day that nobody knows."),
        _("A place is WKT, GeoJSON or two coordinates, in WGS84 or RD; it finds its areas by itself."),
        _(
            "Measure and vehicles are of the one stretch of a work; several stand together in one cell, as GeoJSON."
        ),
    ),
    plan=plan_works,
    write=write_works,
)
