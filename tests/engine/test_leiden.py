"""Leiden in examples/leiden/roads: a whole and plausible network, bridges that matter, trips, and the puzzle."""

import csv
import json
import tomllib
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
import shapely
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components, dijkstra

from speerpunt.engine.reachability import Area, Reachability
from speerpunt.engine.roads import Measures, gmns, matrices
from speerpunt.engine.roads.coordinates import length_m
from speerpunt.engine.sequence.reading import read_problem
from speerpunt.engine.traffic import Assignment
from tools import leiden_trips

LEIDEN = Path(__file__).parents[2] / "examples" / "leiden"
ROADS = LEIDEN / "roads"
BEND = 1.05
CAPACITY_PER_LANE = {
    "motorway": 2000, "expressway": 1800, "ramp": 1400, "rural": 1200, "arterial": 950, "distributor": 800,
    "street": 600, "access": 300, "bus": 300, "connector": 5000,
}  # fmt: skip
NAMED_BRIDGES = {
    "Zijlbrug", "Spanjaardsbrug", "Leiderdorpsebrug", "Lammebrug", "Trekvlietbrug", "Koornbrug", "Waddingerbrug",
    "Churchillbrug", "Sumatrabrug", "Rijnzichtbrug", "Wilhelminabrug", "Schrijversbrug", "Torenvlietbrug",
}  # fmt: skip
CENTRE = {"binnenstad", "havenwijk", "academiewijk"}
"""Zones that lie on both sides of water, so that their connectors cross it."""


def rows(name):
    with (ROADS / name).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def network():
    return gmns.read_network(ROADS)


@pytest.fixture(scope="module")
def lines():
    """Per link id: the row, and its line."""
    place = {row["node_id"]: (float(row["x_coord"]), float(row["y_coord"])) for row in rows("node.csv")}
    return {row["link_id"]: (row, _line(row, place)) for row in rows("link.csv")}


def _line(row, place):
    if row["geometry"]:
        return shapely.from_wkt(row["geometry"])
    return shapely.LineString([place[row["from_node_id"]], place[row["to_node_id"]]])


@pytest.fixture(scope="module")
def waters():
    """Rivers and canals of the base map; the small canals within the centre aside."""
    features = json.loads((LEIDEN / "basemap.geojson").read_text())["features"]
    return [
        shapely.geometry.shape(feature["geometry"])
        for feature in features
        if feature["properties"]["kind"] == "water_line" and feature["properties"]["rank"] <= 2
    ]


@pytest.fixture(scope="module")
def demand(network):
    return matrices.read_csv(ROADS / "trips.csv", network)


@pytest.fixture(scope="module")
def lost(network, demand):
    """Vehicle minutes per hour that all lose while bridges are closed."""
    assignment = Assignment(network, demand)
    base = assignment.solve(gap=1e-8)

    def minutes_lost(*bridges):
        closed = assignment.solve(both_ways(*bridges), gap=1e-8, start=base.restart)
        assert closed.unserved.sum() == 0
        return closed.total_minutes - base.total_minutes

    return minutes_lost


@pytest.fixture(scope="module")
def puzzle():
    return read_problem(ROADS / "puzzle.json")


def both_ways(*names):
    return Measures.closing([link for name in names for link in (name, f"{name}-back")])


def free_minutes(network, *closed, mode="car"):
    """Minutes from each zone to each zone on the empty road."""
    is_open = network.allows(mode)
    is_open[network.links(both_ways(*closed).closes)] = False
    graph = coo_matrix(
        (network.free_flow_minutes[is_open], (network.tail[is_open], network.head[is_open])),
        shape=(network.node_count, network.node_count),
    ).tocsr()
    return dijkstra(graph, indices=network.zones)[:, network.zones]


def minutes(network, origin, destination, *closed):
    numbers = network.zone_number
    return free_minutes(network, *closed)[numbers[origin], numbers[destination]]


def test_the_size_is_that_of_a_network_for_planning(network):
    assert 120 <= network.node_count <= 250
    assert len(network.gateways) >= 10


def test_every_vehicle_gets_from_everywhere_to_everywhere(network):
    for mode in ("car", "van", "lorry", "bus", "emergency"):
        used = network.allows(mode)
        graph = coo_matrix(
            (np.ones(used.sum()), (network.tail[used], network.head[used])),
            shape=(network.node_count, network.node_count),
        )
        assert connected_components(graph, connection="strong")[0] == 1, mode


