"""Situation publications of DATEX II: read as a stream, odd ones told by name."""

import io
import tracemalloc
from datetime import date
from pathlib import Path

import pytest

from speerpunt.core.geometry import Bounds
from speerpunt.puzzle.importers.datex import NoDatex, read_datex
from speerpunt.puzzle.problems.readings import ReadPhase
from tests.puzzle.importers.gathering import gathered

TODAY = date(2026, 4, 1)
REAL = Path(__file__).resolve().parents[4] / "shared/data/roadworks"
HEAD = """<?xml version="1.0"?><mc:messageContainer xmlns:mc="http://datex2.eu/schema/3/messageContainer"
 xmlns:s="http://datex2.eu/schema/3/situation" xmlns:c="http://datex2.eu/schema/3/common"
 xmlns:l="http://datex2.eu/schema/3/locationReferencing" xmlns:n="http://datex2.eu/schema/3/nlExtensions"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><mc:payload xsi:type="s:SituationPublication">"""
TAIL = "</mc:payload></mc:messageContainer>"
POINT = (
    "<s:locationReference><l:pointByCoordinates><l:pointCoordinates><l:latitude>{}</l:latitude>"
    "<l:longitude>{}</l:longitude></l:pointCoordinates></l:pointByCoordinates></s:locationReference>"
)
HERE = POINT.format(52.158, 4.495)


def span(start, end):
    return (
        "<s:validity><c:validityTimeSpecification>"
        f"<c:overallStartTime>{start}</c:overallStartTime><c:overallEndTime>{end}</c:overallEndTime>"
        "</c:validityTimeSpecification></s:validity>"
    )


MAY = span("2026-05-04T05:00:00Z", "2026-05-15T14:00:00Z")


def line(numbers, srs=""):
    named = f' srsName="{srs}"' if srs else ""
    return (
        f"<s:locationReference><l:gmlLineString{named}><l:posList>{numbers}</l:posList>"
        "</l:gmlLineString></s:locationReference>"
    )


def record(inside, kind="MaintenanceWorks", number="r1"):
    return f'<s:situationRecord xsi:type="s:{kind}" id="{number}">{inside}</s:situationRecord>'


def situation(*records, number="NDW03_1", head=""):
    return f'<s:situation id="{number}">{head}{"".join(records)}</s:situation>'


def read(*situations, **options):
    file = io.BytesIO((HEAD + "".join(situations) + TAIL).encode())
    return gathered(read_datex(file, today=TODAY, **options))


def told(reading):
    return [str(odd.oddity) for odd in reading.odd]


def test_a_work_with_a_closure_a_speed_and_a_detour():
    words = '<s:comment><c:values><c:value lang="en">Cables</c:value><c:value lang="nl">Kabels</c:value></c:values></s:comment>'
    closed = "<s:roadOrCarriagewayOrLaneManagementType>roadClosed</s:roadOrCarriagewayOrLaneManagementType>"
    road = line("52.158 4.495 52.159 4.496")
    reading = read(
        situation(
            record(
                MAY + words + HERE + "<n:roadworkHindranceClass>hindranceClass3</n:roadworkHindranceClass>"
            ),
            record(closed + road, "RoadOrCarriagewayOrLaneManagement", "r2"),
            record(f"<s:temporarySpeedLimit>30</s:temporarySpeedLimit>{road}", "SpeedManagement", "r3"),
            record(road, "ReroutingManagement", "r4"),
            head="<s:overallSeverity>low</s:overallSeverity>",
        )
    )
    (work,) = reading.works
    assert (work.outside_id, work.name, work.kind, work.hindrance) == ("NDW03_1", "Kabels", "cables", "big")
    assert work.phases == (ReadPhase(date(2026, 5, 4), date(2026, 5, 15)),)
    assert work.geometry == {"type": "Point", "coordinates": [4.495, 52.158]}
    assert [(each.kind, each.is_detour, each.speed_kmh) for each in work.lines] == [
        ("closed", False, None),
        ("speed", False, 30),
        ("none", True, None),
    ]
    assert work.lines[0].geometry == {"type": "LineString", "coordinates": [[4.495, 52.158], [4.496, 52.159]]}
    assert told(reading) == []


