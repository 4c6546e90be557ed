"""Where works meet each other and projects."""

import json
import random
from datetime import date, datetime, time, timedelta
from itertools import combinations
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import shapely

from speerpunt.puzzle.enums import ClashState
from speerpunt.puzzle.importers.melvin import read_melvin
from speerpunt.puzzle.models import Clash, WorkPhase
from speerpunt.puzzle.queries.subjects import subject_of_clash
from speerpunt.puzzle.services.clashes import change_clash, find_clashes
from speerpunt.puzzle.services.readings import keep_works
from speerpunt.puzzle.services.taking_over import take_over
from tests import factories as make

TODAY = date(2026, 4, 1)
REAL = Path(__file__).resolve().parents[4] / "shared/data/roadworks/melvin_leiden_export_2025-10_anon.json"


def work(leiden, name, *periods, at=(4.495, 52.158), **fields):
    geometry = {"type": "Point", "coordinates": list(at)} if at else None
    made = make.make_work(leiden, name=name, geometry=geometry, **fields)
    for start, end in periods:
        make.make_phase(made, start=start and date(2026, *start), end=end and date(2026, *end))
    return made


def found(leiden, on=TODAY):
    find_clashes(leiden, on=on)
    return [
        (clash.work.name, str(clash.other_work or clash.project), clash.first_day, clash.last_day)
        for clash in Clash.objects.exclude(state=ClashState.GONE).select_related("work")
    ]


def test_two_works_that_meet_in_place_and_time(leiden):
    work(leiden, "Riool", ((5, 4), (5, 15)))
    work(leiden, "Kabels", ((5, 11), (5, 29)), at=(4.4955, 52.158))
    assert found(leiden) == [("Riool", "Kabels", date(2026, 5, 11), date(2026, 5, 15))]
    clash = Clash.objects.get()
    # 0.0005 degrees east at 52 degrees north.
    assert clash.metres == pytest.approx(34.2, abs=0.2)


@pytest.mark.parametrize(
    ("periods", "fields"),
    [
        # Two phases around the other one: the span over them meets it, they do not.
        ([((4, 1), (5, 3)), ((5, 16), (6, 1))], {}),
        ([((5, 4), (5, 15))], {"at": (4.4960, 52.158)}),
        ([((5, 4), (5, 15))], {"at": None}),
        ([((5, 4), (5, 15))], {"status": "done"}),
        ([((5, 4), (5, 15))], {"status": "cancelled"}),
        ([], {}),
        # When it begins is not known.
        ([(None, (5, 15))], {}),
    ],
)
def test_works_that_do_not_meet(leiden, periods, fields):
    work(leiden, "Riool", ((5, 4), (5, 15)))
    work(leiden, "Kabels", *periods, **fields)
    assert found(leiden) == []


def test_days_between_two_periods_do_not_count(leiden):
    work(leiden, "Riool", ((5, 4), (5, 15)), ((6, 1), (6, 5)))
    work(leiden, "Kabels", ((5, 11), (6, 3)))
    assert found(leiden) == [("Riool", "Kabels", date(2026, 5, 11), date(2026, 6, 3))]
    clash = Clash.objects.get()
    assert clash.together == [
        (date(2026, 5, 11), date(2026, 5, 15)),
        (date(2026, 6, 1), date(2026, 6, 3)),
    ]
    assert clash.days == 5 + 3
    subject = subject_of_clash(clash, make.make_visitor(leiden, "office"))
    both = {each.pk for each in subject.works}
    weeks = {
        monday: subject.goes_on(both, monday, monday + timedelta(days=6))
        for monday in (date(2026, 5, 11), date(2026, 5, 18), date(2026, 5, 25), date(2026, 6, 1))
    }
    assert list(weeks.values()) == [True, False, False, True]


def test_days_of_a_clash_are_those_that_one_counts_by_hand(leiden):
    """Periods at random, and beside them every day of both written out."""
    chance = random.Random(11)

    def periods():
        for _each in range(chance.randrange(1, 4)):
            start = date(2026, 5, 1) + timedelta(days=chance.randrange(60))
            yield start, start + timedelta(days=chance.randrange(12))

    def days(of):
        return {start + timedelta(days=day) for start, end in of for day in range((end - start).days + 1)}

    expected = {}
    for number in range(40):
        pair = [list(periods()), list(periods())]
        for phases in pair:
            work(
                leiden,
                f"Werk {number}",
                *(((start.month, start.day), (end.month, end.day)) for start, end in phases),
                at=(4.4 + number / 100, 52.158),
            )
        expected[f"Werk {number}"] = days(pair[0]) & days(pair[1])
    find_clashes(leiden, on=TODAY)
    counted = {clash.work.name: days(clash.together) for clash in Clash.objects.select_related("work")}
    assert counted == {name: both for name, both in expected.items() if both}
    assert all(clash.days == len(counted[clash.work.name]) for clash in Clash.objects.all())


def test_an_end_that_nobody_knows_is_not_a_day(leiden):
    work(leiden, "Riool", ((5, 4), None))
    work(leiden, "Kabels", ((5, 11), None))
    assert found(leiden) == [("Riool", "Kabels", date(2026, 5, 11), None)]


def test_what_is_over_is_no_clash_any_more(leiden):
    work(leiden, "Riool", ((5, 4), (5, 15)))
    work(leiden, "Kabels", ((5, 4), (5, 15)))
    assert len(found(leiden, on=date(2026, 5, 15))) == 1
    assert found(leiden, on=date(2026, 5, 16)) == []