def test_no_zone_is_a_way_through(network):
    inner = set(network.zones) - set(network.gateways)
    assert not network.is_through[list(inner)].any()
    ends = np.bincount(network.tail, minlength=network.node_count)
    assert (ends[network.gateways] == 1).all()


def test_the_areas_of_the_collective_are_zones(network):
    areas = tomllib.loads((LEIDEN / "areas.toml").read_text())["areas"]
    names = {row["zone_id"]: row["name"] for row in rows("node.csv")}
    for area in areas:
        if area["kind"] != "city":
            assert names[area["id"]] == area["name"]


def test_a_bridge_is_the_only_way_over_water(lines, waters):
    dry, wet = [], []
    for name, (row, line) in lines.items():
        crosses = any(water.crosses(line) for water in waters)
        if row["bridge"] and not crosses:
            dry.append(name)
        if crosses and not row["bridge"] and row["from_node_id"] not in CENTRE:
            wet.append(name)
    assert (dry, wet) == ([], [])


def test_the_bridges_that_matter_have_their_name(lines):
    assert {row["bridge"] for row, _ in lines.values()} >= NAMED_BRIDGES


def test_every_link_says_how_certain_it_is_and_has_what_its_kind_has(lines):
    for name, (row, line) in lines.items():
        assert row["certainty"] in {"high", "medium", "low"}, name
        assert float(row["capacity"]) == CAPACITY_PER_LANE[row["facility_type"]], name
        assert bool(row["name"]) == (row["facility_type"] != "connector"), name
        length = max(length_m(np.array(line.coords)) * BEND, 50 if row["facility_type"] == "connector" else 0)
        assert float(row["length"]) == pytest.approx(length, rel=0.01, abs=1), name


def test_quiet_roads_take_a_common_time(network):
    """Bounds wide enough for anybody who knows the city."""
    times = {
        ("stationsgebied", "de-waard"): (4, 9),
        ("a44-noord", "a4-zuid"): (6, 11),
        ("stationsgebied", "roosevelt"): (6, 12),
        ("leiderdorp-west", "bio-science-park"): (8, 15),
        ("zijlwijk", "lumc"): (6, 12),
        ("n206-katwijk", "n206-zoetermeer"): (8, 16),
        ("stevenshof", "merenwijk"): (7, 15),
    }
    for (origin, destination), (least, most) in times.items():
        assert least < minutes(network, origin, destination) < most, (origin, destination)


def test_one_bridge_over_the_zijl_is_the_detour_of_the_other(network):
    """Without traffic in the way: each closed alone costs a little, both together much more than their sum."""
    between = ("de-kooi", "leiderdorp-west")
    base = minutes(network, *between)
    zijlbrug = minutes(network, *between, "zijlbrug") - base
    spanjaardsbrug = minutes(network, *between, "spanjaardsbrug") - base
    both = minutes(network, *between, "zijlbrug", "spanjaardsbrug") - base
    assert max(zijlbrug, spanjaardsbrug) < 5
    assert both > 2 * (zijlbrug + spanjaardsbrug)


def test_a_street_with_a_parallel_street_is_missed_little(network):
    base = free_minutes(network)
    langegracht = free_minutes(network, "langegracht-1")
    assert 0 < (langegracht - base).max() < 4


def test_no_bridge_alone_cuts_anybody_off(network, lines):
    for name, (row, _) in lines.items():
        if row["bridge"]:
            assert np.isfinite(free_minutes(network, name)).all(), name


def test_stevenshof_has_two_ways_out_and_is_cut_off_without_both(network):
    numbers = network.zone_number
    one = free_minutes(network, "brug-stevenshofdreef")
    none = free_minutes(network, "brug-stevenshofdreef", "rhijnhofweg-1")
    assert np.isfinite(one[numbers["stevenshof"], numbers["binnenstad"]])
    assert np.isinf(none[numbers["stevenshof"], numbers["binnenstad"]])


def test_the_breestraat_is_for_buses_and_bicycles(network):
    breestraat = network.links(["breestraat-1"])
    assert not network.allows("car")[breestraat].any()
    assert network.allows("bus")[breestraat].all()
    assert network.allows("bicycle")[breestraat].all()


def test_the_trips_are_those_that_the_model_makes(network, demand):
    """`python -m tools.leiden_trips` writes them again."""
    estimated = leiden_trips.estimate(network)
    assert estimated.is_estimate
    assert np.abs(estimated.trips - demand.trips).max() < 0.02


