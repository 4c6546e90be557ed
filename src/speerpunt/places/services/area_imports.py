"""Areas from a spreadsheet, written as those from GeoJSON are; shapes stay as they are."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from speerpunt.core.models import Collective, User
from speerpunt.core.services.imports import ImportProblem
from speerpunt.core.sheets import ImportPlan, Progress, Sheet

from ..queries.area_exchange import COLUMNS, entries_of, plan_areas
from .imports import AreaImportProblem, import_areas


@transaction.atomic
def write_areas(collective: Collective, plan: ImportPlan, by: User | None, progress: Progress) -> None:
    rows = [planned.row for planned in sorted([*plan.new, *plan.changed], key=lambda each: each.row.line)]
    try:
        import_areas(collective, entries_of(rows), by=by, progress=progress)
    except AreaImportProblem as problem:
        told = " ".join(f"{each.name}: {each.message}" for each in problem.problems[:3])
        raise ImportProblem(f"{problem} {told}".strip()) from problem


AREAS = Sheet(
    name="places.areas",
    columns=COLUMNS,
    permission="places.import_areas",
    page="places:area_table_import",
    home="places:areas",
    home_title=_("Areas"),
    title=_("Import areas from a spreadsheet"),
    lead=_("Names, kinds, periods and associations. First you see what would change."),
    row_word=_("Area"),
    advice=(
        _("We recognise an area by its address, its name or another name."),
        _("Shapes stay as they are. They come in and go out as GeoJSON."),
        _("Write several other names or associations with | between them; they replace those that are here."),
        _("A period stands behind a name: Oude Haven (1990-01-01 – 2004-12-31), with … for an open end."),
        _("Who is park manager follows from the roles in the register."),
    ),
    plan=plan_areas,
    write=write_areas,
)