def test_what_was_written_about_it_stays_and_it_comes_back(leiden):
    first = work(leiden, "Riool", ((5, 4), (5, 15)))
    work(leiden, "Kabels", ((5, 4), (5, 15)))
    find_clashes(leiden, on=TODAY)
    change_clash(
        Clash.objects.get(), by=make.make_visitor(leiden, "office"), outcome="Bel elkaar", state="talked"
    )
    WorkPhase.objects.filter(work=first).update(start=date(2026, 7, 1), end=date(2026, 7, 9))
    assert find_clashes(leiden, on=TODAY) == {"new": 0, "gone": 1, "now": 0}
    assert find_clashes(leiden, on=TODAY) == {"new": 0, "gone": 0, "now": 0}
    WorkPhase.objects.filter(work=first).update(start=date(2026, 5, 10), end=date(2026, 5, 12))
    assert find_clashes(leiden, on=TODAY) == {"new": 0, "gone": 0, "now": 1}
    clash = Clash.objects.get()
    assert (clash.state, clash.outcome, clash.first_day) == ("open", "Bel elkaar", date(2026, 5, 10))


def test_a_work_meets_a_project_of_any_theme_in_an_area_of_both(leiden):
    area = make.make_area(leiden, name="De Waard", slug="de-waard", kind="business_park")
    city = make.make_area(leiden, name="Leiden", slug="stad", kind="city")
    priority = make.make_priority(make.make_edition(leiden))
    riool = work(leiden, "Riool", ((5, 4), (5, 15)))
    riool.areas.add(area, city)
    for title, theme, where in (
        ("Fietsroute", "mobility", area),
        ("Hub", "energy", area),
        ("Ring", "mobility", city),
    ):
        project = make.make_project(priority, title=title, start=date(2026, 1, 1), end=date(2026, 5, 10))
        project.areas.add(where)
        make.make_theme(project, theme)
    days = (date(2026, 5, 4), date(2026, 5, 10))
    assert found(leiden) == [("Riool", "Fietsroute", *days), ("Riool", "Hub", *days)]
    ways = dict(Clash.objects.values_list("project__title", "ways"))
    assert ways == {"Fietsroute": ["area", "theme"], "Hub": ["area"]}


def test_many_works_take_as_many_queries_as_few(leiden, django_assert_num_queries):
    for number in range(3):
        work(leiden, f"Werk {number}", ((5, 4), (5, 15)))
    with django_assert_num_queries(12):
        find_clashes(leiden, on=TODAY)
    for number in range(30):
        work(leiden, f"Meer {number}", ((5, 4), (5, 15)), at=(4.4 + number / 100, 52.158))
    Clash.objects.all().delete()
    with django_assert_num_queries(12):
        find_clashes(leiden, on=TODAY)


@pytest.mark.skipif(not REAL.exists(), reason="the real export is not on this machine")
def test_clashes_of_the_real_export_are_those_of_its_numbers(leiden):
    """Beside it a count straight from the file: every pair of situations, degrees as metres on a plane, periods day by day."""
    source = make.make_work_source(leiden)
    reading = make.make_works_reading(source)
    with REAL.open("rb") as file:
        keep_works(reading, read_melvin(file, today=date(2025, 10, 1)))
    take_over(reading, by=make.make_visitor(leiden, "office"))
    find_clashes(leiden, on=date(2025, 10, 1))
    rows = Clash.objects.exclude(state=ClashState.GONE)
    kept = {frozenset(pair) for pair in rows.values_list("work__outside_id", "other_work__outside_id")}
    sure, doubtful = pairs_by_hand(json.loads(REAL.read_text())["features"], date(2025, 10, 1))
    assert sure <= kept
    assert kept <= sure | doubtful
    assert len(kept) > 300
    # The replacement of a bridge, and the road that it lies in.
    assert frozenset({"442457", "132000"}) in kept


def pairs_by_hand(features, today):
    """Pairs within 49 m, and those within 51 m of which the plane is not exact enough to say."""
    shapes, days = {}, {}
    for feature in features:
        facts, geometry = feature["properties"], feature["geometry"]
        if geometry and not facts["type"].endswith("DETOUR"):
            drawn = shapely.transform(
                shapely.from_geojson(json.dumps(geometry)), lambda at: at * [111_320 * 0.6135, 111_273]
            )
            shapes.setdefault(feature["id"], []).append(drawn)
        if facts["type"].endswith("SITUATION"):
            apart = [each for each in facts["periods"] if each["name"] != "Overall date"] or facts["periods"]
            days[feature["id"]] = [period_by_hand(each) for each in apart]
    sure, doubtful = set(), set()
    for one, other in combinations(sorted(days), 2):
        spans = [(max(a, c), min(b, d)) for a, b in days[one] for c, d in days[other]]
        if not any(first <= last and last >= today for first, last in spans) or not {one, other} <= set(
            shapes
        ):
            continue
        metres = shapely.union_all(shapes[one]).distance(shapely.union_all(shapes[other]))
        if metres < 51:
            (sure if metres < 49 else doubtful).add(frozenset({one, other}))
    return sure, doubtful


def period_by_hand(period):
    """As days in Leiden; 2020, 2030 and 2099 at the turn of the year stand for not known."""
    start, end = (
        datetime.fromisoformat(period[side]).astimezone(ZoneInfo("Europe/Amsterdam"))
        for side in ("startDate", "endDate")
    )
    last = (end - timedelta(seconds=1)).date() if end.time() == time(0) else end.date()
    begins = date.max if start.date() == date(2020, 1, 1) else start.date()
    return begins, date.max if last in {date(2099, 12, 30), date(2030, 1, 1)} else last
