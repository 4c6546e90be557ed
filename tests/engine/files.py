"""Small input files of our own, written for a test."""

import json
from pathlib import Path

NETWORK = """<NUMBER OF ZONES> 2
<NUMBER OF NODES> 4
<FIRST THRU NODE> 3
<NUMBER OF LINKS> 6
<END OF METADATA>
~ tail head capacity length free_flow alpha power speed toll type ;
1 3 9000 100 0 0 0 0 0 1 ;
4 2 9000 100 0 0 0 0 0 1 ;
3 4 100 1000 10 0.15 4 0 0 1 ;
3 4 400 1500 15 0.15 4 0 0 1 ;
2 4 9000 100 0 0 0 0 0 1 ;
3 1 9000 100 0 0 0 0 0 1 ;
"""
TRIPS = """<NUMBER OF ZONES> 2
<TOTAL OD FLOW> 300
<END OF METADATA>
Origin 1
 2 : 300.0;
"""


def two_roads(folder: Path) -> tuple[Path, Path]:
    """300 trips over two parallel roads: link 3, short and narrow, and link 4, long and wide."""
    net, trips = folder / "two_net.tntp", folder / "two_trips.tntp"
    net.write_text(NETWORK)
    trips.write_text(TRIPS)
    return net, trips


def problem(folder: Path, **changes: object) -> Path:
    """Two works on these roads, in four weeks."""
    two_roads(folder)
    content = {
        "weeks": 4,
        "works": [
            {"id": "short", "duration": 2, "closes": ["3"]},
            {"id": "wide", "duration": 1, "narrows": [{"link": "4", "share": 0.5}]},
        ],
        "max_concurrent": 2,
        "network": {"net": "two_net.tntp", "trips": "two_trips.tntp"},
    } | changes
    file = folder / "problem.json"
    file.write_text(json.dumps({key: value for key, value in content.items() if value is not None}))
    return file
