"""One cell of a file becomes one value, or a sentence that says why not."""

import pytest

from speerpunt.core.cells import CellProblem, unguarded
from speerpunt.members.services.imports import ORGANISATIONS


def value_of(column, cell):
    return ORGANISATIONS.column(column).cell.value_of(cell)


@pytest.mark.parametrize(
    ("column", "cell", "value"),
    [
        ("kvk_number", "01234567", "01234567"),
        ("kvk_number", " 12 34.56-78 ", "12345678"),
        ("branch_number", "000012345678", "000012345678"),
        ("postcode", "2312 ab", "2312AB"),
        ("sbi_code", "62.01", "6201"),
        ("sbi_version", "SBI 2025", "2025"),
        ("jobs", "1.250", 1250),
        ("latitude", "52,1601", 52.1601),
        ("longitude", "-4.5", -4.5),
        ("kind", "Onderneming", "enterprise"),
        ("kind", "enterprise", "enterprise"),
        ("kind", "Enterprise", "enterprise"),
        ("branch", "detailhandel", "retail"),
        ("size_class", "10-49", "10-49"),
        ("website", "bakker.example", "https://bakker.example"),
        ("name", "'=1+1", "=1+1"),
        ("name", "''=1+1", "'=1+1"),
        ("name", "'t Hoekje", "'t Hoekje"),
        ("description", "een\r\ntwee", "een\ntwee"),
    ],
)
def test_a_reader_of_cells_finds(column, cell, value):
    assert value_of(column, cell) == value


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("kvk_number", "1234567"),
        ("kvk_number", "123456789"),
        ("kvk_number", "1,2E+07"),
        ("kvk_number", "١٢٣٤٥٦٧٨"),
        ("branch_number", "12345678"),
        ("postcode", "0312 AB"),
        ("postcode", "2312"),
        ("sbi_code", "6"),
        ("sbi_version", "1993"),
        ("jobs", "veel"),
        ("jobs", "-3"),
        ("latitude", "95"),
        ("latitude", "nan"),
        ("longitude", "4°29'"),
        ("kind", "kerk"),
        ("email", "geen adres"),
        ("website", "javascript:alert(1)"),
        ("name", "nul\x00teken"),
        ("name", "half \ud800 teken"),
        ("name", "x" * 201),
    ],
)
def test_a_reader_of_cells_refuses(column, cell):
    with pytest.raises(CellProblem):
        value_of(column, cell)


def test_a_reader_of_cells_explains_lost_zeros():
    with pytest.raises(CellProblem, match=r"“1234567”.*7.*8"):
        value_of("kvk_number", "1234567")


@pytest.mark.parametrize("text", ["=A1", "+31", "-4", "@x", "'=A1", "''+1"])
def test_a_reader_takes_away_one_quotation_mark_and_no_more(text):
    assert unguarded(f"'{text}") == text
