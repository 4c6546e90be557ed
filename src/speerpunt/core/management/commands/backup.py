"""`speerpunt backup FILE`: database and files in one archive, while everybody works on."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from speerpunt.core.backups.archive import ArchiveProblem
from speerpunt.core.management.exchange import files_told_plainly
from speerpunt.core.management.steps import Steps
from speerpunt.core.services.backups import make_backup


class Command(BaseCommand):
    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help=_("a name that is not taken yet, such as speerpunt.zip"))

    def handle(self, *args: Any, **options: Any) -> None:
        with files_told_plainly(), Steps() as steps:
            try:
                report = make_backup(options["file"].absolute(), steps)
            except ArchiveProblem as problem:
                raise CommandError(str(problem)) from problem
        told = {"rows": report.rows, "files": report.files, "file": options["file"]}
        self.stdout.write(self.style.SUCCESS(_("%(rows)d rows and %(files)d files in %(file)s.") % told))
        self.stdout.write(_("Digest of the whole: %(digest)s") % {"digest": report.digest})
        if report.missing:
            raise CommandError(
                _(
                    "The backup is made, but %(count)d files are missing or damaged. Run: speerpunt doctor --files"
                )
                % {"count": len(report.missing)}
            )
