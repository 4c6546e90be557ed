"""A reader of strange bytes can take no more than it was given, and nothing else at all."""

import contextlib
import sys
import threading
from pathlib import Path

import pytest

from speerpunt.core import cage
from speerpunt.core.cage import Bounds, CageProblem, ask, ask_for_bytes, made_whole

SMALL = Bounds(seconds=1, mebibytes=100, made=2)
LIMITS_MEMORY = pytest.mark.skipif(sys.platform != "linux", reason="this system keeps no limit of memory")


@pytest.fixture
def source(tmp_path, monkeypatch):
    tests = str(Path(__file__).resolve().parents[2])
    monkeypatch.setattr(cage, "SOURCE", f"{cage.SOURCE}:{tests}")
    path = tmp_path / "upload"
    path.write_bytes(b"kanarie")
    return path


def refused(name, source, bounds=SMALL, into=None):
    with pytest.raises(CageProblem) as problem:
        ask(f"tests.core.readers:{name}", source, bounds=bounds, into=into)
    return problem.value


def test_a_reader_tells_what_it_found_and_what_it_took(source):
    answer = ask("tests.core.readers:tell_length", source, bounds=SMALL, times=2)
    assert answer.told == 14
    assert 0 < answer.spent.mebibytes < 100


def test_a_reader_makes_bytes(source):
    assert ask_for_bytes("tests.core.readers:copy_it", source, bounds=SMALL) == b"eiranak"


def test_a_reader_refuses_in_its_own_word(source):
    problem = refused("refuse", source)
    assert (problem.code, problem.where) == ("of_its_own", {"part": "page 3"})


def test_a_reader_that_breaks_says_why_to_the_log(source):
    problem = refused("break_down", source)
    assert (problem.code, problem.because) == ("damaged", "KeyError('kanarie')")


@pytest.mark.parametrize(
    "name", ["spin", "write_without_end", pytest.param("eat_memory", marks=LIMITS_MEMORY)]
)
def test_the_kernel_ends_who_takes_too_much(source, name):
    problem = refused(name, source)
    assert problem.code in {"too_much", "damaged"}
    assert problem.spent.seconds < SMALL.seconds + 1


@LIMITS_MEMORY
def test_a_reader_gets_no_more_memory_than_it_may(source):
    assert refused("eat_memory", source).spent.mebibytes < SMALL.mebibytes + 40


def test_what_a_reader_writes_has_an_end(source, tmp_path):
    with (tmp_path / "made").open("wb") as made:
        refused("write_without_end", source, into=made)
    assert (tmp_path / "made").stat().st_size <= 2 * 1024 * 1024


def test_a_reader_that_tells_without_end_is_ended(source):
    assert refused("tell_without_end", source, Bounds(seconds=2, mebibytes=200)).code in {
        "too_much",
        "damaged",
    }


def test_a_reader_that_waits_is_ended_by_the_clock(source, monkeypatch):
    monkeypatch.setattr(Bounds, "patience", 0.2)
    assert refused("sleep", source).code == "too_much"


def test_a_reader_that_dies_takes_nobody_along(source):
    assert refused("die", source).code == "too_much"


@pytest.mark.parametrize("name", ["open_a_file", "open_a_connection", "start_a_program", "import_more"])
def test_a_reader_opens_nothing(source, name):
    assert "Too many open files" in refused(name, source).because


def test_a_reader_knows_nothing_of_the_server(source, monkeypatch):
    monkeypatch.setenv("SPEERPUNT_SECRET_KEY", "kanarie")
    assert ask("tests.core.readers:tell_environment", source, bounds=SMALL).told == [[], "/"]


def test_readers_in_two_threads_do_not_hear_each_other(source, tmp_path):
    other = tmp_path / "other"
    other.write_bytes(b"kip")
    told = {}

    def read(path):
        told[path] = [ask("tests.core.readers:tell_length", path, bounds=SMALL).told for _time in range(3)]

    threads = [threading.Thread(target=read, args=(path,)) for path in (source, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told == {source: [7] * 3, other: [3] * 3}


def test_what_was_made_stands_there_whole_or_not_at_all(tmp_path):
    place = tmp_path / "copy"
    place.write_bytes(b"before")
    with contextlib.suppress(ValueError), made_whole(place) as made:
        made.write(b"half")
        raise ValueError
    assert [each.name for each in tmp_path.iterdir()] == ["copy"]
    assert place.read_bytes() == b"before"
    with made_whole(place) as made:
        made.write(b"after")
    assert place.read_bytes() == b"after"
