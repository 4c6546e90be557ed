"""`speerpunt import areas FILE --collective leiden`: from GeoJSON or a table, all of them or none."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _
from django_scopes import scope

from speerpunt.core.geometry import Crs
from speerpunt.core.management.exchange import (
    ImportTableCommand,
    files_told_plainly,
    named_collective,
    progress_bar,
)
from speerpunt.core.models import Collective
from speerpunt.core.spreadsheets import FORMATS
from speerpunt.places.importers.geojson import read_areas
from speerpunt.places.queries.exchange import FeatureProblem
from speerpunt.places.queries.imports import plan_area_import
from speerpunt.places.services import AreaImportProblem, AreaImportReport, import_areas
from speerpunt.places.services.area_imports import AREAS

MOST_SHOWN = 20
CRS_WORDS = {"wgs84": Crs.WGS84, "rd": Crs.RD_NEW}


class Command(ImportTableCommand):
    help = (
        "Bring in areas from a GeoJSON, CSV or XLSX file. What is there is recognised by its address or name."
    )
    sheet_name = AREAS.name

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--crs", choices=CRS_WORDS, help=_("kind of coordinates, where the file does not say so")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["file"].suffix.removeprefix(".").lower() in FORMATS:
            super().handle(*args, **options)
            return
        collective = named_collective(options["collective"])
        with scope(collective=collective):
            report = self._bring_in(collective, options)
        words = {"new": report.new, "changed": report.changed, "unchanged": report.unchanged}
        said = _("Areas: %(new)d new, %(changed)d changed, %(unchanged)d the same as before.") % words
        self.stdout.write(self.style.SUCCESS(said))

    def _bring_in(self, collective: Collective, options: dict[str, Any]) -> AreaImportReport:
        file: Path = options["file"]
        reading = read_areas(_content(file), collective, crs=CRS_WORDS.get(options["crs"]))
        if reading.problems:
            raise CommandError(_shown(reading.problems))
        try:
            if options["dry_run"]:
                return _expected(collective, reading.entries)
            with progress_bar(len(reading.entries)) as bar:
                return import_areas(
                    collective, reading.entries, by=None, source=file.name, progress=bar.update
                )
        except AreaImportProblem as problem:
            raise CommandError(_shown(problem.problems)) from problem


def _expected(collective: Collective, entries: Any) -> AreaImportReport:
    plan = plan_area_import(collective, entries)
    if plan.problems:
        raise CommandError(_shown(plan.problems))
    return AreaImportReport(*(len(plan.in_state(state)) for state in ("new", "changed", "unchanged")))


def _content(file: Path) -> bytes:
    with files_told_plainly():
        return file.read_bytes()


def _shown(problems: list[FeatureProblem]) -> str:
    lines = [f"{problem.number}: {problem.name} {problem.message}" for problem in problems[:MOST_SHOWN]]
    if len(problems) > MOST_SHOWN:
        lines.append(_("And %(count)d more.") % {"count": len(problems) - MOST_SHOWN})
    return "\n".join([_("Some areas cannot come in. Nothing was changed."), *lines])
