"""The map of flows in docs/engine/leiden.md: closed roads are dashed, and traffic is where it went."""

import re
from pathlib import Path

import pytest

from tools import flow_map

ROADS = Path(__file__).parents[2] / "examples" / "leiden" / "roads"
BRIDGES = ("zijlbrug", "spanjaardsbrug")


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    file = tmp_path_factory.mktemp("map") / "map.svg"
    closed = [link for bridge in BRIDGES for link in (bridge, f"{bridge}-back")]
    files = [str(ROADS / "link.csv"), str(ROADS / "trips.csv")]
    flow_map.main([*files, "--close", *closed, "--title", "Bruggen & wegen", "-o", str(file)])
    return file.read_text()


def test_closed_roads_are_dashed_and_named(drawn):
    assert drawn.count("stroke-dasharray") == 2 * len(BRIDGES)
    for bridge in BRIDGES:
        assert f">{bridge}</text>" in drawn


def test_some_roads_are_busier_and_some_quieter(drawn):
    colours = [
        tuple(int(colour[at : at + 2], 16) for at in (0, 2, 4))
        for colour in re.findall(r'fill="none" stroke="#([0-9a-f]{6})"', drawn)
    ]
    assert sum(red > blue + 50 for red, _, blue in colours) > 10
    assert sum(blue > red + 50 for red, _, blue in colours) > 10


def test_a_title_is_text_and_no_markup(drawn):
    assert "Bruggen &amp; wegen" in drawn
