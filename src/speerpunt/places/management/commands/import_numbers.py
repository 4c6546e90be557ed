"""`speerpunt import numbers FILE --collective leiden`"""

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from speerpunt.core.management.exchange import ImportTableCommand
from speerpunt.places.services.indicator_imports import NUMBERS, YEAR_DAYS


class Command(ImportTableCommand):
    help = "Bring in what was measured and meant, from a CSV or XLSX file: every row, or none."
    sheet_name = NUMBERS.name
    options = ("indicator", "year_day", "source")

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--indicator", help=_("of the whole file, where the rows do not say"))
        parser.add_argument(
            "--year-day",
            choices=[value for value, _label in YEAR_DAYS],
            help=_("month and day that a number is of, where only a year stands"),
        )
        parser.add_argument("--source", help=_("of the whole file, where the rows do not say"))
