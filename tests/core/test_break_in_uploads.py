"""Files that would eat the machine: each is refused in words, within two seconds and 200 MiB."""

import io
import zipfile

import pytest
from openpyxl import Workbook

from speerpunt.core.importers.limits import MOST_BYTES
from speerpunt.core.importers.tables import read_table
from tests.measured import cost_of

NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "xl/worksheets/sheet1.xml"


def workbook(name: str = "", text: str = "") -> bytes:
    """A sound workbook with one part replaced, squeezed as a bomb is."""
    book = Workbook()
    book.active.append(["Naam"])
    sound, out = io.BytesIO(), io.BytesIO()
    book.save(sound)
    with zipfile.ZipFile(sound) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.infolist():
            if part.filename != name:
                target.writestr(part, source.read(part))
        if name:
            target.writestr(name, text)
        # What cannot be squeezed keeps the ratio of an honest file.
        target.writestr("docProps/thumb.bin", NOISE)
    return out.getvalue()


NOISE = bytes((place * 7919 + place // 251) % 256 for place in range(400_000))


def sheet(rows: str) -> str:
    return f'<worksheet xmlns="{NAMESPACE}"><sheetData>{rows}</sheetData></worksheet>'


NAMES = "".join(f'<definedName name="a{number}">A1</definedName>' for number in range(90_000))
HOSTILE = {
    "a million columns": lambda: b";" * 1_000_000 + b"\n",
    "ten million columns": lambda: b";" * MOST_BYTES,
    "every delimiter at once": lambda: b";,|\t" * (MOST_BYTES // 4),
    "columns of two bytes": lambda: b"\xff\xfe" + b";\x00" * (MOST_BYTES // 2 - 1),
    "quotation marks only": lambda: b'"' * MOST_BYTES,
    "a workbook of empty cells": lambda: workbook(SHEET, sheet(f"<row>{'<c/>' * 81}</row>" * 20_000)),
    "a workbook of texts": lambda: workbook(
        "xl/sharedStrings.xml", f'<sst xmlns="{NAMESPACE}">{"<si><t>a</t></si>" * 600_000}</sst>'
    ),
    "a workbook of styles": lambda: workbook(
        "xl/styles.xml",
        f'<styleSheet xmlns="{NAMESPACE}"><cellXfs>{"<xf/>" * 600_000}</cellXfs></styleSheet>',
    ),
    "a workbook of names": lambda: workbook(
        "xl/workbook.xml", f'<workbook xmlns="{NAMESPACE}"><definedNames>{NAMES}</definedNames></workbook>'
    ),
    "one cell of many pieces": lambda: workbook(
        SHEET, sheet(f'<row><c t="inlineStr"><is>{"<r><t>a</t></r>" * 600_000}</is></c></row>')
    ),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_table_is_refused_at_little_cost(case):
    content = HOSTILE[case]()
    assert len(content) <= MOST_BYTES
    cost = cost_of(lambda: read_table(content))
    assert (cost.refusal, cost.is_small) == ("UploadProblem", True), cost
