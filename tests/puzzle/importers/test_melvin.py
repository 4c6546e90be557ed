"""Files of the platform for road works: everything in them comes in, and everything odd is told by name."""

import io
import json
import tracemalloc
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from speerpunt.core.geometry import Bounds
from speerpunt.puzzle.importers import features
from speerpunt.puzzle.importers.melvin import NoMelvin, read_melvin
from speerpunt.puzzle.problems.readings import ReadPhase, ReadWork
from tests.factories.many_works import write_melvin_file
from tests.factories.melvin import melvin_file, odd_melvin_file, period, restriction, situation
from tests.puzzle.importers.gathering import gathered

TODAY = date(2026, 4, 1)
CITY = Bounds(4.43887, 52.11895, 4.52404, 52.18463)
REAL = Path(__file__).resolve().parents[4] / "shared/data/roadworks/melvin_leiden_export_2025-10_anon.json"


def read(*features, today=TODAY):
    return gathered(read_melvin(io.BytesIO(melvin_file(*features)), today=today, city=CITY))


def only_work(*features):
    (work,) = read(*features).works
    return work


def told(reading):
    return {(str(odd.oddity), odd.outside_id) for odd in reading.odd}


def test_a_plain_work_with_its_lines():
    work = only_work(
        situation("1"), restriction("1", direction="A_B", maximumSpeed=30, restrictionType="SPEED")
    )
    assert (work.name, work.kind, work.status) == ("Zonnestraat: Nieuwe kabels", "cables", "fixed")
    assert (work.hindrance, work.authority) == ("average", "Leiden")
    assert work.phases == (ReadPhase(date(2026, 5, 4), date(2026, 5, 15)),)
    (line,) = work.lines
    assert (line.kind, line.speed_kmh, line.direction, line.is_detour) == ("speed", 30, "along", False)
    assert line.modes == ("car", "van", "lorry")
    assert line.lets_emergency_pass is True
    assert line.lets_bus_pass is None


def test_every_oddity_is_told_by_name_and_nothing_else_is():
    reading = gathered(read_melvin(io.BytesIO(odd_melvin_file()), today=TODAY, city=CITY))
    assert told(reading) == {
        ("no_record_id", "2"),
        ("elsewhere", "4"),
        ("far_start", "5"),
        ("far_end", "5"),
        ("no_period", "5"),
        ("several_periods", "6"),
        ("unconfirmed", "6"),
        ("ends_before_start", "7"),
        ("unknown_word", "9"),
        ("withdrawn", "10"),
        ("orphan", "11"),
        ("other_coordinates", "12"),
        ("no_period", "13"),
        ("nothing_in_it", "#17"),
    }
    assert [work.outside_id for work in reading.works] == [*"123456789", "12", "13"]


def test_a_work_is_its_separate_periods_and_not_the_span_over_them():
    reading = gathered(read_melvin(io.BytesIO(odd_melvin_file()), today=TODAY, city=CITY))
    feast = next(work for work in reading.works if work.outside_id == "6")
    assert [(phase.name, phase.start, phase.end) for phase in feast.phases] == [
        ("Vooravond", date(2026, 10, 2), date(2026, 10, 2)),
        ("Feestdag", date(2026, 10, 3), date(2026, 10, 4)),
    ]
    assert (feast.kind, feast.status, feast.name) == ("event", "running", "Zonnestraat: Feest op de gracht")


@pytest.mark.parametrize(
    ("start", "end", "phase"),
    [
        # Midnight in Leiden is the day before for who goes by the clock of Greenwich.
        ("2026-05-03T22:00:00Z", "2026-05-10T22:00:00Z", (date(2026, 5, 4), date(2026, 5, 10))),
        ("2026-05-04T05:00:00Z", "2099-12-30T23:00:00Z", (date(2026, 5, 4), None)),
        ("1970-01-01T00:00:00Z", "2026-05-04T05:00:00Z", (None, date(2026, 5, 4))),
        ("2026-05-04T05:00:00Z", "2030-08-17T14:00:00Z", (date(2026, 5, 4), date(2030, 8, 17))),
        ("2026-05-04T05:00:00Z", None, (date(2026, 5, 4), None)),
    ],
)
def test_days_are_those_of_the_city_and_placeholders_are_not_days(start, end, phase):
    work = only_work(situation("1", periods=[period(start, end)]))
    assert [(each.start, each.end) for each in work.phases] == [phase]