@pytest.mark.parametrize(
    ("inside", "oddities"),
    [
        (MAY, ["no_geometry"]),
        (MAY + "<l:alertCLinear/>", ["location_by_code"]),
        (MAY + line("1 2 3 4", "EPSG:25833") + HERE, ["other_coordinates"]),
        (MAY + line("52.1 here", "") + HERE, ["other_coordinates"]),
        (HERE, ["no_period"]),
        (span("2020-01-01T00:00:00Z", "2099-12-31T00:00:00Z") + HERE, ["far_start", "far_end", "no_period"]),
        (span("2026-06-04T05:00:00Z", "2026-05-04T05:00:00Z") + HERE, ["ends_before_start"]),
        (span("soon", "later") + HERE, ["no_period"]),
        ("", ["nothing_in_it"]),
    ],
)
def test_what_is_odd_is_told_by_name(inside, oddities):
    assert told(read(situation(record(inside)))) == oddities


def test_coordinates_of_the_national_grid_are_read():
    reading = read(situation(record(MAY + line("93000.0 463500.0 93100.0 463500.0", "EPSG:28992"))))
    (longitude, latitude), _end = reading.works[0].geometry["coordinates"]
    # By PROJ.
    assert (longitude, latitude) == pytest.approx((4.4811865, 52.1561882), abs=3e-6)


def test_a_test_of_the_source_and_what_is_elsewhere():
    test = situation(record(MAY + HERE), head="<c:informationStatus>test</c:informationStatus>", number="T")
    far = situation(record(MAY + POINT.format(51.5, 5.4)), number="F")
    leiden = Bounds(4.4, 52.1, 4.6, 52.2)
    assert told(read(test, far, city=leiden)) == ["test", "elsewhere"]
    inside = read(test, far, situation(record(MAY + HERE)), within=leiden)
    assert [work.outside_id for work in inside.works] == ["NDW03_1"]


@pytest.mark.parametrize(
    "file",
    [
        b"",
        b"{}",
        b"<a/>",
        b"<a><b></a>",
        b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
    ],
)
def test_another_file_is_refused_in_words(file):
    with pytest.raises(NoDatex, match=r"."):
        list(read_datex(io.BytesIO(file), today=TODAY))


@pytest.mark.slow
def test_a_large_feed_is_read_without_holding_it():
    """Ten thousand situations, some 8 MB; the works that were read are let go of here too."""
    one = situation(record(MAY + HERE + "<s:comment>" + "lang " * 60 + "</s:comment>"))
    file = io.BytesIO((HEAD + one * 10_000 + TAIL).encode())
    tracemalloc.start()
    told = list(read_datex(file, today=TODAY, within=Bounds(0, 0, 1, 1)))
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert told == []
    assert most < 2_000_000


@pytest.mark.skipif(not REAL.exists(), reason="real feeds are not on this machine")
def test_real_feeds_are_read_without_a_fault():
    counts = {}
    for file in sorted(REAL.glob("*.xml")):
        with file.open("rb") as opened:
            reading = gathered(read_datex(opened, today=TODAY))
        counts[file.name] = len(reading.works)
    assert counts == {
        "belgium_datex2v3full.xml": 2,
        "ndw_datex_v3_nl_extensions_fixture.xml": 2,
        "ndw_streetworks_empty_placeholder_feed.xml": 1,
        "ndw_streetworks_mixed_crs_feed.xml": 0,
        "ndw_streetworks_tpeg_linear_feed.xml": 0,
        "ndw_streetworks_v2_feed.xml": 1,
        "ndw_streetworks_v3_feed.xml": 1,
    }
