"""`speerpunt export organisations FILE --collective leiden`: every column, in a file that can come in again."""

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
from speerpunt.core.spreadsheets import FORMATS
from speerpunt.members.exporters import export_organisations
from speerpunt.members.models import Organisation


class Command(BaseCommand):
    help = "Write all organisations to a CSV or XLSX file, ways to reach them included."

    def add_arguments(self, parser: CommandParser) -> None:
        add_file_and_collective(parser, _("the ending says which kind: .csv or .xlsx"))

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        kind = file.suffix.removeprefix(".").lower()
        if kind not in FORMATS:
            raise CommandError(_("Choose a name that ends in .csv or .xlsx."))
        collective = named_collective(options["collective"])
        with scope(collective=collective):
            rows = Organisation.objects.filter(trashed_at__isnull=True).order_by("search_text", "pk")
            count = rows.count()
            with files_told_plainly(), progress_bar(count) as bar:
                written = export_organisations(
                    rows, kind, collective.slug, with_contact=True, progress=bar.update
                )
                file.write_bytes(written)
        self.stdout.write(
            self.style.SUCCESS(_("%(count)d organisations in %(file)s.") % {"count": count, "file": file})
        )
