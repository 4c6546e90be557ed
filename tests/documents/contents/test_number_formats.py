"""Numbers as a spreadsheet shows them in this country."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speerpunt.documents.importers.caged.number_formats import shown_number


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (1234.5, "General", "1234,5"),
        (1234, "General", "1234"),
        (0.1 + 0.2, "General", "0,3"),
        (1234.5, "0", "1235"),
        (1234.5, "#,##0.00", "1.234,50"),
        (-1234.5, "#,##0.00", "-1.234,50"),
        (-1234.5, "#,##0;(#,##0)", "(1.235)"),
        (0, '#,##0;-#,##0;"geen"', "geen"),
        (0.125, "0.0%", "12,5%"),
        (8.4, '"€" #,##0.0 "mln"', "€ 8,4 mln"),
        (12, "[$€-413] #,##0.00", "€ 12,00"),
        (12.5, "0.0##", "12,5"),
        (12, "0.##", "12"),
        (7, "000", "007"),
        (1_500_000, '#,##0.0,,"M"', "1,5M"),
        (46352, "dd-mm-yyyy", "26-11-2026"),
        (46352, "d mmmm yyyy", "26 november 2026"),
        (46352.7028, "d-m-yy h:mm", "26-11-26 16:52"),
        (46352.7028, "[$-413]dddd d mmm", "donderdag 26 nov"),
        (0.7028, "hh:mm:ss", "16:52:02"),
        (1.5, "[h]:mm", "36:00"),
        (1, "d-m-yyyy", "1-1-1900"),
        (61, "d-m-yyyy", "1-3-1900"),
        (12, "@", "12"),
        (12345.678, "0.00E+00", "12345,678"),
    ],
)
def test_a_number_is_written_as_its_cell_says(value, code, shown):
    assert shown_number(float(value), code) == shown


def test_a_workbook_of_an_old_mac_counts_from_1904():
    assert shown_number(44890.0, "d-m-yyyy", counts_from_1904=True) == "26-11-2026"


@given(
    st.floats(allow_nan=False, allow_infinity=False, min_value=-1e12, max_value=1e12),
    st.text('#0?.,;%"@[]hmsdyE+-$€ _*\\/', max_size=30),
)
def test_any_code_writes_something_or_says_that_it_cannot(value, code):
    with contextlib.suppress(ValueError, OverflowError):
        assert isinstance(shown_number(value, code), str)
