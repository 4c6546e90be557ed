"""Files that would eat the machine: refused in words or read, in little time and 200 MiB."""

import io
import json
from datetime import date

import pytest

from speerpunt.puzzle.importers.datex import read_datex
from speerpunt.puzzle.importers.melvin import read_melvin
from tests.factories.melvin import melvin_file, restriction, situation
from tests.measured import cost_of

from .gathering import gathered

TODAY = date(2026, 4, 1)
LARGEST = 25_000_000


def features(inside: bytes) -> bytes:
    return b'{"features": [' + inside + b"]}"


def publication(inside: str) -> bytes:
    return f"<a><payload>{inside}</payload></a>".encode()


ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "lang"}">' for n in range(9))
MELVIN = {
    "an open bracket for every byte": lambda: b"[" * LARGEST,
    "nested features": lambda: features(b'{"a":' * 1_000_000),
    "nested lines": lambda: features(b"[" * 500_000 + b"]" * 500_000),
    "a text without an end": lambda: b'{"features": "' + b"x" * LARGEST,
    "one feature as large as the file": lambda: features(b'{"id": "' + b"x" * LARGEST + b'"}'),
    "a million of nothing": lambda: features(b"0," * 12_000_000 + b"0"),
    "blanks": lambda: b" " * LARGEST,
    "a number without an end": lambda: features(b"9" * LARGEST),
    "a key for every byte": lambda: b'{"a":0,' * 3_000_000,
}
DATEX = {
    "a billion laughs": f"<!DOCTYPE a [{ENTITIES}]><a>&e8;</a>".encode,
    "a file of the server": lambda: b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
    "an address elsewhere": lambda: b'<!DOCTYPE a SYSTEM "http://127.0.0.1:1/x.dtd"><a/>',
    "a million levels": lambda: publication("<b>" * 1_000_000),
    "a situation of a million things": lambda: publication(
        f'<situation id="1">{"<b/>" * 1_000_000}</situation>'
    ),
}


@pytest.mark.parametrize("name", MELVIN)
def test_a_hostile_export_is_refused_before_it_costs_anything(name):
    file = io.BytesIO(MELVIN[name]())
    cost = cost_of(lambda: list(read_melvin(file, today=TODAY)))
    assert (cost.is_small, cost.refusal) == (True, "NoMelvin"), cost


@pytest.mark.parametrize("name", DATEX)
def test_a_hostile_publication_is_refused_before_it_costs_anything(name):
    file = io.BytesIO(DATEX[name]())
    cost = cost_of(lambda: list(read_datex(file, today=TODAY)))
    assert (cost.is_small, cost.refusal) == (True, "NoDatex"), cost


def test_what_stands_around_situations_is_not_held():
    file = io.BytesIO(publication("<b/>" * 300_000))
    assert cost_of(lambda: list(read_datex(file, today=TODAY))).mebibytes < 5


@pytest.mark.parametrize("text", ["\0", "a\0b", "\ud800", "x" * 100_000, "\u202e", "'; DROP TABLE"])
def test_texts_that_no_database_keeps_come_in_without_what_is_wrong(text):
    said = {"addition": text, "eventName": text, "url": text, "status": text, "workType": text}
    where = {"location": {"road": text}, "roadAuthority": {"name": text}}
    file = melvin_file(situation(text or "1", **said, **where), restriction(text, name=text, recordId=text))
    read = gathered(read_melvin(io.BytesIO(file), today=TODAY))
    for each in [*read.works, *read.odd]:
        assert len(each.outside_id) <= 120
        assert "\0" not in str(each)
        str(each).encode()  # whole signs only


@pytest.mark.parametrize("number", [10**400, -(10**400), 1e308, float("inf"), float("nan"), True, "4.5"])
def test_numbers_beyond_all_reason_are_no_place(number):
    feature = restriction("1", maximumSpeed=number)
    feature["geometry"] = {"type": "LineString", "coordinates": [[number, 52.1], [4.5, number]]}
    file = json.dumps({"features": [situation("1"), feature]}).encode()
    (work,) = gathered(read_melvin(io.BytesIO(file), today=TODAY)).works
    assert (work.lines[0].geometry, work.lines[0].speed_kmh) == (None, 1 if number is True else None)


@pytest.mark.parametrize("speed", ["9" * 400, "1e999", "²", "-30", "0", "70.5"])
def test_a_speed_of_nonsense_is_none(speed):
    record = (
        '<situationRecord xmlns:x="http://www.w3.org/2001/XMLSchema-instance" x:type="{}"><comment><value>Werk</value>'
        "</comment><temporarySpeedLimit>{}</temporarySpeedLimit></situationRecord>"
    )
    inside = record.format("MaintenanceWorks", "") + record.format("SpeedManagement", speed)
    (work,) = gathered(
        read_datex(io.BytesIO(publication(f'<situation id="1">{inside}</situation>')), today=TODAY)
    ).works
    assert work.lines[0].speed_kmh == (70 if speed == "70.5" else None)
