"""What the commands that import and export have in common."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django_scopes import scope
from tqdm import tqdm

from ..importers.limits import UploadProblem
from ..importers.rows import read_rows
from ..importers.uploads import Upload, read_upload
from ..models import Collective
from ..registry import sheet_named
from ..services.imports import ImportProblem, import_rows
from ..sheets import ImportPlan, Progress, RowProblem, Sheet
from ..spreadsheets import FORMATS

MOST_SHOWN = 50


def add_file_and_collective(parser: CommandParser, about_file: str = "") -> None:
    parser.add_argument("file", type=Path, help=about_file or None)
    parser.add_argument(
        "--collective",
        required=True,
        help=_("first part of its address, such as %(slug)s") % {"slug": "leiden"},
    )


def named_collective(slug: str) -> Collective:
    found = Collective.objects.filter(slug=slug).first()
    if found is None:
        raise CommandError(_("There is no collective “%(slug)s”.") % {"slug": slug})
    return found


@contextmanager
def files_told_plainly() -> Iterator[None]:
    """What is the matter with a file, in the words of who typed its name."""
    try:
        yield
    except OSError as problem:
        raise CommandError(_file_problem(problem)) from problem


def _file_problem(problem: OSError) -> str:
    reasons = {
        errno.ENOENT: _("%(file)s: there is no such file or folder."),
        errno.EISDIR: _("%(file)s is a folder, not a file."),
        errno.ENOTDIR: _("%(file)s: part of this path is not a folder."),
        errno.EACCES: _("%(file)s: you may not read or write this."),
        errno.ENOSPC: _("%(file)s: the disk is full."),
    }
    told = {"file": problem.filename or "", "reason": problem.strerror or problem}
    return reasons.get(problem.errno or 0, _("%(file)s: %(reason)s")) % told


def progress_bar(total: int) -> Any:
    """On a terminal only; gone from a log or a pipe."""
    return tqdm(total=total, unit=_(" rows"), disable=None)


class ImportTableCommand(BaseCommand):
    """Brings a table in: the same import as on the screen, without the screen. Every row, or none."""

    # As the app entered it in the registry, and what one may say of the whole file.
    sheet_name = ""
    options: tuple[str, ...] = ()

    def add_arguments(self, parser: CommandParser) -> None:
        add_file_and_collective(parser)
        parser.add_argument(
            "--dry-run", action="store_true", help=_("say what would change, and change nothing")
        )
        parser.add_argument(
            "--wider", action="store_true", help=_("also where more people would see something than now")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        collective = named_collective(options["collective"])
        sheet = sheet_named(self.sheet_name)
        with scope(collective=collective):
            upload = _upload(sheet, options["file"])
            self._say_columns(sheet, upload)
            chosen = {name: options[name] or "" for name in self.options}
            rows, problems = read_rows(sheet, upload.table.rows, upload.matching, chosen)
            plan = sheet.plan(collective, rows)
            self._say_problems([*problems, *plan.problems])
            counts = {"new": len(plan.new), "changed": len(plan.changed), "unchanged": len(plan.unchanged)}
            if options["dry_run"]:
                self.stdout.write(
                    _("It would be: %(new)d new, %(changed)d changed, %(unchanged)d unchanged.") % counts
                )
                return
            _check_circle(plan, is_meant=options["wider"])
            with progress_bar(len(rows)) as bar:
                _write(sheet, collective, rows, bar)
        self.stdout.write(
            self.style.SUCCESS(_("Done: %(new)d new, %(changed)d changed, %(unchanged)d unchanged.") % counts)
        )

    def _say_columns(self, sheet: Sheet, upload: Upload) -> None:
        for name, place in upload.matching.items():
            self.stdout.write(f"{upload.table.headings[place]} -> {sheet.column(name).title}")

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


def _upload(sheet: Sheet, file: Path) -> Upload:
    try:
        with files_told_plainly():
            return read_upload(sheet, file.read_bytes())
    except UploadProblem as problem:
        raise CommandError(str(problem)) from problem


def _check_circle(plan: ImportPlan, *, is_meant: bool) -> None:
    if plan.wider and not is_meant:
        lines = ", ".join(str(each.row.line) for each in plan.wider[:MOST_SHOWN])
        raise CommandError(
            _("More people would see something than now: line %(lines)s. Add --wider if that is meant.")
            % {"lines": lines}
        )


def _write(sheet: Sheet, collective: Collective, rows: list[Any], bar: Any) -> None:
    try:
        import_rows(sheet, collective, rows, by=None, progress=bar.update)
    except ImportProblem as problem:
        raise CommandError(str(problem)) from problem


class ExportTableCommand(BaseCommand):
    """Writes a table, every column of it, in a file that can come in again."""

    # What was written, with `%(count)d` and `%(file)s` in it.
    told: Any = ""

    def add_arguments(self, parser: CommandParser) -> None:
        add_file_and_collective(parser, _("the ending says which kind: .csv or .xlsx"))

    def rows(self) -> QuerySet[Any]:
        """What leaves, within the scope of its collective."""
        raise NotImplementedError

    def export(self, rows: QuerySet[Any], kind: str, slug: str, progress: Progress) -> bytes:
        raise NotImplementedError

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        kind = file.suffix.removeprefix(".").lower()
        if kind not in FORMATS:
            raise CommandError(_("Choose a name that ends in .csv or .xlsx."))
        collective = named_collective(options["collective"])
        with scope(collective=collective):
            rows = self.rows()
            count = rows.count()
            with files_told_plainly(), progress_bar(count) as bar:
                file.write_bytes(self.export(rows, kind, collective.slug, bar.update))
        self.stdout.write(self.style.SUCCESS(str(self.told) % {"count": count, "file": file}))
