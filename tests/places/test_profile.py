"""The page of an area: what it wants, how it stands, and who says so."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from speerpunt.members.enums import StandingKind
from speerpunt.members.models import Organisation
from speerpunt.places.models import Ambition, AreaAlias, AreaAssociation
from speerpunt.places.queries import area_profile, series_of_area, series_of_indicator
from speerpunt.places.queries.indicators import nearest_target
from speerpunt.places.services import add_ambition, change_ambition, place_in_area, remove_ambition
from speerpunt.places.tables import theme_bars_of, year_of_scores
from tests.factories import (
    make_ambition,
    make_area,
    make_indicator,
    make_measurement,
    make_organisation,
    make_person,
    make_role,
    make_square,
    make_target,
)

pytestmark = pytest.mark.django_db

PUBLIC = AnonymousUser()


@pytest.fixture
def area(inside):
    return make_area(inside, name="De Waard", slug="de-waard", geometry=make_square())


def score(collective, theme, **fields):
    return make_indicator(collective, theme=theme, scale_low=0, scale_high=10, decimals=1, **fields)


def test_the_numbers_are_of_who_lies_in_it(inside, area):
    make_organisation(inside, jobs=12, latitude=52.155, longitude=4.505)
    make_organisation(inside, jobs=5, latitude=52.155, longitude=4.485)
    place_in_area(area)
    profile = area_profile(area, PUBLIC)
    assert (profile.numbers.enterprises, profile.numbers.jobs) == (1, None)
    for _number in range(2):
        make_organisation(inside, jobs=4, latitude=52.155, longitude=4.505)
    place_in_area(area)
    assert area_profile(area, PUBLIC).numbers.jobs == 20
    assert profile.hectares == pytest.approx(76.1, abs=0.2)


def test_each_theme_has_one_mark_beside_its_ambition(inside, area):
    energy, space = score(inside, "energy"), score(inside, "space")
    make_measurement(energy, area, value=4.1, note="geen grotere aansluiting")
    make_target(energy, area, value=7.0)
    make_measurement(space, area, value=7.2)
    profile = area_profile(area, PUBLIC)
    bars = {bar.title: (bar.measured, bar.ambition, bar.note) for bar in theme_bars_of(profile)}
    assert bars["Energie"] == (4.1, 7.0, "geen grotere aansluiting")
    assert bars["Ruimtelijke ontwikkeling"] == (7.2, None, "")
    assert bars["Wonen"] == (None, None, "")
    assert (profile.maximum, year_of_scores(profile)) == (10, "2027")


def test_without_marks_there_is_no_figure(inside, area):
    make_measurement(make_indicator(inside, theme="energy", unit="kW"), area)
    assert theme_bars_of(area_profile(area, PUBLIC)) == []


def test_what_is_wanted_stands_by_theme_with_its_number(inside, area):
    vacancy = make_indicator(inside, theme="space", unit="%")
    make_measurement(vacancy, area)
    make_ambition(area, theme="space", text="Hooguit drie procent leeg.", indicator=vacancy)
    make_ambition(area, theme="space", kind="desired_image", text="Hallen vol werk.", indicator=vacancy)
    stray = make_indicator(inside, unit="banen")
    make_measurement(stray, area)
    profile = area_profile(area, PUBLIC)
    space = profile.themes[0]
    assert [each.text for each in space.ambitions + space.images] == [
        "Hooguit drie procent leeg.",
        "Hallen vol werk.",
    ]
    assert [each.indicator for each in space.series] == [vacancy]
    assert [each.indicator for each in profile.others] == [stray]


def test_an_ambition_that_nobody_measured_says_so(visit, inside, area):
    make_ambition(area, indicator=make_indicator(inside, name="Leerwerkplekken"))
    page = visit().get("/leiden/gebieden/de-waard/").content.decode()
    assert "Hier nog niet gemeten." in page


@pytest.mark.parametrize(
    ("direction", "value", "is_met"),
    [("up", 7, True), ("up", 6.9, False), ("down", 7, True), ("down", 7.1, False), ("keep", 7.3, True), ("keep", 6.5, False)],
)  # fmt: skip
def test_whether_a_target_is_met_depends_on_its_direction(inside, area, direction, value, is_met):
    indicator = make_indicator(inside, direction=direction)
    make_measurement(indicator, area, value=value)
    make_target(indicator, area, value=7)
    assert series_of_area(area)[indicator.pk].is_met is is_met


def test_without_a_target_nothing_is_met_or_missed(inside, area):
    indicator = make_indicator(inside)
    make_measurement(indicator, area)
    assert series_of_area(area)[indicator.pk].is_met is None


def test_the_target_to_come_counts_and_the_own_one_first(inside, area):
    indicator = make_indicator(inside)
    make_target(indicator, None, due=date(2027, 1, 1), value=1)
    past = make_target(indicator, area, due=date(2020, 1, 1), value=2)
    coming = make_target(indicator, area, due=date(2027, 6, 1), value=3)
    later = make_target(indicator, area, due=date(2030, 1, 1), value=4)
    today = date(2026, 11, 23)
    rows = list(indicator.targets.all())
    assert nearest_target(rows, area.pk, today) == coming
    assert nearest_target([past], area.pk, today) == past
    assert nearest_target(rows, None, today).value == 1
    assert nearest_target([later, *rows], 999, today).value == 1
    assert nearest_target([], area.pk, today) is None


def test_the_target_of_the_city_holds_where_an_area_has_none(inside, area):
    indicator = make_indicator(inside)
    make_measurement(indicator, area)
    make_target(indicator, None)
    series = series_of_area(area)[indicator.pk]
    assert (series.target_value, series.is_of_city) == (7.0, True)


def test_the_first_open_target_asks_for_work(inside, area):
    for due, value, target in ((2028, 5, 7), (2027, 5, 7), (2026, 5, 7), (2027, 9, 7)):
        indicator = make_indicator(inside, name=f"{due}-{value}")
        make_measurement(indicator, area, value=value)
        make_target(indicator, area, value=target, due=date(due, 1, 2))
    assert area_profile(area, PUBLIC).next_target.indicator.name == "2027-5"


def test_an_indicator_shows_every_area_that_has_a_number(inside, area):
    indicator = make_indicator(inside)
    make_measurement(indicator, make_area(inside, name="Amphoraweg"))
    make_measurement(indicator, area)
    make_measurement(indicator)
    make_measurement(indicator, make_area(inside, trashed_at="2026-11-01T12:00Z"))
    make_target(indicator, None)
    names = [
        (series.area and series.area.name, series.target_value) for series in series_of_indicator(indicator)
    ]
    assert names == [(None, 7.0), ("Amphoraweg", 7.0), ("De Waard", 7.0)]


def test_ambitions_are_added_changed_and_remembered(inside, area, visit):
    ambition = add_ambition(area, by=None, theme="energy", kind="ambition", text="Eén groepscontract.")
    assert change_ambition(ambition, by=None, text="Een groepscontract.") == ["text"]
    remove_ambition(ambition, by=None)
    assert Ambition.objects.count() == 0
    assert (
        "Een groepscontract." in visit(StandingKind.OFFICE).get("/leiden/gebieden/de-waard/").content.decode()
    )


def test_the_page_says_how_sure_the_shape_is_and_what_else_it_is_called(inside, visit):
    make_area(
        inside, name="Waard", slug="waard", geometry=make_square(), certainty="low", source="Zelf getekend",
        start=date(2013, 1, 1),
    )  # fmt: skip
    AreaAlias.objects.create(
        collective=inside, area=make_area(inside, slug="x"), name="Anders", end=date(2015, 12, 31)
    )
    page = visit().get("/leiden/gebieden/waard/").content.decode()
    assert "Vorm: onzeker. Zelf getekend" in page
    assert "In deze vorm sinds 2013" in page
    assert "Anders (tot en met 2015)" in visit().get("/leiden/gebieden/x/").content.decode()


def queries_of(client, path):
    client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def fill(collective, area, count):
    """So many of everything that the page shows."""
    for _number in range(count):
        association = make_organisation(collective, kind="association")
        AreaAssociation.objects.create(collective=collective, area=area, organisation=association)
        make_role(make_person(collective), association, "park_manager")
        AreaAlias.objects.create(collective=collective, area=area, name=f"Naam {_number}")
        make_area(collective, parent=area)
        indicator = make_indicator(collective, theme="energy")
        make_measurement(indicator, area)
        make_target(indicator, area)
        make_ambition(area, indicator=indicator)
        make_organisation(collective, latitude=52.155, longitude=4.505)
    place_in_area(area)


@pytest.mark.parametrize("kind", ["", StandingKind.OFFICE])
def test_an_area_costs_the_same_with_one_and_with_three_of_everything(inside, visit, kind):
    client = visit(kind)
    one = make_area(inside, slug="een", geometry=make_square())
    three = make_area(inside, slug="drie", geometry=make_square())
    fill(inside, one, 1)
    Organisation.objects.filter(latitude__isnull=False).delete()
    fill(inside, three, 3)
    costs = [queries_of(client, f"/leiden/gebieden/{slug}/") for slug in ("een", "drie")]
    assert costs[0] == costs[1]


@pytest.mark.parametrize("path", ["gebieden/", "indicatoren/", "kaart/gebieden.json"])
def test_a_list_costs_the_same_with_one_and_with_three_rows(inside, visit, path):
    client, costs = visit(StandingKind.OFFICE), []
    for _times in range(3):
        area = make_area(inside, geometry=make_square(), parent=make_area(inside))
        AreaAlias.objects.create(collective=inside, area=area, name="Anders")
        make_measurement(make_indicator(inside), area)
        costs.append(queries_of(client, f"/leiden/{path}"))
    assert costs[0] == costs[1] == costs[2]


def test_an_indicator_costs_the_same_with_one_and_with_three_areas(inside, visit):
    client, indicator, costs = visit(StandingKind.OFFICE), make_indicator(inside, slug="leegstand"), []
    for _times in range(3):
        area = make_area(inside)
        make_measurement(indicator, area)
        make_target(indicator, area)
        costs.append(queries_of(client, "/leiden/indicatoren/leegstand/"))
    assert costs[0] == costs[1] == costs[2]
