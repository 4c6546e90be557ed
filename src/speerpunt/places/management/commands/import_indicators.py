"""`speerpunt import indicators FILE --collective leiden`"""

from speerpunt.core.management.exchange import ImportTableCommand
from speerpunt.places.services.indicator_imports import INDICATORS


class Command(ImportTableCommand):
    help = "Bring indicators in from a CSV or XLSX file: every row, or none."
    sheet_name = INDICATORS.name
