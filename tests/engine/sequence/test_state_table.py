"""Costs of states that are kept: in memory, on disk, beside other processes."""

import itertools
import json
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

from speerpunt.engine.compute import Serial
from speerpunt.engine.sequence import StateTable

from .computed import Formula

STATES = [frozenset(works) for size in range(4) for works in itertools.combinations("abcdef", size)]


def parts(folder):
    return sorted(folder.rglob("*.json"))


class Counting(Serial):
    """Does each thing at once, and counts the states that are asked."""

    def __init__(self):
        self.states = []

    def submit(self, fn, /, *args, **kwargs):
        self.states += args[2]
        return super().submit(fn, *args, **kwargs)


def test_a_state_is_computed_once(tmp_path):
    counting = Counting()
    table = StateTable(Formula(), folder=tmp_path, executor=counting)
    assert table.costs(STATES) == [Formula().cold(state) for state in STATES]
    assert table.costs(STATES[5:]) == [Formula().cold(state) for state in STATES[5:]]
    assert len(counting.states) == len(STATES)
    assert table.known([frozenset("a"), frozenset("z")]) == {frozenset("a"): Formula().cold(frozenset("a"))}


def test_what_is_on_disk_is_not_computed_again(tmp_path):
    StateTable(Formula(), folder=tmp_path).costs(STATES)
    counting = Counting()
    again = StateTable(Formula(), folder=tmp_path, executor=counting)
    assert again.costs(STATES) == [Formula().cold(state) for state in STATES]
    assert counting.states == []


def test_other_costs_have_a_table_of_their_own(tmp_path):
    StateTable(Formula(), folder=tmp_path).costs(STATES)
    other = Formula(triple=5.0)
    assert StateTable(other, folder=tmp_path).costs(STATES) == [other.cold(state) for state in STATES]


@pytest.mark.parametrize("damage", [b"", b"{}", b'{"areas": [], "costs": {"a": [99]}}', b"\x00\xff"])
def test_a_damaged_file_is_thrown_away_and_computed_again(tmp_path, damage):
    StateTable(Formula(), folder=tmp_path).costs(STATES)
    for part in parts(tmp_path):
        part.write_bytes(damage)
    again = StateTable(Formula(), folder=tmp_path)
    assert again.costs(STATES) == [Formula().cold(state) for state in STATES]
    assert all(json.loads(part.read_bytes())["costs"] for part in parts(tmp_path))


def test_many_small_parts_are_put_together(tmp_path):
    table = StateTable(Formula(), folder=tmp_path)
    pairs = [frozenset(pair) for pair in itertools.combinations("abcdefghijklmnop", 2)]
    for pair in pairs:
        table.costs([pair])
    assert len(parts(tmp_path)) < 70
    counting = Counting()
    assert StateTable(Formula(), folder=tmp_path, executor=counting).costs(pairs) == table.costs(pairs)
    assert counting.states == []


def fill(folder):
    return StateTable(Formula(), folder=folder).costs(STATES)


def test_two_processes_may_write_the_same_table(tmp_path):
    with ProcessPoolExecutor(2, get_context("forkserver")) as pool:
        found = [pool.submit(fill, tmp_path) for _ in range(4)]
        assert all(each.result() == [Formula().cold(state) for state in STATES] for each in found)
    counting = Counting()
    StateTable(Formula(), folder=tmp_path, executor=counting).costs(STATES)
    assert counting.states == []
    assert [part.name for part in tmp_path.rglob(".part-*")] == []


def test_progress_counts_states():
    heard = []
    StateTable(Formula(), on_progress=lambda done, of_all: heard.append((done, of_all))).costs(STATES)
    assert heard[-1] == (len(STATES), len(STATES))
