"""`speerpunt import projects FILE --collective leiden`"""

from speerpunt.core.management.exchange import ImportTableCommand
from speerpunt.priorities.services.project_imports import PROJECTS


class Command(ImportTableCommand):
    help = "Bring projects in from a CSV or XLSX file: every row, or none."
    sheet_name = PROJECTS.name
