"""`speerpunt import organisations FILE --collective leiden`"""

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from speerpunt.core.management.exchange import ImportTableCommand
from speerpunt.members.enums import SbiVersion
from speerpunt.members.services.imports import ORGANISATIONS


class Command(ImportTableCommand):
    help = "Bring organisations in from a CSV or XLSX file: every row, or none."
    sheet_name = ORGANISATIONS.name
    options = ("sbi_version",)

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--sbi-version", choices=SbiVersion.values, default="", help=_("where the file does not say")
        )