def test_vehicles_at_gateways_are_as_the_table_says(network, demand):
    for row in rows("zones.csv"):
        if row["vehicles_out"]:
            gateway = network.zone_number[row["zone_id"]]
            assert demand.trips[0, gateway].sum() == pytest.approx(float(row["vehicles_out"]), rel=0.001)
            assert demand.trips[0, :, gateway].sum() == pytest.approx(float(row["vehicles_in"]), rel=0.001)


def test_every_zone_is_in_the_table_and_says_how_certain_it_is(network):
    table = rows("zones.csv")
    assert [row["zone_id"] for row in table] == list(network.zone_ids)
    assert {row["certainty"] for row in table} <= {"high", "medium", "low"}
    assert all(row["source"] for row in table)


def test_a_busy_hour_is_slower_than_a_quiet_one_and_still_moves(network, demand):
    busy = Assignment(network, demand).solve(gap=1e-6)
    quiet = (demand.trips[0] * free_minutes(network)).sum()
    assert 1.05 < busy.tstt / quiet < 1.5
    assert (busy.link_volume / network.capacity).max() < 1.5


@pytest.mark.parametrize(
    ("one", "other"), [("zijlbrug", "spanjaardsbrug"), ("waddingerbrug", "brug-stevenshofdreef")]
)
def test_two_bridges_that_are_each_others_detour_cost_more_together(lost, one, other):
    assert lost(one, other) > 2 * (lost(one) + lost(other)) > 0


def test_two_bridges_behind_one_another_cost_less_together(lost):
    alone = lost("lammebrug"), lost("trekvlietbrug")
    assert max(alone) < lost("lammebrug", "trekvlietbrug") < sum(alone)


def test_a_bridge_that_few_use_costs_little(lost):
    assert lost("brug-zijlsingel") < 0.05 * lost("zijlbrug")


def test_de_waard_feels_both_bridges_over_the_zijl_and_is_not_cut_off(network, demand):
    reach = Reachability(network, demand, [Area("de-waard", ("de-waard",)), Area("roomburg", ("roomburg",))])
    found = reach.under(both_ways("zijlbrug", "spanjaardsbrug"))
    assert not found.is_cut_off.any()
    assert (found.gateways == 1).all()
    assert found.extra_minutes_in[0, 0] > 0.5
    assert reach.under(both_ways("sumatrabrug", "brug-zijlsingel")).is_cut_off.tolist() == [[True, False]]


def test_the_puzzle_is_one_that_the_engine_reads_and_that_fits_the_network(network, puzzle):
    problem = puzzle.problem
    assert 20 <= len(problem.works) <= 30
    for work in problem.works:
        assert problem.allowed_starts[work.id], work.id
        network.links([*work.closes, *work.narrows])
        assert work.closes or work.narrows, work.id
    assert set(puzzle.network.areas) <= set(network.zone_ids)


def test_a_real_work_is_done_within_its_real_period(puzzle):
    content = json.loads((ROADS / "puzzle.json").read_text())
    monday = date.fromisoformat(content["first_monday"])
    assert monday.weekday() == 0
    for row in content["works"]:
        assert (row["origin"] == "public export") == ("period_known" in row), row["id"]
        if "period_known" in row:
            first, last = map(date.fromisoformat, row["period_known"])
            starts = puzzle.problem.allowed_starts[row["id"]]
            assert monday + timedelta(weeks=starts[0]) >= first, row["id"]
            end_of_last_week = timedelta(weeks=starts[-1] + row["duration"], days=-1)
            # A period that ends in the course of a week holds for that week.
            assert monday + end_of_last_week <= last + timedelta(days=6), row["id"]


def test_nobody_works_during_leidens_ontzet(puzzle):
    """In 2027 the third of October is a Sunday, so the feast is on Saturday 2 and Monday 4 October."""
    problem = puzzle.problem
    for day in (date(2027, 10, 2), date(2027, 10, 4)):
        week = (day - date(2026, 11, 30)).days // 7
        for work in problem.works:
            assert all(not start <= week < start + work.duration for start in problem.allowed_starts[work.id])


def test_the_puzzle_keeps_detours_open(puzzle):
    assert {
        ("zijlbrug", "spanjaardsbrug"),
        ("waddingerbrug", "brug-stevenshofdreef"),
    } <= puzzle.problem.conflicts
