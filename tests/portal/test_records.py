"""A fault in a data file is told with its file, its record, its key and why."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

import pytest

from speerpunt.portal.importers.records import Reader
from speerpunt.portal.problems import ExampleProblem
from speerpunt.portal.services.example.identities import Names, Refers


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True)
class Part:
    since: date | None = None


@dataclass(frozen=True)
class Thing:
    notes: ClassVar = ("source",)

    id: Annotated[str, Names("thing")]
    colour: Colour
    weight: float = 0.0
    above: Annotated[str, Refers("thing")] | None = None
    parts: tuple[Part, ...] = ()
    sizes: tuple[float, ...] = field(default=())


def read(*records):
    reader = Reader()
    rows = list(reader.rows(Thing, list(records), "things.toml"))
    reader.finish()
    return rows


def faults_of(*records):
    with pytest.raises(ExampleProblem) as caught:
        read(*records)
    return [str(fault) for fault in caught.value.faults]


def test_a_record_becomes_a_row_of_the_declared_types():
    day = date(2026, 1, 1)
    record = {
        "id": "a",
        "colour": "red",
        "weight": 2,
        "parts": [{"since": day}],
        "sizes": [1, 2.5],
        "source": "x",
    }
    assert read(record) == [Thing("a", Colour.RED, 2.0, parts=(Part(day),), sizes=(1.0, 2.5))]


@pytest.mark.parametrize(
    ("record", "fault"),
    [
        ({"id": "a"}, "things.toml, a, colour: is missing"),
        (
            {"id": "a", "colour": "green"},
            "things.toml, a, colour: must be one of red, blue; not 'green'",
        ),
        (
            {"id": "a", "colour": "red", "color": 1},
            "things.toml, a, color: is not a key that is known here",
        ),
        ({"id": 5, "colour": "red"}, "things.toml, 5, id: must be text, not 5"),
        (
            {"id": "a", "colour": "red", "weight": "heavy"},
            "things.toml, a, weight: must be a number, not 'heavy'",
        ),
        (
            {"id": "a", "colour": "red", "weight": True},
            "things.toml, a, weight: must be a number, not True",
        ),
        (
            {"id": "a", "colour": "red", "parts": [{}, {"since": "2026"}]},
            "things.toml, a, parts[2].since: must be a date, not '2026'",
        ),
        ({"id": "a", "colour": "red", "parts": "x"}, "things.toml, a, parts: must be a list, not 'x'"),
        ({"id": "a", "colour": "red", "above": "b"}, "things.toml, a, above: there is no thing “b”"),
        ({"colour": "red"}, "things.toml, record 1, id: is missing"),
    ],
)
def test_a_fault_says_where_and_why(record, fault):
    assert faults_of(record) == [fault]


def test_an_id_is_given_once():
    twice = {"id": "a", "colour": "red"}
    assert faults_of(twice, twice) == ["things.toml, a, id: there is another thing “a”"]


def test_all_faults_are_told_together():
    assert len(faults_of({"id": "a"}, {"id": "b", "colour": "red", "above": "z"})) == 2


def test_a_table_where_a_list_should_stand_is_a_fault():
    reader = Reader()
    list(reader.rows(Thing, {"id": "a"}, "things.toml"))
    assert [str(fault) for fault in reader.faults] == ["things.toml: must be a list of tables"]
