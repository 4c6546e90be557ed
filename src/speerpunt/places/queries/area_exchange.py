"""The columns in which areas leave and come in by spreadsheet. Their shapes go by GeoJSON."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from speerpunt.core import cells
from speerpunt.core.cells import Cell, CellProblem
from speerpunt.core.enums import Certainty
from speerpunt.core.models import Collective
from speerpunt.core.sheets import Change, Column, ImportPlan, PlannedRow, RowProblem, SheetRow

from ..enums import AreaKind
from ..models import Area
from .exchange import PLAIN_FIELDS, AreaEntry, AssociationEntry, NamedPeriod, areas_to_export
from .imports import PlannedArea, plan_area_import

SLUG = re.compile(r"[a-z0-9-]{1,60}")
OPEN = "…"
# A name with the days on which it begins and ends to hold.
WITH_PERIOD = re.compile(r"^(?P<name>.*\S) \((?P<start>\S+) – (?P<end>\S+)\)$", re.DOTALL)


def _short(name: str) -> Cell:
    return cells.text(Area._meta.get_field(name).max_length or 0)  # type: ignore[union-attr]


def _slug() -> Cell:
    def read(cell: str) -> str:
        if not SLUG.fullmatch(cell):
            raise CellProblem(
                gettext("“%(slug)s” cannot be an address. Use small letters, digits and hyphens.")
                % {"slug": cells.shown(cell)}
            )
        return cell

    return Cell(read)


def _with_periods(entry: type[Any]) -> Cell:
    """Names with bars between them; behind a name the days from and until which it holds."""

    def read(cell: str) -> tuple[Any, ...]:
        return tuple(
            entry(name, start=start, end=end) for name, start, end in map(_period_of, cells.split_names(cell))
        )

    def write(values: Iterable[Any]) -> str:
        return cells.joined_names(_with_period(each.name, each.start, each.end) for each in values)

    return Cell(
        read,
        write,
        said=lambda values: ", ".join(_with_period(each.name, each.start, each.end) for each in values),
    )


def _period_of(text: str) -> tuple[str, date | None, date | None]:
    found = WITH_PERIOD.match(text)
    if found is None:
        return text, None, None
    return found["name"], _end_of_period(found["start"]), _end_of_period(found["end"])


def _end_of_period(text: str) -> date | None:
    day: date | None = None if text == OPEN else cells.day().read(text)
    return day


def _with_period(name: str, start: date | None, end: date | None) -> str:
    """A name that looks as if it had a period gets one, so that it is read back as it was."""
    if start is None and end is None and not WITH_PERIOD.match(name):
        return name
    return f"{name} ({start or OPEN} – {end or OPEN})"


COLUMNS = (
    Column("slug", _("address"), _slug(), ("adres", "slug", "code")),
    Column("name", _("name"), _short("name"), ("naam", "gebied", "area", "gebiedsnaam")),
    Column("kind", _("kind"), cells.choice(AreaKind), ("soort", "type", "soort gebied")),
    Column("parent", _("part of"), cells.text(120), ("onderdeel van", "hoort bij", "parent")),
    Column("summary", _("in one sentence"), _short("summary"), ("samenvatting", "omschrijving", "summary")),
    Column("aliases", _("aliases"), _with_periods(NamedPeriod), ("andere namen", "ook bekend als", "alias")),
    Column(
        "associations",
        _("associations"),
        _with_periods(AssociationEntry),
        ("verenigingen", "vereniging", "ondernemersvereniging", "association"),
    ),
    Column("certainty", _("certainty"), cells.choice(Certainty), ("zekerheid",)),
    Column("source", _("source"), _short("source"), ("bron",)),
    Column("start", _("from"), cells.day(), ("van", "vanaf", "begin", "start")),
    Column("end", _("until"), cells.day(), ("tot en met", "tot", "einde", "end")),
)


def exported_values(areas: QuerySet[Area]) -> Iterator[dict[str, Any]]:
    """The values of every column, in four queries."""
    for area in areas_to_export(areas.defer("geometry")):
        yield {
            "slug": area.slug,
            "parent": area.parent,
            "aliases": [NamedPeriod(row.name, row.start, row.end) for row in area.aliases.all()],
            "associations": _associations(area),
            **{name: getattr(area, name) for name in PLAIN_FIELDS},
        }


def _associations(area: Area) -> list[AssociationEntry]:
    rows = sorted(area.association_rows.all(), key=lambda row: row.organisation.name)
    return [AssociationEntry(row.organisation.name, start=row.start, end=row.end) for row in rows]


def entries_of(rows: Iterable[SheetRow]) -> list[AreaEntry]:
    """As the import of GeoJSON knows them, without a shape."""
    return [
        AreaEntry(
            number=row.line,
            slug=row.values.get("slug", ""),
            values={name: row.values[name] for name in PLAIN_FIELDS if name in row.values},
            parent=row.values.get("parent"),
            aliases=row.values.get("aliases"),
            associations=row.values.get("associations"),
        )
        for row in rows
    ]


def plan_areas(collective: Collective, rows: Sequence[SheetRow]) -> ImportPlan:
    named, problems = [], []
    for row in rows:
        if row.values.get("name") or row.values.get("slug"):
            named.append(row)
        else:
            problems.append(
                RowProblem(row.line, str(COLUMNS[1].title), gettext("An area needs a name or its address."))
            )
    found = plan_area_import(collective, entries_of(named))
    by_line = {row.line: row for row in named}
    problems += [RowProblem(each.number, _title(each.field), each.message) for each in found.problems]
    return ImportPlan([_planned(by_line[each.entry.number], each) for each in found.areas], problems)


def _title(name: str) -> str:
    return next((str(each.title) for each in COLUMNS if each.name == name), str(COLUMNS[1].title))


def _planned(row: SheetRow, planned: PlannedArea) -> PlannedRow:
    area = planned.area
    if area is None:
        told = tuple((name, None, value) for name, value in row.values.items() if name != "name")
        return PlannedRow(row, None, told, planned.entry.name)
    changes: list[Change] = list(planned.changes)
    if planned.has_new_parent:
        changes.append(("parent", area.parent, row.values["parent"]))
    if planned.has_new_aliases:
        old = [NamedPeriod(each.name, each.start, each.end) for each in area.aliases.all()]
        changes.append(("aliases", old, row.values["aliases"]))
    if planned.has_new_associations:
        changes.append(("associations", _associations(area), row.values["associations"]))
    return PlannedRow(row, area, tuple(changes))
