"""What leaves is opened in LibreOffice: not one cell of it is a formula."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from django_scopes import scope

from speerpunt.core.spreadsheets import FORMATS
from speerpunt.members.exporters import export_organisations
from speerpunt.members.models import Organisation
from speerpunt.places.exporters.tables import export_areas, export_indicators, export_numbers
from speerpunt.places.models import Area, Indicator
from speerpunt.priorities.exporters.projects import export_projects
from speerpunt.priorities.exporters.results import export_results
from speerpunt.priorities.models import Priority, Project, Result
from tests import factories as make
from tests.sheets import HOSTILE_TEXTS

LIBREOFFICE = shutil.which("soffice")
# Its writer alone opens no sheets.
HAS_CALC = LIBREOFFICE is not None and (Path(LIBREOFFICE).resolve().parent / "libsclo.so").exists()
AS_SHEET = {"csv": "CSV:59,34,76", "xlsx": "Calc MS Excel 2007 XML"}

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.skipif(
        not HAS_CALC, reason="no LibreOffice Calc. Install it: apt-get install libreoffice-calc"
    ),
]


@pytest.fixture
def hostile(leiden):
    """One of everything that leaves as a table, with texts that a spreadsheet would calculate."""
    with scope(collective=leiden):
        priority = make.make_priority(make.make_edition(leiden))
        for text in (*HOSTILE_TEXTS, "=cmd|'/c calc'!A1", '=WEBSERVICE("http://kwaad.example")', "\t=1+1"):
            make.make_organisation(leiden, name=text, street=text[:100], description=text)
            make.make_project(priority, title=text, summary=text, next_step=text)
            make.make_result(priority, title=text, text=text, evidence=text)
            indicator = make.make_indicator(leiden, name=text, definition=text, source=text)
            make.make_measurement(indicator, value=-1, note=text)
            make.make_area(leiden, name=text, summary=text)
        yield leiden


def exports(kind):
    projects = {"priorities": Priority.objects.all(), "with_people": True}
    return {
        "organisations": export_organisations(Organisation.objects.all(), kind, "leiden", with_contact=True),
        "projects": export_projects(Project.objects.all(), kind, "leiden", **projects),
        "results": export_results(Result.objects.all(), kind),
        "indicators": export_indicators(Indicator.objects.all(), kind, "leiden"),
        "numbers": export_numbers(Indicator.objects.all(), kind),
        "areas": export_areas(Area.objects.all(), kind),
    }


@pytest.mark.parametrize("kind", FORMATS)
def test_libreoffice_finds_no_formula(hostile, kind, tmp_path):
    files = []
    for name, content in exports(kind).items():
        files.append(tmp_path / f"{name}.{kind}")
        files[-1].write_bytes(content)
    command = [
        LIBREOFFICE,
        f"-env:UserInstallation=file://{tmp_path}/office",
        "--headless",
        f"--infilter={AS_SHEET[kind]}",
    ]
    command += ["--convert-to", "fods", "--outdir", str(tmp_path / "out"), *map(str, files)]
    subprocess.run(
        command, check=True, capture_output=True, timeout=300, env={**os.environ, "HOME": str(tmp_path)}
    )
    for file in files:
        opened = (tmp_path / "out" / f"{file.stem}.fods").read_text()
        assert "HYPERLINK" in opened or file.stem == "numbers"
        assert "table:formula" not in opened, file.name
