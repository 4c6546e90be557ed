"""The backlog of a body as a file: what its reader sees of it, and nothing a spreadsheet would compute."""

import csv
import io

import pytest
from openpyxl import load_workbook

from tests import factories as make


def rows_of(answer):
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


@pytest.fixture
def path(house):
    make.make_item(None, body=house.body, title="=Laadpalen", question="Waar?", access="body")
    make.make_item(None, body=house.body, title="Kanariegeel", access="closed")
    make.make_item(house.meeting, title="Al op de agenda")
    return house.path(f"gremia/{house.body.pk}/voorraad/")


def test_who_sits_in_the_body_takes_along_what_he_sees(house, path):
    found = rows_of(house.client("observer").get(f"{path}uitvoer.csv"))
    assert [row[1].lstrip("'") for row in found[1:]] == ["=Laadpalen"]
    book = load_workbook(io.BytesIO(house.client("chair").get(f"{path}uitvoer.xlsx").content))
    titles = [row[1].value for row in book.active.iter_rows(min_row=2)]
    assert [title.lstrip("'") for title in titles] == ["Kanariegeel", "=Laadpalen"]
    assert {row[1].data_type for row in book.active.iter_rows(min_row=2)} == {"s"}


def test_who_sits_elsewhere_has_no_file(house, path):
    for who in ("outsider", "partner"):
        assert house.client(who).get(f"{path}uitvoer.csv").status_code in {403, 404}
    assert house.client("chair").get(f"{path}uitvoer.exe").status_code == 404


def test_the_page_of_the_body_leads_to_it(house, path):
    page = f"/leiden/gremia/{house.body.pk}/"
    assert path in house.client("chair").get(page).content.decode()
    assert path not in house.client("outsider").get(page).content.decode()
