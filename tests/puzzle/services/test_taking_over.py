"""Works of a source come in, again and again."""

import gc
import io
from datetime import date
from pathlib import Path

import pytest

from speerpunt.core.geometry import Bounds
from speerpunt.core.models import HistoryEvent
from speerpunt.puzzle.importers.melvin import read_melvin
from speerpunt.puzzle.models import StagedWork, Work, WorkLine, WorkPhase, WorkSource
from speerpunt.puzzle.problems import PuzzleProblem
from speerpunt.puzzle.services import taking_over
from speerpunt.puzzle.services.readings import discard_reading, keep_works
from speerpunt.puzzle.services.taking_over import take_over
from speerpunt.puzzle.services.works import trash_work
from tests import factories as make
from tests.factories.melvin import melvin_file, odd_melvin_file, period, restriction, situation

TODAY = date(2026, 4, 1)
REAL = Path(__file__).resolve().parents[4] / "shared/data/roadworks/melvin_leiden_export_2025-10_anon.json"


@pytest.fixture
def source(leiden):
    return make.make_work_source(leiden)


def taken(source, file, office, today=TODAY):
    reading = make.make_works_reading(source)
    keep_works(reading, read_melvin(io.BytesIO(file), today=today))
    return take_over(reading, by=office)


def everything():
    """All that is kept of works, without when it was seen."""
    works = Work.objects.order_by("pk").values_list("pk", "name", "status", "source_values", "vanished_at")
    phases = WorkPhase.objects.order_by("work", "position").values_list("pk", "start", "end")
    return list(works), list(phases), list(WorkLine.objects.order_by("pk").values_list("pk", "geometry"))


def test_a_file_of_every_oddity_comes_in_once_and_the_second_time_nothing_changes(source, office):
    assert taken(source, odd_melvin_file(), office) == {"new": 11, "changed": 0, "same": 0, "vanished": 0}
    before, told = everything(), HistoryEvent.objects.count()
    assert taken(source, odd_melvin_file(), office) == {"new": 0, "changed": 0, "same": 11, "vanished": 0}
    assert everything() == before
    # Only that the source was read.
    assert HistoryEvent.objects.count() == told + 1


def test_what_is_gone_at_the_source_is_told_and_comes_back(source, office):
    both = melvin_file(situation("1"), situation("2"))
    taken(source, both, office)
    assert taken(source, melvin_file(situation("1")), office)["vanished"] == 1
    assert Work.objects.get(outside_id="2").vanished_at is not None
    assert taken(source, melvin_file(situation("1")), office)["vanished"] == 0
    assert taken(source, both, office) == {"new": 0, "changed": 1, "same": 1, "vanished": 0}
    assert Work.objects.get(outside_id="2").vanished_at is None


def test_what_was_changed_here_stays_until_the_source_says_something_else(source, office):
    taken(source, melvin_file(situation("1")), office)
    Work.objects.update(name="Zonnestraat open", hindrance="huge")
    assert taken(source, melvin_file(situation("1")), office)["same"] == 1
    assert Work.objects.get().name == "Zonnestraat open"
    assert taken(source, melvin_file(situation("1", impact="LITTLE")), office)["changed"] == 1
    work = Work.objects.get()
    assert (work.name, work.hindrance) == ("Zonnestraat open", "little")


def test_another_period_replaces_the_phases_and_a_confirmed_line_stays_confirmed(source, office):
    taken(source, melvin_file(situation("1"), restriction("1")), office)
    WorkLine.objects.update(links=["a-b"], snap_state="confirmed")
    later = situation("1", periods=[period("2026-06-01T05:00:00Z", "2026-06-05T14:00:00Z")])
    assert taken(source, melvin_file(later, restriction("1")), office)["changed"] == 1
    assert [(each.start, each.end) for each in WorkPhase.objects.all()] == [
        (date(2026, 6, 1), date(2026, 6, 5))
    ]
    line = WorkLine.objects.get()
    assert (line.links, line.snap_state) == (["a-b"], "confirmed")


def test_what_somebody_drew_stays_when_only_the_periods_are_others(source, office):
    taken(source, melvin_file(situation("1"), restriction("1")), office)
    work = Work.objects.get()
    drawn = make.make_stretch(work, name="Van ons", phase=work.phases.get())
    later = situation("1", periods=[period("2026-06-01T05:00:00Z", "2026-06-05T14:00:00Z")])
    taken(source, melvin_file(later, restriction("1")), office)
    drawn.refresh_from_db()
    assert (work.lines.count(), drawn.phase) == (2, None)


def test_a_line_that_lies_on_no_road_of_ours_stays_so_when_another_line_changes(source, office):
    taken(source, melvin_file(situation("1"), restriction("1")), office)
    WorkLine.objects.update(links=[], direction="against", snap_state="confirmed")
    other = restriction("1", line=((4.5, 52.16), (4.51, 52.16)))
    assert taken(source, melvin_file(situation("1"), restriction("1"), other), office)["changed"] == 1
    assert [(line.snap_state, line.direction) for line in WorkLine.objects.order_by("pk")] == [
        ("confirmed", "against"),
        ("nowhere", "both"),
    ]


def test_what_was_thrown_away_here_does_not_come_back_with_its_source(source, office):
    taken(source, melvin_file(situation("1")), office)
    trash_work(Work.objects.get(), by=office)
    assert taken(source, melvin_file(situation("1", impact="LITTLE")), office)["new"] == 0
    assert Work.objects.kept().count() == 0


