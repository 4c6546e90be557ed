"""`speerpunt restore FILE`: an archive into an empty installation, on either database."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from speerpunt.core.backups.archive import ArchiveProblem
from speerpunt.core.management.exchange import files_told_plainly
from speerpunt.core.management.steps import Steps
from speerpunt.core.services.backups import restore_backup


class Command(BaseCommand):
    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help=_("what speerpunt backup made"))
        parser.add_argument(
            "--digest", default="", help=_("refuse any other archive than the one with this digest")
        )
        parser.add_argument(
            "--erasures",
            type=Path,
            help=_("who was erased since: the folder var/erasures, or a newer archive"),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with files_told_plainly(), Steps() as steps:
            try:
                report = restore_backup(
                    options["file"], steps, digest=options["digest"], erasures=options["erasures"]
                )
            except ArchiveProblem as problem:
                raise CommandError(str(problem)) from problem
        told = {"rows": report.rows, "files": report.files}
        self.stdout.write(self.style.SUCCESS(_("%(rows)d rows and %(files)d files are back.") % told))
        if report.erased:
            self.stdout.write(_("%(count)d people were erased again.") % {"count": report.erased})
        if report.missing:
            self.stdout.write(
                _("%(count)d files were missing already when the backup was made.")
                % {"count": len(report.missing)}
            )
        if not report.has_same_key:
            self.stdout.write(
                _(
                    "The secret key is another one than then: links in mails that went out do not work, unless you put the old key back."
                )
            )
