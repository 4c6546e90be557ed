"""The columns in which indicators leave and come in, and those of what was measured and meant."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from speerpunt.core import cells
from speerpunt.core.cells import Cell
from speerpunt.core.enums import Theme
from speerpunt.core.importers.limits import MOST_ROWS, UploadProblem
from speerpunt.core.importers.matching import is_called
from speerpunt.core.queries.imports import told_apart
from speerpunt.core.sheets import OWN_ID, Column, Table, own_id_of

from ..enums import Direction, NumberKind
from ..models import Area, Indicator, Measurement, Target

YEAR = re.compile(r"^(19|20|21)\d\d$", re.ASCII)
NO_WHOLE = _("“%(text)s” is not a whole number.")
FEWEST_YEARS = 2


def _short(name: str) -> Cell:
    return cells.text(Indicator._meta.get_field(name).max_length or 0)  # type: ignore[union-attr]


INDICATOR_COLUMNS = (
    Column(OWN_ID, _("Speerpunt number"), cells.text(60), ("speerpunt-nummer", "speerpuntnummer")),
    Column("name", _("name"), _short("name"), ("naam", "indicator", "titel")),
    Column("unit", _("unit"), _short("unit"), ("eenheid", "maat")),
    Column("decimals", _("decimals"), cells.whole(4, NO_WHOLE), ("decimalen", "cijfers achter de komma")),
    Column("theme", _("theme"), cells.choice(Theme), ("thema",)),
    Column("direction", _("direction"), cells.choice(Direction), ("richting", "gewenste richting")),
    Column("scale_low", _("scale from"), cells.number(), ("schaal van", "minimum")),
    Column("scale_high", _("scale to"), cells.number(), ("schaal tot", "maximum")),
    Column("definition", _("definition"), _short("definition"), ("definitie", "omschrijving")),
    Column("source", _("source"), _short("source"), ("bron",)),
)
INDICATOR_FIELDS = tuple(column.name for column in INDICATOR_COLUMNS if column.name != OWN_ID)


def _day_or_year() -> Cell:
    """A year alone is kept as one; which day of it is meant, the person says for the whole file."""
    day = cells.day()

    def read(cell: str) -> date | int:
        return int(cell) if YEAR.match(cell) else day.read(cell)

    return Cell(read, day.write, said=day.said)


NUMBER_COLUMNS = (
    Column("kind", _("kind"), cells.choice(NumberKind), ("soort", "type")),
    Column("indicator", _("indicator"), cells.text(200), ("indicatoren", "onderwerp", "variabele")),
    Column("area", _("area"), cells.text(200), ("gebied", "gebieden", "wijk", "buurt", "bedrijventerrein")),
    Column(
        "day", _("day"), _day_or_year(), ("dag", "datum", "date", "peildatum", "gemeten op", "jaar", "year")
    ),
    Column("value", _("value"), cells.number(), ("waarde", "getal", "aantal", "number")),
    Column("source", _("source"), cells.text(200), ("bron",)),
    Column("note", _("note"), cells.text(160), ("notitie", "toelichting", "opmerking")),
    Column("is_assumed", _("assumed"), cells.yes_no(), ("aangenomen", "schatting")),
)
NUMBER_FIELDS = ("value", "source", "note", "is_assumed")


def exported_indicators(rows: QuerySet[Indicator], slug: str) -> Iterator[dict[str, Any]]:
    for indicator in rows.order_by("theme", "name", "pk"):
        yield {
            OWN_ID: own_id_of(slug, indicator.pk),
            **{name: getattr(indicator, name) for name in INDICATOR_FIELDS},
        }


def exported_numbers(indicators: QuerySet[Indicator]) -> Iterator[dict[str, Any]]:
    """What was measured and what was meant, in four queries; not of areas in the trash."""
    names = told_apart(Indicator.objects.all())
    areas = told_apart(Area.objects.kept().only("pk", "name"))
    of_kept = {"indicator__in": indicators, "area__trashed_at__isnull": True}
    order = ("indicator__theme", "indicator__name", "area__name")
    for row in Measurement.objects.filter(**of_kept).order_by(*order, "measured_on", "pk"):
        yield _exported(row, NumberKind.MEASUREMENT, names, areas, row.measured_on, row.note)
    for row in Target.objects.filter(**of_kept).order_by(*order, "due", "pk"):
        yield _exported(row, NumberKind.TARGET, names, areas, row.due, None)


def _exported(
    row: Measurement | Target,
    kind: str,
    names: Mapping[int, str],
    areas: Mapping[int, str],
    day: date,
    note: str | None,
) -> dict[str, Any]:
    return {
        "kind": kind,
        "indicator": names[row.indicator_id],
        "area": gettext("The whole city") if row.area_id is None else areas[row.area_id],
        "day": day,
        "value": row.value,
        "source": row.source,
        "note": note,
        "is_assumed": row.is_assumed,
    }


def with_options(values: dict[str, Any], options: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    """What counts for the whole file, where the row does not say; and what of a row cannot be."""
    for name in ("indicator", "source"):
        if options.get(name):
            values.setdefault(name, options[name])
    if isinstance(values.get("day"), int):
        if not options.get("year_day"):
            yield "day", gettext("Only a year stands here. Choose which day of it the numbers are of.")
            return
        month, day = (int(part) for part in options["year_day"].split("-"))
        values["day"] = date(values["day"], month, day)
    for name, problem in (
        ("indicator", gettext("Say which indicator this is, here or for the whole file.")),
        ("day", gettext("A number needs its day.")),
        ("value", gettext("There is no number.")),
    ):
        if name not in values:
            yield name, problem


def unfolded(table: Table) -> Table | None:
    """A row for each number of a table that has a column for each year; None where it is not surely one."""
    years = [place for place, heading in enumerate(table.headings) if YEAR.match(heading)]
    others = [place for place in range(len(table.headings)) if place not in years]
    called = {_column_called(table.headings[place]) for place in others}
    is_wide = (
        len(years) >= FEWEST_YEARS and {"area", "indicator"} & called and not {"day", "value", ""} & called
    )
    if not is_wide:
        return None
    rows = list(_long_rows(table, years, others))
    if len(rows) > MOST_ROWS:
        raise UploadProblem(
            gettext("The file holds more than %(most)d numbers. Split it and bring the parts in one by one.")
            % {"most": MOST_ROWS}
        )
    headings = [table.headings[place] for place in others]
    return Table([*headings, gettext("day"), gettext("value")], rows)


def _column_called(heading: str) -> str:
    return next((column.name for column in NUMBER_COLUMNS if is_called(column, heading)), "")


def _long_rows(table: Table, years: list[int], others: list[int]) -> Iterator[tuple[int, list[str]]]:
    for line, cells_of_row in table.rows:
        padded = [*cells_of_row, *[""] * (len(table.headings) - len(cells_of_row))]
        for place in years:
            if padded[place].strip():
                yield line, [*(padded[other] for other in others), table.headings[place], padded[place]]