def test_a_work_touches_the_areas_that_a_stretch_of_it_meets(leiden, source, office):
    square = make.make_square(4.4958, 52.1582, 0.001)
    here, far = (
        make.make_area(leiden, name="Hier", slug="hier", geometry=square),
        make.make_area(leiden, name="Ver", slug="ver", geometry=make.make_square(4.6, 52.3, 0.001)),
    )
    taken(source, melvin_file(situation("1"), restriction("1")), office)
    assert list(Work.objects.get().areas.all()) == [here]
    assert far.works.count() == 0


def test_the_source_knows_until_its_last_period(source, office):
    taken(source, odd_melvin_file(), office)
    assert WorkSource.objects.get(pk=source.pk).horizon == date(2026, 10, 4)


def test_a_reading_is_taken_over_once_or_put_aside(source, office):
    reading = make.make_works_reading(source)
    keep_works(reading, read_melvin(io.BytesIO(melvin_file(situation("1"))), today=TODAY))
    discard_reading(reading)
    with pytest.raises(PuzzleProblem):
        take_over(reading, by=office)
    assert Work.objects.count() == 0


def test_the_same_number_at_two_sources_is_two_works(leiden, source, office):
    other = make.make_work_source(leiden)
    for each in (source, other):
        taken(each, melvin_file(situation("1")), office)
    assert Work.objects.count() == 2


def test_a_large_file_takes_as_many_queries_as_a_small_one(source, office, django_assert_max_num_queries):
    with django_assert_max_num_queries(80):
        taken(source, melvin_file(*(situation(str(number)) for number in range(300))), office)


@pytest.fixture
def small_pieces(monkeypatch):
    """As if two works were a piece, and no file were small."""
    monkeypatch.setattr(taking_over, "WHOLE", 0)
    monkeypatch.setattr(taking_over, "AT_ONCE", 2)


class KilledError(Exception):
    pass


def killed_after(pieces):
    done = []

    def progress(_count):
        done.append(None)
        if len(done) == pieces:
            raise KilledError

    return progress


def kept(source, *features):
    reading = make.make_works_reading(source)
    keep_works(reading, read_melvin(io.BytesIO(melvin_file(*features)), today=TODAY))
    return reading


FIVE = [feature for number in "12345" for feature in (situation(number), restriction(number))]


def test_what_stops_half_way_goes_on_from_there(source, office, small_pieces):
    taken(source, melvin_file(situation("1", impact="LITTLE"), situation("9")), office)
    reading = kept(source, *FIVE)
    with pytest.raises(KilledError):
        take_over(reading, by=office, progress=killed_after(1))
    reading.refresh_from_db()
    # Whole works, and none of them called off.
    assert reading.state == "taking"
    assert (Work.objects.count(), WorkLine.objects.count()) == (3, 2)
    assert Work.objects.filter(vanished_at__isnull=False).count() == 0
    assert take_over(reading, by=office) == {"new": 4, "changed": 1, "same": 0, "vanished": 1}
    assert (Work.objects.count(), WorkLine.objects.count()) == (6, 5)
    assert HistoryEvent.objects.filter(target_model="puzzle.work", verb="imported").count() == 6
    assert StagedWork.objects.count() == 0
    before = everything()
    assert taken(source, melvin_file(*FIVE), office)["same"] == 5
    assert everything() == before


def test_of_a_small_file_that_stops_nothing_is_in(source, office, monkeypatch):
    monkeypatch.setattr(taking_over, "AT_ONCE", 2)
    reading = kept(source, *FIVE)
    with pytest.raises(KilledError):
        take_over(reading, by=office, progress=killed_after(2))
    reading.refresh_from_db()
    assert (reading.state, Work.objects.count()) == ("review", 0)
    assert take_over(reading, by=office)["new"] == 5


def test_another_file_of_the_source_takes_the_place_of_one_that_stopped(source, office, small_pieces):
    stopped, other = kept(source, *FIVE), kept(source, situation("1", impact="HUGE"), situation("7"))
    with pytest.raises(KilledError):
        take_over(stopped, by=office, progress=killed_after(1))
    assert take_over(other, by=office) == {"new": 1, "changed": 1, "same": 0, "vanished": 1}
    with pytest.raises(PuzzleProblem):
        take_over(stopped, by=office)
    assert sorted(Work.objects.filter(vanished_at=None).values_list("outside_id", flat=True)) == ["1", "7"]
    assert StagedWork.objects.count() == 0


def test_of_a_large_file_few_works_are_held(source, office, small_pieces):
    """Neither the rows that wait nor the works themselves, however many there are."""
    reading = kept(source, *(situation(str(number)) for number in range(60)))
    most = 0

    def count(_pieces):
        nonlocal most
        held = sum(isinstance(each, Work | StagedWork) for each in gc.get_objects())
        most = max(most, held)

    gc.collect()
    take_over(reading, by=office, progress=count)
    assert Work.objects.count() == 60
    assert most <= 20


@pytest.mark.skipif(not REAL.exists(), reason="the real export is not on this machine")
def test_all_of_the_real_export_comes_in_and_twice_changes_nothing(leiden, source, office):
    city = Bounds(4.4, 52.1, 4.6, 52.2)
    for new, same in ((325, 0), (0, 325)):
        reading = make.make_works_reading(source)
        with REAL.open("rb") as file:
            keep_works(reading, read_melvin(file, today=date(2025, 10, 1), city=city))
        assert take_over(reading, by=office) == {"new": new, "changed": 0, "same": same, "vanished": 0}
    assert WorkLine.objects.count() == 841
