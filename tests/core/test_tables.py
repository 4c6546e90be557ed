"""Files as people have them become a table; hostile ones are refused, quickly and in plain words."""

import io
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook

from speerpunt.core.importers.limits import MOST_ROWS
from speerpunt.core.importers.tables import read_table
from tests.measured import cost_of

TEXT = 'Naam;KVK-nummer\n"Café ""De Brug""\nLeiden";01234567\n\nBäcker;12345678\n'
ROWS = [(2, ['Café "De Brug"\nLeiden', "01234567"]), (5, ["Bäcker", "12345678"])]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_reader_of_tables_takes_every_encoding_and_delimiter(encoding, delimiter):
    table = read_table(TEXT.replace(";", delimiter).encode(encoding))
    assert table.headings == ["Naam", "KVK-nummer"]
    assert table.rows == ROWS


def test_a_reader_of_tables_follows_the_line_that_names_the_delimiter():
    table = read_table(b"sep=|\r\nNaam|Plaats\r\nA|Leiden\r\n")
    assert (table.headings, table.rows) == (["Naam", "Plaats"], [(3, ["A", "Leiden"])])


def test_a_reader_of_tables_takes_a_workbook():
    table = read_table(
        workbook(
            [["Naam", "KVK-nummer", "Banen"], ["Bakker", "01234567", 12], [None], ["Slager", 12345678, 3.0]]
        )
    )
    assert table.headings == ["Naam", "KVK-nummer", "Banen"]
    assert table.rows == [(2, ["Bakker", "01234567", "12"]), (4, ["Slager", "12345678", "3"])]


def test_a_number_in_a_workbook_means_what_is_seen():
    book = Workbook()
    book.active.append(["Getal", "Deel", "Dag", "Duizendsten", "Klein"])
    book.active.append([1250.5, 0.075, date(2026, 11, 3), 1.234, 1e-12])
    book.active["B2"].number_format = "0.0%"
    out = io.BytesIO()
    book.save(out)
    assert read_table(out.getvalue()).rows == [(2, ["1250.5", "7,5%", "2026-11-03", "1.2340", "1e-12"])]


def workbook(rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_part(content, name, text):
    """The same workbook with one part replaced or added."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for part in source.infolist():
            if part.filename != name:
                target.writestr(part, source.read(part))
        target.writestr(name, text)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
GOOD = workbook([["Naam"], ["Bakker"]])

HOSTILE = {
    "empty": b"",
    "only headings": b"Naam;Plaats\n",
    "a program": b"\x7fELF\x00\x00\x00",
    "an old workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "an open quotation mark": b'Naam;Plaats\n"' + b"x" * 200_000,
    "a very long cell": b"Naam\n" + b"x" * 6000,
    "too many columns": b";".join(b"k%d" % n for n in range(200)) + b"\n" + b";" * 199,
    "too many rows": b"Naam\n" + b"x\n" * (MOST_ROWS + 5),
    "half a sign": "Naam\nhalf \ud800 teken".encode("utf-16", "surrogatepass"),
    "half a sign in eight bits": b"Naam\nnul _" + b"\x00",
    "a zip of nothing": b"PK\x03\x04" + bytes(100),
    "half a workbook": GOOD[: len(GOOD) // 2],
    "a bomb": with_part(GOOD, SHEET, b" " * 40_000_000),
    "a bomb of another part": with_part(GOOD, "xl/media/image1.png", bytes(30_000_000)),
    "endless cells in one row": with_part(
        GOOD,
        SHEET,
        f'<worksheet xmlns="{NAMESPACE}"><sheetData><row>{"<c/>" * 900_000}</row></sheetData></worksheet>',
    ),
    "endless rows": with_part(
        GOOD, SHEET, f'<worksheet xmlns="{NAMESPACE}"><sheetData>{"<row/>" * 900_000}</sheetData></worksheet>'
    ),
    "a row far away": with_part(
        GOOD,
        SHEET,
        f'<worksheet xmlns="{NAMESPACE}"><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData></worksheet>',
    ),
    "entities": with_part(
        GOOD,
        SHEET,
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet><sheetData>&a;</sheetData></worksheet>',
    ),
    "entities in sixteen bits": with_part(
        GOOD,
        SHEET,
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "b">]><worksheet/>'.encode("utf-16"),
    ),
    "macros": with_part(GOOD, "xl/vbaProject.bin", b"x"),
    "not a workbook": with_part(b"PK\x05\x06" + bytes(18), "word/document.xml", "<a/>"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_reader_of_tables_refuses(name):
    cost = cost_of(lambda: read_table(HOSTILE[name]))
    assert (cost.refusal, cost.is_small) == ("UploadProblem", True), cost


def test_a_reader_of_tables_does_not_believe_what_a_workbook_says_of_its_size():
    lying = with_part(
        GOOD,
        SHEET,
        f'<worksheet xmlns="{NAMESPACE}"><dimension ref="A1:XFD1048576"/><sheetData>'
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Naam</t></is></c></row>'
        '<row r="2"><c r="A2" t="inlineStr"><is><t>Bakker</t></is></c></row></sheetData></worksheet>',
    )
    assert read_table(lying).rows == [(2, ["Bakker"])]
