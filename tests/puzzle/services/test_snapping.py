"""Lines of works on the network of Leiden."""

import pytest

from speerpunt.puzzle.enums import SnapState
from speerpunt.puzzle.models import WorkLine
from speerpunt.puzzle.queries.roads import roads_of
from speerpunt.puzzle.services.snapping import confirm_links, snap_lines
from tests import factories as make


@pytest.fixture
def network(leiden):
    return make.make_road_network(leiden)


def drawn(network, link):
    """The course of a link, as a source would draw it: some metres off."""
    roads, _demand = roads_of(network)
    number = roads.link_ids.index(link)
    line = roads.geometry[number] if roads.geometry is not None else None
    if line is None:
        ends = [roads.tail[number], roads.head[number]]
        line = [[roads.x[end], roads.y[end]] for end in ends]
    return {"type": "LineString", "coordinates": [[x + 3e-5, y + 3e-5] for x, y in line]}


def line_of(work, geometry, **fields):
    return WorkLine.objects.create(collective_id=work.collective_id, work=work, geometry=geometry, **fields)


def test_a_line_along_a_bridge_means_that_bridge(leiden, network):
    work = make.make_work(leiden)
    both = line_of(work, drawn(network, "zijlbrug"))
    along = line_of(work, drawn(network, "zijlbrug"), direction="along")
    assert snap_lines(network, WorkLine.objects.order_by("pk")) == {"sure": 2, "doubtful": 0, "nowhere": 0}
    both.refresh_from_db()
    along.refresh_from_db()
    assert {"zijlbrug", "zijlbrug-back"} <= set(both.links)
    assert "zijlbrug" in along.links
    assert "zijlbrug-back" not in along.links
    assert both.snap_metres < 10


@pytest.mark.parametrize(
    "fields",
    [
        {"modes": ["foot"]},
        {"modes": ["boat"]},
        {"kind": "none"},
    ],
)
def test_a_line_that_is_not_for_traffic_lies_on_no_road(leiden, network, fields):
    line_of(make.make_work(leiden), drawn(network, "zijlbrug"), **fields)
    assert snap_lines(network, WorkLine.objects.all())["nowhere"] == 1


@pytest.mark.parametrize("geometry", [None, {"type": "Point", "coordinates": [4.5, 52.16]}])
def test_without_a_line_there_is_nothing_to_lay(leiden, network, geometry):
    line_of(make.make_work(leiden), geometry)
    assert snap_lines(network, WorkLine.objects.all())["nowhere"] == 1


def test_what_somebody_confirmed_stays(leiden, network):
    office = make.make_visitor(leiden, "office")
    line = line_of(make.make_work(leiden), drawn(network, "zijlbrug"))
    confirm_links(line, ["spanjaardsbrug"], by=office)
    snap_lines(network, WorkLine.objects.all())
    line.refresh_from_db()
    assert (line.links, line.snap_state) == (["spanjaardsbrug"], SnapState.CONFIRMED)
