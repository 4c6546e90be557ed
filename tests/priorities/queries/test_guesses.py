from datetime import date

import pytest

from speerpunt.members.enums import BodyKind, OrganisationKind
from speerpunt.priorities.queries.guesses import body_kind, day_in, organisation_kind, years_in


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Besluit op 10 december 2026", date(2026, 12, 10)),
        ("Klaar in Maart 2027", date(2027, 3, 1)),
        ("ready by 31 may 2027", date(2027, 5, 31)),
        ("31 februari 2027", None),
        ("begin 2027", None),
    ],
)
def test_a_reader_finds_the_day_that_a_line_names(text, day):
    assert day_in(text) == day


@pytest.mark.parametrize(
    ("text", "years"),
    [("Plan 2026-2027", (2026, 2027)), ("Visie 2040", (2040, 2040)), ("2027–2026", None), ("Plan", None)],
)
def test_a_reader_finds_the_years_of_a_plan(text, years):
    assert years_in(text) == years


def test_a_reader_guesses_what_a_name_is():
    assert [body_kind(name) for name in ("Kernteam Wonen", "Economic Board")] == [
        BodyKind.CORE_TEAM,
        BodyKind.OUTSIDE_BODY,
    ]
    assert [organisation_kind(name) for name in ("Da Vinci College", "Liander")] == [
        OrganisationKind.SCHOOL,
        OrganisationKind.PARTNER,
    ]
