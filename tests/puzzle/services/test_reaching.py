"""Who stays reachable on the roads of Leiden."""

from datetime import date, timedelta

import pytest

from speerpunt.puzzle.models import ReachRun, WorkLine
from speerpunt.puzzle.problems import PuzzleProblem, weekly_problem
from speerpunt.puzzle.queries.reach import reach_picture
from speerpunt.puzzle.services.reaching import compute_reach
from tests import factories as make

MONDAY = date(2026, 5, 4)


@pytest.fixture
def roads(leiden):
    for slug in ("de-waard", "merenwijk"):
        make.make_area(leiden, name=slug.title(), slug=slug)
    return make.make_road_network(
        leiden, zones_of_areas={"de-waard": ["de-waard"], "merenwijk": ["merenwijk"]}
    )


def closed(leiden, name, *links, weeks=(0, 0), **fields):
    """Closed both ways in these weeks from the first one on."""
    work = make.make_work(leiden, name=name, kind="bridge", status="fixed")
    make.make_phase(
        work,
        start=MONDAY + timedelta(weeks=weeks[0]),
        end=None if weeks[1] is None else MONDAY + timedelta(weeks=weeks[1], days=4),
    )
    WorkLine.objects.create(
        collective=leiden,
        work=work,
        links=[each for link in links for each in (link, f"{link}-back")],
        **{"kind": "closed", "snap_state": "sure", **fields},
    )
    return work


def test_two_bridges_that_are_each_others_detour(leiden, roads):
    """Each alone costs De Waard some time, both together more than the two."""
    closed(leiden, "Zijlbrug", "zijlbrug", weeks=(1, 2))
    closed(leiden, "Spanjaardsbrug", "spanjaardsbrug", weeks=(2, 3))
    run = compute_reach(leiden, on=MONDAY, weeks=5)
    assert [len(week) for week in run.weeks] == [0, 1, 2, 1, 0]
    waard = reach_picture(run, "car").rows[0]
    nothing, zijl, both, spanjaard, after = waard.minutes
    assert waard.area.slug == "de-waard"
    assert (nothing, after) == (0.0, 0.0)
    assert both > zijl + spanjaard > 0


def test_the_same_input_is_not_computed_twice_and_another_is(leiden, roads):
    closed(leiden, "Zijlbrug", "zijlbrug")
    first = compute_reach(leiden, on=MONDAY, weeks=2)
    assert compute_reach(leiden, on=MONDAY + timedelta(days=3), weeks=2) == first
    closed(leiden, "Spanjaardsbrug", "spanjaardsbrug")
    assert compute_reach(leiden, on=MONDAY, weeks=2) != first
    assert ReachRun.objects.count() == 2


@pytest.mark.parametrize(
    ("fields", "shut"),
    [
        ({}, {"car", "van", "lorry", "bus", "bicycle", "emergency"}),
        ({"modes": ["car", "van", "lorry"]}, {"car", "van", "lorry", "bus", "emergency"}),
        (
            {"modes": ["car"], "lets_emergency_pass": True, "lets_bus_pass": True},
            {"car"},
        ),
        ({"modes": ["bicycle"]}, {"bicycle"}),
    ],
)
def test_what_is_closed_for_cars_is_for_emergency_unless_the_source_says_otherwise(
    leiden, roads, fields, shut
):
    work = closed(leiden, "Zijlbrug", "zijlbrug", **fields)
    problem = weekly_problem(roads, MONDAY, 1)
    assert problem.measures[work.pk].closes["zijlbrug"] == shut


@pytest.mark.parametrize(
    "fields", [{"modes": ["foot"]}, {"kind": "none"}, {"snap_state": "nowhere"}, {"is_detour": True}]
)
def test_what_does_nothing_to_traffic_is_left_out(leiden, roads, fields):
    closed(leiden, "Zijlbrug", "zijlbrug", **fields)
    problem = weekly_problem(roads, MONDAY, 1)
    assert (problem.measures, problem.states) == ({}, (frozenset(),))


def test_beyond_what_sources_know_nothing_is_said(leiden, roads):
    source = make.make_work_source(leiden, horizon=MONDAY + timedelta(days=10))
    work = closed(leiden, "Zijlbrug", "zijlbrug")
    work.source = source
    work.save()
    run = compute_reach(leiden, on=MONDAY, weeks=4)
    assert run.weeks == [[work.pk], [], None, None]
    (row, _other) = reach_picture(run, "car").rows
    assert row.minutes[2:] == [None, None]


def test_an_end_that_nobody_knows_goes_on(leiden, roads):
    work = closed(leiden, "Zijlbrug", "zijlbrug", weeks=(1, None))
    problem = weekly_problem(roads, MONDAY, 4)
    assert problem.states == (frozenset(), *[frozenset({work.pk})] * 3)


def test_emergency_vehicles_pass_where_cars_do_not(leiden, roads):
    closed(leiden, "Zijlbrug", "zijlbrug", modes=["car", "van", "lorry"], lets_emergency_pass=True)
    run = compute_reach(leiden, on=MONDAY, weeks=1)
    by_mode = {mode: reach_picture(run, mode).rows[0].most for mode in ("car", "emergency")}
    # They only meet the traffic that has to go round.
    assert by_mode["car"] > 2 * by_mode["emergency"]


def test_without_roads_it_is_said(leiden):
    with pytest.raises(PuzzleProblem):
        compute_reach(leiden)


def test_roads_that_make_no_network_are_told(leiden):
    make.make_road_network(leiden, link_table="link_id\n")
    with pytest.raises(PuzzleProblem, match="from_node_id"):
        compute_reach(leiden)
