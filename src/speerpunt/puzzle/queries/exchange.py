"""Works as rows of a table: which columns there are, and what stands in them."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from speerpunt.core import cells
from speerpunt.core.cells import Cell, CellProblem
from speerpunt.core.enums import Certainty, Visibility
from speerpunt.core.queries.imports import told_apart
from speerpunt.core.sheets import OWN_ID, Column, own_id_of
from speerpunt.places.models import Area
from speerpunt.priorities.queries import projects_visible_to

from ..enums import Hindrance, MeasureKind, Mode, WorkKind, WorkStatus
from ..models import Work, WorkLine, WorkPhase
from .shapes import UnreadableShape, shape_as_text, shape_from_text
from .stretch_cells import said_stretches, stretches_cell

# A day of a period that nobody knows.
UNKNOWN_DAY = "?"
# A cell of a workbook holds no more.
LONGEST_CELL = 30_000


def _short(name: str) -> Cell:
    return cells.text(Work._meta.get_field(name).max_length or 0)  # type: ignore[union-attr]


def _days() -> Cell:
    """Of each period one day, with bars between them."""
    one = cells.day()

    def read(cell: str) -> tuple[date | None, ...]:
        return tuple(None if part == UNKNOWN_DAY else one.read(part) for part in cells.split_names(cell))

    def write(days: Any) -> str:
        return cells.joined_names(UNKNOWN_DAY if day is None else one.write(day) for day in days)

    def said(days: Any) -> str:
        return ", ".join(UNKNOWN_DAY if day is None else one.say(day) for day in days)

    return Cell(read, write, said)


def _of_each(one: Cell, unsaid: str = "") -> Cell:
    """Of each period one thing, with bars between them; a question mark where nothing is said."""

    def read(cell: str) -> tuple[str, ...]:
        return tuple(unsaid if part == UNKNOWN_DAY else one.read(part) for part in cells.split_names(cell))

    def write(values: Any) -> str:
        return cells.joined_names(one.write(value) or UNKNOWN_DAY for value in values)

    def said(values: Any) -> str:
        return ", ".join(one.say(value) or UNKNOWN_DAY for value in values)

    return Cell(read, write, said)


def _place() -> Cell:
    def read(cell: str) -> Any:
        try:
            return shape_from_text(cell)
        except UnreadableShape as problem:
            raise CellProblem(
                _now("“%(text)s” cannot be drawn. Write WKT, GeoJSON or two coordinates, in WGS84 or RD.")
                % {"text": cells.shown(cell)}
            ) from problem

    return Cell(read, shape_as_text, lambda shape: cells.shown(shape_as_text(shape)))


COLUMNS = (
    Column(OWN_ID, _("Speerpunt number"), cells.text(60), ("speerpunt-nummer", "speerpuntnummer")),
    Column(
        "outside_id",
        _("number of the work"),
        _short("outside_id"),
        ("nummer", "werknummer", "kenmerk", "number"),
    ),
    Column("name", _("name"), _short("name"), ("naam", "werk", "titel", "project", "title")),
    Column("kind", _("kind"), cells.choice(WorkKind), ("soort", "type")),
    Column("status", _("state"), cells.choice(WorkStatus), ("stand", "status")),
    Column("hindrance", _("hindrance"), cells.choice(Hindrance), ("hinder", "hinderklasse")),
    Column("authority", _("authority"), _short("authority"), ("wegbeheerder", "beheerder", "opdrachtgever")),
    Column("contact_role", _("whom to talk to"), _short("contact_role"), ("contact", "contactpersoon")),
    Column("project", _("dossier"), cells.text(240), ("hoort bij", "dossier")),
    Column("start", _("from"), _days(), ("van", "vanaf", "start", "begin", "startdatum", "begindatum")),
    Column("end", _("until"), _days(), ("tot", "tot en met", "t/m", "einde", "eind", "einddatum")),
    Column(
        "phase_names",
        _("names of the periods"),
        _of_each(cells.text(WorkPhase._meta.get_field("name").max_length)),  # type: ignore[union-attr]
        ("fasen", "namen van de fasen", "fase", "phases"),
    ),
    Column(
        "start_certainty",
        _("how sure the start is"),
        _of_each(cells.choice(Certainty), Certainty.MEDIUM.value),
        ("zekerheid begin",),
    ),
    Column(
        "end_certainty",
        _("how sure the end is"),
        _of_each(cells.choice(Certainty), Certainty.MEDIUM.value),
        ("zekerheid eind",),
    ),
    Column("road", _("road"), _short("road"), ("straat", "weg", "locatie", "street")),
    Column("areas", _("areas"), cells.names(), ("gebied", "gebieden", "area")),
    Column(
        "geometry", _("place of the work"), _place(), ("plek", "geometrie", "wkt", "coördinaten", "geometry")
    ),
    Column("measure", _("measure"), cells.choice(MeasureKind), ("maatregel", "afsluiting")),
    Column("vehicles", _("for vehicles"), cells.several_choices(Mode), ("voertuigen", "voor", "modes")),
    Column("lets_emergency_pass", _("emergency vehicles pass"), cells.yes_no(), ("hulpdiensten",)),
    Column("lets_bus_pass", _("buses pass"), cells.yes_no(), ("bussen", "lijnbus")),
    Column("stretches", _("all stretches"), stretches_cell(), ("trajecten", "stretches")),
    Column(
        "description", _("what it is"), cells.text(4000), ("opmerking", "opmerkingen", "toelichting", "note")
    ),
    Column("visibility", _("who may see it"), cells.choice(Visibility), ("zichtbaarheid", "zichtbaar voor")),
)
# Fields whose value goes into a cell as it is.
PLAIN_FIELDS = (
    "name",
    "kind",
    "status",
    "hindrance",
    "authority",
    "contact_role",
    "road",
    "description",
    "visibility",
)
# Columns about each period, the fields that they are there, and what holds where nothing is said.
OF_PHASE = {"phase_names": "name", "start_certainty": "start_certainty", "end_certainty": "end_certainty"}
UNSAID = {"phase_names": "", "start_certainty": Certainty.MEDIUM, "end_certainty": Certainty.MEDIUM}
# Columns about the one stretch of a work, and the fields that they are there.
OF_STRETCH = {
    "measure": "kind",
    "vehicles": "modes",
    "lets_emergency_pass": "lets_emergency_pass",
    "lets_bus_pass": "lets_bus_pass",
}


def exported_values(works: QuerySet[Work], slug: str, user: Any) -> Iterator[dict[str, Any]]:
    """The values of every column, in a few queries. A project that `user` may not see stays unsaid; nobody is asked for: all."""
    projects = told_apart(projects_visible_to(user).only("collective", "title"))
    names = told_apart(Area.objects.kept().only("collective", "name"))
    areas = Area.objects.kept().only("collective", "name").order_by("name")
    together = works.prefetch_related("phases", Prefetch("areas", areas), "lines")
    for work in together.order_by("name", "pk"):
        phases, lines = list(work.phases.all()), list(work.lines.all())
        place = work.geometry if len(shape_as_text(work.geometry)) <= LONGEST_CELL else None
        yield {
            OWN_ID: own_id_of(slug, work.pk),
            "outside_id": work.outside_id,
            "project": projects.get(work.project_id or 0),
            "start": [phase.start for phase in phases] or None,
            "end": [phase.end for phase in phases] or None,
            "areas": [names[area.pk] for area in work.areas.all()],
            "geometry": place,
            **_certainties(phases),
            **_stretch_values([line for line in lines if not line.is_detour]),
            "stretches": _stretches(lines, phases),
            **{name: getattr(work, name) or None for name in PLAIN_FIELDS},
        }


def _certainties(phases: list[WorkPhase]) -> dict[str, Any]:
    """Only where something is said that one would not think by oneself."""
    said = {column: tuple(getattr(phase, field) for phase in phases) for column, field in OF_PHASE.items()}
    return {
        column: values if any(value != UNSAID[column] for value in values) else None
        for column, values in said.items()
    }


def _stretches(lines: list[WorkLine], phases: list[WorkPhase]) -> Any:
    said = said_stretches(lines, phases)
    return said if said and len(stretches_cell().write(said)) <= LONGEST_CELL else None


def _stretch_values(lines: list[WorkLine]) -> dict[str, Any]:
    """Of the only stretch; of several no cell can tell."""
    if len(lines) != 1:
        return dict.fromkeys(OF_STRETCH)
    return {column: getattr(lines[0], field) for column, field in OF_STRETCH.items()}
