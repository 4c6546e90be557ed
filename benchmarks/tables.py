"""CPU time of a large table on its way in: what a web worker pays, and what goes on behind the scenes.

Runs in a process of its own for each database, after `benchmarks.pages`: `python -m benchmarks.tables` prints one JSON
list. It takes every organisation along as XLSX, changes one cell in three, and brings all of it in.
"""

import io
import json
import os
import time
from collections.abc import Callable
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "speerpunt.config.settings")
django.setup()

from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from django.test import Client  # noqa: E402
from django_scopes import scope  # noqa: E402
from openpyxl import load_workbook  # noqa: E402

from speerpunt.core.models import Collective, ImportDraft, User  # noqa: E402
from speerpunt.core.work import work_once  # noqa: E402
from speerpunt.members.exporters import export_organisations  # noqa: E402
from speerpunt.members.models import Organisation  # noqa: E402
from speerpunt.members.services.imports import ORGANISATIONS  # noqa: E402

OFFICE = "programmabureau@leiden.example"
IMPORT = "/leiden/organisaties/invoer/"
IN_THE_WEB, BEHIND = "web worker", "behind the scenes"


def main() -> None:
    leiden = Collective.objects.get(slug="leiden")
    office = Client(SERVER_NAME="localhost")
    office.force_login(User.objects.get(email=OFFICE), "speerpunt.core.backends.AccountBackend")
    with scope(collective=leiden):
        content = changed(exported(leiden))
    file = SimpleUploadedFile("organisaties.xlsx", content)
    office.get(IMPORT)  # to warm up
    steps = [("Upload", IN_THE_WEB, timed(lambda: office.post(IMPORT, {"file": file})))]
    steps.append(("Read the workbook", BEHIND, timed(work)))
    with scope(collective=leiden):
        draft = f"{IMPORT}{ImportDraft.objects.get(user__email=OFFICE).pk}/"
    steps.append(("Columns", IN_THE_WEB, timed(lambda: office.get(f"{draft}kolommen/"))))
    steps.append(("Preview", IN_THE_WEB, timed(lambda: office.get(f"{draft}voorbeeld/"))))
    steps.append(("Ask for it", IN_THE_WEB, timed(lambda: office.post(f"{draft}voorbeeld/"))))
    steps.append(("Take over", BEHIND, timed(work)))
    print(json.dumps([{"step": step, "where": where, "seconds": seconds} for step, where, seconds in steps]))


def exported(leiden: Collective) -> bytes:
    rows = Organisation.objects.filter(trashed_at__isnull=True)
    return export_organisations(rows, "xlsx", leiden.slug, with_contact=True)


def changed(content: bytes) -> bytes:
    """Every third organisation says something else about itself."""
    book = load_workbook(io.BytesIO(content))
    heading = str(ORGANISATIONS.column("description").title)
    description = [cell.value for cell in book.active[1]].index(heading) + 1
    for line in range(2, book.active.max_row + 1, 3):
        book.active.cell(line, description).value = f"Opnieuw beschreven, regel {line}"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def work() -> None:
    """What waits, until nothing does."""
    while work_once():
        pass


def timed(step: Callable[[], Any]) -> float:
    start = time.process_time()
    step()
    return round(time.process_time() - start, 2)


if __name__ == "__main__":
    main()
