"""A number, a day or an amount as people write it becomes one value; what can be read in two ways is refused."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speerpunt.core import cells
from speerpunt.core.cells import CellProblem, Percentage
from speerpunt.core.enums import Theme


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1250", 1250),
        ("12,5", 12.5),
        ("12.5", 12.5),
        ("-0,25", -0.25),
        ("−3", -3),
        ("0.123", 0.123),
        ("1234.567", 1234.567),
        ("1.234.567", 1234567),
        ("1,234,567.5", 1234567.5),
        ("1.234,50", 1234.5),
        ("1,2340", 1.234),
        ("12 500", 12500),
        ("7,5 %", 7.5),
    ],
)
def test_a_reader_of_numbers_takes_both_notations(cell, value):
    assert cells.number().value_of(cell) == value


@pytest.mark.parametrize("cell", ["1.234", "1,234", "-12.500"])
def test_a_reader_of_numbers_refuses_what_can_be_two_numbers(cell):
    with pytest.raises(CellProblem, match="twee manieren"):
        cells.number().value_of(cell)


@pytest.mark.parametrize(
    "cell", ["veel", "1.23.4", "1e5", "nan", "inf", "1.234.56", "9" * 15, "٣", "12%%", ""]
)
def test_a_reader_of_numbers_refuses_what_is_none(cell):
    with pytest.raises(CellProblem):
        cells.number().read(cell)


def test_a_percentage_remembers_that_it_is_one():
    assert isinstance(cells.number().value_of("12%"), Percentage)
    assert not isinstance(cells.number().value_of("12"), Percentage)


@given(st.floats(-1e12, 1e12).filter(lambda value: value == 0 or abs(value) > 1e-9))
def test_every_number_that_leaves_comes_back(value):
    assert cells.number().value_of(cells.number().text_of(value)) == value


@pytest.mark.parametrize(
    "cell",
    [
        "2026-11-03",
        "3-11-2026",
        "03.11.2026",
        "3 november 2026",
        "3 nov. 2026",
        "3-nov-2026",
        "46329",
        "2026-11-03T00:00:00",
        "2026-11-03 00:00:00",
    ],
)
def test_a_reader_of_days_takes_what_people_and_programs_write(cell):
    assert cells.day().value_of(cell) == date(2026, 11, 3)


@pytest.mark.parametrize("cell", ["13/11/2026", "11/13/2026"])
def test_a_day_with_one_meaning_may_be_american(cell):
    assert cells.day().value_of(cell) == date(2026, 11, 13)


@pytest.mark.parametrize(
    "cell",
    ["3/11/2026", "03-11-26", "30-2-2026", "2026", "november 2026", "1-1-1066", "Q1 2026", "3 foo 2026"],
)
def test_a_reader_of_days_refuses(cell):
    with pytest.raises(CellProblem):
        cells.day().value_of(cell)


@pytest.mark.parametrize(
    ("cell", "cents"),
    [
        ("12.500", 1250000),
        ("€ 12500,50", 1250050),
        ("12500.5", 1250050),
        ("1,250,000.00", 125000000),
        ("3,-", 300),
        ("0", 0),
    ],
)
def test_a_reader_of_amounts_counts_cents(cell, cents):
    assert cells.euros().value_of(cell) == cents


@pytest.mark.parametrize("cell", ["veel", "-5", "1.2345", "12.50.00", "1.23.456"])
def test_a_reader_of_amounts_refuses(cell):
    with pytest.raises(CellProblem):
        cells.euros().value_of(cell)


@given(st.integers(0, 10**14 - 1))
def test_every_amount_that_leaves_comes_back(cents):
    assert cells.euros().value_of(cells.euros().text_of(cents)) == cents


def test_several_choices_stand_in_their_own_order():
    themes = cells.several_choices(Theme)
    assert themes.value_of("Mobiliteit | energy") == ("energy", "mobility")
    assert themes.value_of(themes.text_of(("energy", "mobility"))) == ("energy", "mobility")


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1), max_size=4))
def test_names_with_bars_come_back(values):
    kept = tuple(value.strip() for value in values if value.strip())
    assert cells.names().read(cells.names().text_of(kept)) == kept


@pytest.mark.parametrize(("cell", "value"), [("ja", True), ("Nee", False), ("x", True), ("0", False)])
def test_yes_and_no_are_words(cell, value):
    assert cells.yes_no().value_of(cell) is value