@pytest.mark.parametrize(
    "file",
    [b"", b"{", b"[]", b'{"features": 3}', b"\xff\xfe", b"[" * 100_000, b'{"type": "FeatureCollection"}'],
)
def test_another_file_is_refused_in_words(file):
    with pytest.raises(NoMelvin, match=r"this is no JSON|there are no features in it"):
        list(read_melvin(io.BytesIO(file), today=TODAY))


@pytest.mark.parametrize("value", [None, 7, "x", [], {}, [None], {"a": 1}, True])
@pytest.mark.parametrize(
    "field",
    [
        "periods",
        "location",
        "roadAuthority",
        "workType",
        "activityType",
        "impact",
        "status",
        "addition",
        "url",
    ],
)
def test_nonsense_in_a_field_does_no_harm(field, value):
    reading = read(situation("1", **{field: value}))
    json.dumps([work.name for work in reading.works])
    assert len(reading.works) == 1


@pytest.mark.parametrize(
    "value", [None, 7, "x", [], {}, [[]], [["a", "b"]], [[4.49]], [[4.49, float("nan")]]]
)
def test_nonsense_in_a_line_is_told(value):
    feature = restriction("1")
    feature["geometry"] = {"type": "LineString", "coordinates": value}
    reading = read(situation("1"), feature)
    assert told(reading) == {("other_coordinates", "1")}
    assert reading.works[0].lines[0].geometry is None


def test_a_large_file_is_read_without_holding_it(tmp_path):
    """Read as a whole it takes some ten times its size."""
    file = tmp_path / "werk.json"
    count = write_melvin_file(file, 1, works=2500)
    with file.open("rb") as opened:
        tracemalloc.start()
        read = sum(isinstance(each, ReadWork) for each in read_melvin(opened, today=TODAY))
        _now, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert read == count
    assert most < file.stat().st_size


def test_what_belongs_together_may_stand_apart():
    works = read(restriction("2"), situation("1"), situation("2"), restriction("1"), restriction("2")).works
    assert [(work.outside_id, len(work.lines)) for work in works] == [("2", 2), ("1", 1)]


def test_texts_may_hold_any_sign_wherever_the_window_ends(monkeypatch):
    monkeypatch.setattr(features, "PIECE_BYTES", 7)
    said = [situation("é1", addition="Café „Zon” 🚲"), restriction("é1"), situation("2")]
    plain = melvin_file(*said)
    unescaped = json.dumps({"features": said}, ensure_ascii=False).encode()
    for file in (plain, unescaped, b"\xef\xbb\xbf" + unescaped):
        works = gathered(read_melvin(io.BytesIO(file), today=TODAY)).works
        assert [(work.outside_id, len(work.lines)) for work in works] == [("é1", 1), ("2", 0)]
        assert works[0].description == "Café „Zon” 🚲"


@pytest.mark.skipif(not REAL.exists(), reason="the real export is not on this machine")
def test_all_of_the_real_export_comes_in():
    with REAL.open("rb") as file:
        reading = gathered(read_melvin(file, today=date(2025, 10, 1), city=CITY))
    assert len(reading.works) == 325
    assert sum(len(work.lines) for work in reading.works) == 841
    assert Counter(str(odd.oddity) for odd in reading.odd) == {
        "unconfirmed": 114,
        "no_record_id": 111,
        "no_geometry": 22,
        "several_periods": 14,
        "elsewhere": 9,
        "far_end": 2,
        "far_start": 1,
        "no_period": 1,
    }
    assert max(phase.end for work in reading.works for phase in work.phases if phase.end) == date(2030, 8, 17)
