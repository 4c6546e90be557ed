"""The register of the demonstration: made up, the same every time, and spread as the file promises."""

import re
import tomllib
from collections import Counter

import pytest
from shapely import Point
from shapely.geometry import shape

from speerpunt.members.enums import Branch
from speerpunt.portal.importers import read_example
from tests.portal.example import LEIDEN

CITY = "leiden"


@pytest.fixture(scope="module")
def example():
    return read_example(LEIDEN)


@pytest.fixture(scope="module")
def rows(example):
    return example.enterprises


@pytest.fixture(scope="module")
def lying(example, rows):
    """Per area, the enterprises inside its shape."""
    shapes = {name: shape(geometry) for name, geometry in example.shapes.items()}
    return {
        name: [row for row in rows if drawn.contains(Point(row.longitude, row.latitude))]
        for name, drawn in shapes.items()
    }


def latest(example, indicator):
    return {row.area: row.values[-1] for row in example.indicators.series if row.indicator == indicator}


def test_the_same_seed_gives_the_same_rows(rows):
    assert read_example(LEIDEN).enterprises == rows


def test_fewer_are_the_first_of_all(rows):
    assert read_example(LEIDEN, 300).enterprises == rows[:300]


def test_there_are_nine_thousand_each_with_a_name_and_numbers_of_its_own(rows):
    assert len(rows) == 9000
    assert len({row.name for row in rows}) == len({row.kvk_number for row in rows}) == 9000
    assert len({row.branch_number for row in rows}) == 9000


def test_numbers_have_the_form_of_real_ones_and_cannot_be_real(rows):
    assert all(re.fullmatch(r"00\d{6}", row.kvk_number) for row in rows)
    assert all(re.fullmatch(r"9999\d{8}", row.branch_number) for row in rows)


def test_codes_postcodes_and_house_numbers_have_the_form_of_real_ones(rows):
    assert all(re.fullmatch(r"\d{4,5}", row.sbi_code) for row in rows)
    assert all(re.fullmatch(r"23[123]\d(?!SA|SD|SS)[A-Z]{2}", row.postcode) for row in rows)
    assert all(1 <= int(row.house_number) <= 180 for row in rows)


def test_the_name_of_a_business_fits_its_branch_and_its_code(rows):
    branches = tomllib.loads((LEIDEN / "enterprises.toml").read_text(encoding="utf-8"))["branches"]
    fitting = {kind["name"]: (row["id"], set(kind["sbi_codes"])) for row in branches for kind in row["kinds"]}
    said = [(row, *fitting[row.name.split(" De ")[0]]) for row in rows]
    assert [
        row.name for row, branch, codes in said if row.branch != branch or row.sbi_code not in codes
    ] == []


def test_everybody_lies_within_the_city(rows, lying):
    assert len(lying[CITY]) == len(rows)


def test_an_area_holds_as_many_as_its_indicator_says(example, lying):
    expected = latest(example, "ondernemingen")
    found = {name: len(inside) for name, inside in lying.items() if name in expected}
    assert found == {name: expected[name] for name in found}


def test_an_area_has_the_jobs_that_its_indicator_says(example, lying):
    expected = latest(example, "banen")
    assert {name: sum(row.jobs for row in inside) for name, inside in lying.items()} == expected


def test_most_are_small_and_every_branch_occurs(rows):
    sizes = Counter("one" if row.jobs == 1 else "few" if row.jobs < 50 else "many" for row in rows)
    assert (sizes["one"] > 5000, sizes["few"] > 2000, 100 < sizes["many"] < 400) == (True, True, True)
    assert {row.branch for row in rows} == set(Branch)


def test_a_shop_is_more_likely_in_the_centre_than_on_a_park(lying):
    def share(name):
        return sum(row.branch == Branch.RETAIL for row in lying[name]) / len(lying[name])

    assert share("binnenstad") > 2 * share("de-waard")


def test_the_share_of_members_is_near_the_promised_one(lying):
    members = sum(
        any(umbrella == "centrummanagement" for umbrella, _since in row.memberships)
        for row in lying["binnenstad"]
    )
    assert members / len(lying["binnenstad"]) == pytest.approx(0.72, abs=0.05)


def test_an_umbrella_of_the_whole_city_has_its_number_of_members(rows):
    joined = [row for row in rows if any(umbrella == "bv-leiden" for umbrella, _since in row.memberships)]
    assert len(joined) == 260
    assert len({row.postcode[:4] for row in joined}) > 10


def test_the_first_thousand_are_spread_like_the_whole(rows):
    def shares(some):
        counts = Counter(row.postcode[:4] for row in some)
        return {digits: count / len(some) for digits, count in counts.items()}

    whole, part = shares(rows), shares(rows[:1000])
    assert all(part.get(digits, 0) == pytest.approx(share, abs=0.035) for digits, share in whole.items())
