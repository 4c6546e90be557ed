"""What a file of works would do: new, changed from what to what, unchanged, or impossible."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from speerpunt.core.enums import Visibility
from speerpunt.core.models import Collective
from speerpunt.core.queries.imports import Named, Present, RowRefused, changes_between, plan_rows
from speerpunt.core.sheets import Change, ImportPlan, PlannedRow, SheetRow, pk_of_own_id
from speerpunt.core.texts import folded
from speerpunt.places.models import Area
from speerpunt.priorities.models import Project

from ..models import Work
from .exchange import COLUMNS, OF_PHASE, OF_STRETCH, PLAIN_FIELDS
from .shapes import shape_as_text
from .stretch_cells import said_stretches

AT_ONCE = 500
Days = tuple[date | None, ...]


def plan_works(collective: Collective, rows: Sequence[SheetRow]) -> ImportPlan:
    """Compare rows with the works as they are now; of those only what the rows can be about."""
    return plan_rows(_Works(collective.slug, rows), COLUMNS, rows)


class _Works(Present):
    def __init__(self, slug: str, rows: Sequence[SheetRow]) -> None:
        super().__init__(slug)
        self.by_number: dict[str, list[Work]] = defaultdict(list)
        self.by_name: dict[str, list[Work]] = defaultdict(list)
        for work in _named_in(rows, slug):
            if work.pk not in self.by_pk:
                self.by_pk[work.pk] = work
                self.by_number[work.outside_id].append(work)
                self.by_name[folded(work.name)].append(work)
        self.projects = Named("project", Project.objects.all())
        areas = Area.objects.kept().defer("geometry").prefetch_related("aliases")
        self.areas = Named("areas", areas, lambda area: [alias.name for alias in area.aliases.all()])

    def planned(self, row: SheetRow) -> PlannedRow:
        work = self.by_own_id(row) or self._by_number(row) or self._by_name(row)
        name = row.values.get("name") or (work.name if work else "")
        if not name:
            raise RowRefused("name", _("A new work needs a name."))
        own = row.values.get("outside_id") or folded(name)
        self.check_once(row, [work.pk if work else own], "name")
        changes = tuple(self._changes(row, work))
        is_wider = any(
            column == "visibility" and old and Visibility.values.index(new) < Visibility.values.index(old)
            for column, old, new in changes
        )
        return PlannedRow(row, work, changes, "" if work else name, is_wider)

    def _by_number(self, row: SheetRow) -> Work | None:
        number = row.values.get("outside_id")
        found = self.by_number.get(number, []) if number else []
        if len(found) > 1:
            raise RowRefused("outside_id", _("Several works have this number. Add the Speerpunt number."))
        return found[0] if found else None

    def _by_name(self, row: SheetRow) -> Work | None:
        """Only where no number says that it is another one."""
        number = row.values.get("outside_id")
        found = self.by_name.get(folded(row.values.get("name", "")), [])
        found = [work for work in found if not number or not work.outside_id]
        if len(found) > 1:
            raise RowRefused("name", _("Several works are called so. Add the Speerpunt number."))
        return found[0] if found else None

    def _changes(self, row: SheetRow, work: Work | None) -> Iterator[Change]:
        told = [(name, row.values[name]) for name in PLAIN_FIELDS if name in row.values]
        number = row.values.get("outside_id")
        if work is None:
            yield from ((name, None, value) for name, value in told if name != "name")
            if number:
                yield "outside_id", None, number
        else:
            yield from changes_between(work, told)
            # The number of a source is not ours to change.
            if number and not work.source_id and number != work.outside_id:
                yield "outside_id", work.outside_id, number
        yield from self._project(row, work)
        yield from _place(row, work)
        yield from self._areas(row, work)
        yield from _periods(row, work)
        yield from _of_phases(row, work)
        yield from _all_stretches(row, work) or _stretch(row, work)

    def _project(self, row: SheetRow, work: Work | None) -> Iterator[Change]:
        if row.values.get("project"):
            project = self.projects.find(row.values["project"])
            if work is None or work.project_id != project.pk:
                yield "project", work.project if work else None, project

    def _areas(self, row: SheetRow, work: Work | None) -> Iterator[Change]:
        """What is drawn finds its areas by itself."""
        if (
            not row.values.get("areas")
            or row.values.get("geometry")
            or any(each["geometry"] for each in row.values.get("stretches") or ())
            or (work is not None and _is_drawn(work))
        ):
            return
        found = {area.pk: area for area in (self.areas.find(name) for name in row.values["areas"])}
        areas = sorted(found.values(), key=lambda area: area.name)
        before = sorted(work.areas.all(), key=lambda area: area.name) if work else []
        if areas != [area for area in before if area.trashed_at is None]:
            yield "areas", before, areas


def _is_drawn(work: Work) -> bool:
    return bool(work.geometry) or any(line.geometry for line in work.lines.all())


def _place(row: SheetRow, work: Work | None) -> Iterator[Change]:
    place = row.values.get("geometry")
    old = work.geometry if work is not None else None
    if place and shape_as_text(place) != shape_as_text(old):
        yield "geometry", old, place


def _periods(row: SheetRow, work: Work | None) -> Iterator[Change]:
    """As many first days as last ones; of a column that is not there the days stay."""
    phases = list(work.phases.all()) if work is not None else []
    before: tuple[Days, Days] = (
        tuple(phase.start for phase in phases),
        tuple(phase.end for phase in phases),
    )
    if "start" not in row.values and "end" not in row.values:
        return
    starts, ends = row.values.get("start"), row.values.get("end")
    starts, ends = starts or _kept(before[0], ends), ends or _kept(before[1], starts)
    if len(starts) != len(ends):
        raise RowRefused("end", _("Give as many last days as first days; write ? where nobody knows it."))
    for first, last in zip(starts, ends, strict=True):
        if first and last and last < first:
            raise RowRefused("end", _("The last day is before the first. Change one of the two."))
    for column, old, new in (("start", before[0], starts), ("end", before[1], ends)):
        if old != new:
            yield column, old or None, new


def _of_phases(row: SheetRow, work: Work | None) -> Iterator[Change]:
    """As many as there are periods, in their order."""
    phases = list(work.phases.all()) if work is not None else []
    count = len(row.values.get("start") or row.values.get("end") or phases)
    for column, field in OF_PHASE.items():
        new = row.values.get(column)
        if not new:
            continue
        if len(new) != count:
            raise RowRefused(
                column, _("Say it of each period, in their order; write ? where nothing is known.")
            )
        old = tuple(getattr(phase, field) for phase in phases)
        if old != new:
            yield column, old or None, new


def _kept(before: Days, other: Days) -> Days:
    return before if len(before) == len(other) else (None,) * len(other)


def _all_stretches(row: SheetRow, work: Work | None) -> list[Change]:
    """Said all together they come in the place of those that are there; then columns about the one stretch say nothing."""
    new = row.values.get("stretches")
    old = said_stretches(work.lines.all(), list(work.phases.all())) if work is not None else []
    return [("stretches", old or None, new)] if new and new != old else []


def _stretch(row: SheetRow, work: Work | None) -> Iterator[Change]:
    told = {column: row.values[column] for column in OF_STRETCH if row.values.get(column) is not None}
    lines = [line for line in work.lines.all() if not line.is_detour] if work is not None else []
    if told and len(lines) > 1:
        raise RowRefused(next(iter(told)), _("This work has several stretches. Change them on its page."))
    for column, new in told.items():
        old = getattr(lines[0], OF_STRETCH[column]) if lines else None
        if (list(old) if isinstance(old, list) else old) != (list(new) if isinstance(new, tuple) else new):
            yield column, old, new


def _named_in(rows: Sequence[SheetRow], slug: str) -> Iterator[Work]:
    """By our number, by theirs, or by name in large letters or small."""
    known = Work.objects.kept().annotate(low=Lower("name")).select_related("project")
    known = known.prefetch_related("phases", "areas", "lines")
    own = [pk for row in rows if (pk := pk_of_own_id(slug, row.own_id)) is not None]
    theirs = sorted({row.values["outside_id"] for row in rows if row.values.get("outside_id")})
    names = sorted({str(row.values["name"]).strip() for row in rows if row.values.get("name")})
    for start in range(0, max(len(own), len(theirs), len(names)), AT_ONCE):
        part = slice(start, start + AT_ONCE)
        # A database may know small letters of English only.
        by_name = Q(name__in=names[part]) | Q(low__in=[name.lower() for name in names[part]])
        yield from known.filter(Q(pk__in=own[part]) | Q(outside_id__in=theirs[part]) | by_name)
