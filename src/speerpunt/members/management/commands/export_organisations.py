"""`speerpunt export organisations FILE --collective leiden`: every column, in a file that can come in again."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django_scopes import scope

from speerpunt.core.models import Collective
from speerpunt.members.exporters import FORMATS, export_organisations
from speerpunt.members.models import Organisation


class Command(BaseCommand):
    help = "Write all organisations to a CSV or XLSX file, ways to reach them included."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the ending says which kind: .csv or .xlsx")
        parser.add_argument("--collective", required=True, help="first part of its address, such as leiden")

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        kind = file.suffix.removeprefix(".").lower()
        if kind not in FORMATS:
            raise CommandError(_("Choose a name that ends in .csv or .xlsx."))
        collective = Collective.objects.filter(slug=options["collective"]).first()
        if collective is None:
            raise CommandError(_("There is no collective “%(slug)s”.") % {"slug": options["collective"]})
        with scope(collective=collective):
            rows = Organisation.objects.filter(trashed_at__isnull=True).order_by("search_text", "pk")
            file.write_bytes(export_organisations(rows, kind, collective.slug, with_contact=True))
            count = rows.count()
        self.stdout.write(
            self.style.SUCCESS(_("%(count)d organisations in %(file)s.") % {"count": count, "file": file})
        )
