"""`speerpunt import organisations FILE --collective leiden`: the same import as on the screen, without the screen."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django_scopes import scope

from speerpunt.core.management.exchange import (
    add_file_and_collective,
    files_told_plainly,
    named_collective,
    progress_bar,
)
from speerpunt.core.models import Collective
from speerpunt.members.enums import SbiVersion
from speerpunt.members.importers.limits import UploadProblem
from speerpunt.members.importers.matching import guessed_matching
from speerpunt.members.importers.organisations import read_organisations
from speerpunt.members.importers.tables import Table, read_table
from speerpunt.members.queries.exchange import COLUMN_BY_NAME, RowProblem
from speerpunt.members.queries.imports import plan_import
from speerpunt.members.services.imports import ImportProblem, import_organisations

MOST_SHOWN = 50


class Command(BaseCommand):
    help = "Bring organisations in from a CSV or XLSX file: every row, or none."

    def add_arguments(self, parser: CommandParser) -> None:
        add_file_and_collective(parser)
        parser.add_argument(
            "--sbi-version", choices=SbiVersion.values, default="", help=_("where the file does not say")
        )
        parser.add_argument(
            "--dry-run", action="store_true", help=_("say what would change, and change nothing")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        collective = named_collective(options["collective"])
        table = _table(options["file"])
        matching = guessed_matching(table.headings)
        self._say_columns(table, matching)
        rows, problems = read_organisations(table.rows, matching, sbi_version=options["sbi_version"])
        with scope(collective=collective):
            plan = plan_import(collective.slug, rows)
            self._say_problems([*problems, *plan.problems])
            counts = {"new": len(plan.new), "changed": len(plan.changed), "unchanged": len(plan.unchanged)}
            if options["dry_run"]:
                self.stdout.write(
                    _("It would be: %(new)d new, %(changed)d changed, %(unchanged)d unchanged.") % counts
                )
                return
            with progress_bar(len(rows)) as bar:
                _write(collective, rows, bar)
        self.stdout.write(
            self.style.SUCCESS(_("Done: %(new)d new, %(changed)d changed, %(unchanged)d unchanged.") % counts)
        )

    def _say_columns(self, table: Table, matching: dict[str, int]) -> None:
        for name, place in matching.items():
            self.stdout.write(f"{table.headings[place]} -> {COLUMN_BY_NAME[name].title}")

    def _say_problems(self, problems: list[RowProblem]) -> None:
        if not problems:
            return
        for problem in sorted(problems, key=lambda each: each.line)[:MOST_SHOWN]:
            where = _("line %(line)d, %(column)s") % {"line": problem.line, "column": problem.column}
            self.stderr.write(f"{where}: {problem.message}")
        raise CommandError(
            _("%(count)d errors. Nothing was changed. Correct the file and try again.")
            % {"count": len(problems)}
        )


def _table(file: Path) -> Table:
    try:
        with files_told_plainly():
            return read_table(file.read_bytes())
    except UploadProblem as problem:
        raise CommandError(str(problem)) from problem


def _write(collective: Collective, rows: list[Any], bar: Any) -> None:
    try:
        import_organisations(collective, rows, by=None, progress=bar.update)
    except ImportProblem as problem:
        raise CommandError(str(problem)) from problem
