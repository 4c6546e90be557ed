"""Nothing that leaves is calculated by whoever opens it, and contact data only leaves with who may have it."""

import csv
import io

import pytest
from openpyxl import load_workbook

from speerpunt.core.importers.tables import read_table
from speerpunt.members.enums import OrganisationKind
from speerpunt.members.models import Organisation
from tests.factories import make_organisation

pytestmark = pytest.mark.django_db

HOSTILE = (
    "=1+1",
    "+31",
    "-4",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    '=HYPERLINK("http://kwaad.example";"klik")',
    "=cmd|'/c calc'!A1",
)


@pytest.fixture
def hostile(leiden):
    for number, name in enumerate(HOSTILE):
        make_organisation(
            leiden, name=name, kvk_number=f"{number:08d}", street=name, longitude=-4.5, latitude=1
        )


def cells_of_workbook(content):
    book = load_workbook(io.BytesIO(content))
    return [cell for row in book.active.iter_rows() for cell in row if cell.value is not None]


def test_a_spreadsheet_calculates_nothing_from_csv(office, hostile):
    content = office.get("/leiden/organisaties/uitvoer/csv/").content.decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(content), delimiter=";") for cell in row]
    assert [cell for cell in cells if cell[:1] in set("=+-@\t\r")] == []
    assert "'=1+1" in cells


def test_a_spreadsheet_calculates_nothing_from_xlsx(office, hostile):
    cells = cells_of_workbook(office.get("/leiden/organisaties/uitvoer/xlsx/").content)
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.quotePrefix for cell in cells if str(cell.value).startswith("=")} == {True}
    assert "=1+1" in {cell.value for cell in cells}


def test_zeros_in_front_stay(office, hostile):
    assert "00000001" in {
        cell.value for cell in cells_of_workbook(office.get("/leiden/organisaties/uitvoer/xlsx/").content)
    }


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_office_takes_only_its_selection_along(office, leiden, kind):
    make_organisation(leiden, name="Hotel", kind=OrganisationKind.HOTEL, email="hotel@voorbeeld.example")
    table = read_table(office.get(f"/leiden/organisaties/uitvoer/{kind}/?soort=hotel").content)
    assert [row[table.headings.index("naam")] for _line, row in table.rows] == ["Hotel"]
    assert "hotel@voorbeeld.example" in table.rows[0][1]


def test_signs_that_no_workbook_takes_are_left_out(office, leiden):
    make_organisation(leiden, name="bel\x07letje")
    assert "belletje" in {
        cell.value for cell in cells_of_workbook(office.get("/leiden/organisaties/uitvoer/xlsx/").content)
    }


def test_an_unknown_kind_of_file_does_not_exist(office):
    assert office.get("/leiden/organisaties/uitvoer/pdf/").status_code == 404


def test_a_file_without_contact_has_no_such_columns(leiden):
    from django_scopes import scope

    from speerpunt.members.exporters import export_organisations

    make_organisation(leiden, email="kanarie@geheim.example", phone="0714711")
    with scope(collective=leiden):
        content = export_organisations(
            Organisation.objects.all(), "csv", "leiden", with_contact=False
        ).decode()
    assert "geheim" not in content
    assert "0714711" not in content
