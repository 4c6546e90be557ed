"""Works out of a situation publication of DATEX II, version 3 (and what of version 2 looks the same).

A planning feed of a country is some 170 MB, so it is read as a stream: one situation at a time is held. Elements go by
their local name, for publishers differ in their prefixes.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import IO, Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from speerpunt.core.geometry import Bounds, Crs

from ..enums import Direction, Hindrance, MeasureKind, Oddity, WorkKind, WorkStatus
from ..problems.readings import Odd, ReadLine, ReadPhase, ReadWork
from ..queries.shapes import UnreadableShape, line, middle_of, position
from .periods import read_days
from .readings import Reading
from .texts import plain_text

TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
KINDS = {
    "MaintenanceWorks": WorkKind.STREET,
    "ConstructionWorks": WorkKind.BUILDING,
    "PublicEvent": WorkKind.EVENT,
}
MEASURES = {
    "RoadOrCarriagewayOrLaneManagement": MeasureKind.CLOSED,
    "SpeedManagement": MeasureKind.SPEED,
    "ReroutingManagement": MeasureKind.NONE,
    "GeneralNetworkManagement": MeasureKind.NONE,
}
NARROWING = {"laneClosures", "narrowLanes", "contraflow", "singleAlternateLineTraffic", "laneClosed"}
CAUSES = {"bridge": WorkKind.BRIDGE, "kabels": WorkKind.CABLES, "riool": WorkKind.SEWER}
HINDRANCES = {
    "hindranceClass0": Hindrance.NONE,
    "hindranceClass1": Hindrance.LITTLE,
    "hindranceClass2": Hindrance.AVERAGE,
    "hindranceClass3": Hindrance.BIG,
    "hindranceClass4": Hindrance.HUGE,
}
SEVERITIES = {
    "none": Hindrance.NONE,
    "lowest": Hindrance.LITTLE,
    "low": Hindrance.LITTLE,
    "medium": Hindrance.AVERAGE,
    "high": Hindrance.BIG,
    "highest": Hindrance.HUGE,
}
STATUSES = {
    "planned": WorkStatus.PLANNED,
    "approved": WorkStatus.FIXED,
    "running": WorkStatus.RUNNING,
    "beingCarriedOut": WorkStatus.RUNNING,
    "finished": WorkStatus.DONE,
    "completed": WorkStatus.DONE,
}
CERTAINTIES = {"certain": "high", "probable": "medium", "riskOf": "low"}
TEST_STATUSES = {"test", "securityExercise", "technicalExercise"}
SPEED = re.compile(r"(\d{1,3})(?:\.\d{1,6})?", re.ASCII)
MOST_KMH = 130
# Of the real ones no situation has a thousand elements, and none lies thirty deep.
MOST_ELEMENTS, DEEPEST = 100_000, 200
LATITUDE_FIRST = {"", "4326", "wgs84", "wgs 84"}
RD = {"28992"}


class NoDatex(ValueError):
    """This is no such publication; the message says why."""


def read_datex(
    file: IO[bytes], *, today: date, city: Bounds | None = None, within: Bounds | None = None
) -> Iterator[ReadWork | Odd]:
    """Every situation with works or an event as a work, one after the other. What lies outside `within` is left out.

    Raises:
        NoDatex: it is no XML, or holds no situations.
    """
    reading, numbers = Reading(), set[str]()
    seen = False
    try:
        for name, element in _situations(file):
            seen = True
            if name != "situation":
                continue
            work = _taken_up(element, numbers, reading, today, city, within)
            if work is not None:
                yield work
            yield from reading.told()
    except (ParseError, DefusedXmlException, ValueError) as problem:
        raise NoDatex(str(problem) or "this is no XML") from problem
    if not seen:
        raise NoDatex("there is no situation publication in it")


def _situations(file: IO[bytes]) -> Iterator[tuple[str, Element]]:
    """The publication and each situation; what was read, and what stands around them, is let go of."""
    above: list[Element] = []
    within: list[Element] = []
    for event, element in iterparse(file, events=("start", "end")):
        name = _name(element)
        if event == "start":
            _look_at_size(above, within)
            above.append(element)
            if within or name == "situation":
                within.append(element)
            if name.lower() in {"payload", "payloadpublication"}:
                yield "publication", element
            continue
        above.pop()
        if not within or within[0] is element:
            if within:
                yield name, element
            within.clear()
            if above:
                above[-1].remove(element)


def _look_at_size(above: list[Element], within: list[Element]) -> None:
    if len(above) > DEEPEST or len(within) > MOST_ELEMENTS:
        raise NoDatex("something in it is larger than any situation")


def _taken_up(
    situation: Element,
    numbers: set[str],
    reading: Reading,
    today: date,
    city: Bounds | None,
    within: Bounds | None,
) -> ReadWork | None:
    outside_id = plain_text(situation.get("id", ""), 120)
    if _text(situation, "informationStatus") in TEST_STATUSES:
        reading.tell(Oddity.TEST, outside_id)
        return None
    records = [each for each in situation if _name(each) == "situationRecord"]
    main = next((each for each in records if _type(each) in KINDS), None)
    if main is None or not outside_id or not any(True for _each in main):
        reading.tell(Oddity.NOTHING_IN_IT, outside_id, ", ".join(_type(each) for each in records))
        return None
    if outside_id in numbers:
        reading.tell(Oddity.DOUBLE, outside_id)
        return None
    geometry = _geometry(main, outside_id, reading)
    spot = middle_of(geometry) if geometry else None
    if within is not None and spot is None:
        return None
    if within is not None and spot is not None and not within.holds(*spot):
        reading.odd.clear()  # of another city nobody here looks into it
        return None
    numbers.add(outside_id)
    work = _work(outside_id, situation, main, records, geometry, reading, today)
    if work is not None and spot is not None and city is not None and not city.holds(*spot):
        reading.tell(Oddity.ELSEWHERE, outside_id)
    return work


def _work(
    outside_id: str,
    situation: Element,
    main: Element,
    records: list[Element],
    geometry: dict[str, Any] | None,
    reading: Reading,
    today: date,
) -> ReadWork | None:
    phases = _phases(main, outside_id, reading, today)
    lines = tuple(_line(each, outside_id, reading) for each in records if _type(each) in MEASURES)
    words = _words(main)
    if geometry is None and not phases and not lines and not words:
        reading.tell(Oddity.NOTHING_IN_IT, outside_id)
        return None
    severity = SEVERITIES.get(_text(situation, "overallSeverity"), Hindrance.UNKNOWN)
    said = _text(main, "roadworkStatus") or _text(main, "operatorActionStatus")
    return ReadWork(
        outside_id=outside_id,
        name=(words or outside_id)[:200],
        kind=_kind(main, words),
        status=STATUSES.get(said, WorkStatus.PLANNED),
        description=words[:4000],
        hindrance=HINDRANCES.get(_text(main, "roadworkHindranceClass"), severity),
        geometry=geometry,
        road=_text(main, "roadNumber")[:160] or _text(main, "roadName")[:160],
        authority=_value(_first(main, "sourceName"))[:120],
        url=_text(main, "urlLinkAddress")[:200],
        phases=phases,
        lines=lines,
    )


def _kind(main: Element, words: str) -> str:
    said = words.lower()
    return next((kind for word, kind in CAUSES.items() if word in said), KINDS[_type(main)])


def _words(record: Element) -> str:
    parts = [_value(_first(record, name)) for name in ("causeDescription", "comment", "eventDescription")]
    return ": ".join(dict.fromkeys(part for part in parts if part))


def _phases(record: Element, outside_id: str, reading: Reading, today: date) -> tuple[ReadPhase, ...]:
    certainty = CERTAINTIES.get(_text(record, "probabilityOfOccurrence"), "medium")
    spans = [
        (_text(period, "startOfPeriod"), _text(period, "endOfPeriod"))
        for period in record.iter()
        if _name(period) == "validPeriod"
    ] or [(_text(record, "overallStartTime"), _text(record, "overallEndTime"))]
    phases = []
    for starts, ends in spans:
        start, end = read_days(starts, ends, outside_id, reading, today)
        if start or end:
            phases.append(ReadPhase(start, end, "", certainty, certainty))
    kept = tuple(dict.fromkeys(phases))
    if not kept:
        reading.tell(Oddity.NO_PERIOD, outside_id)
    if len(kept) > 1:
        reading.tell(Oddity.SEVERAL_PERIODS, outside_id, len(kept))
    return kept


def _line(record: Element, outside_id: str, reading: Reading) -> ReadLine:
    kind = MEASURES[_type(record)]
    if kind == MeasureKind.CLOSED and _text(record, "roadOrCarriagewayOrLaneManagementType") in NARROWING:
        kind = MeasureKind.NARROWED
    return ReadLine(
        geometry=_geometry(record, outside_id, reading),
        kind=kind,
        is_detour=_type(record) == "ReroutingManagement",
        name=_words(record)[:200],
        direction=Direction.ALONG,
        speed_kmh=_speed_kmh(_text(record, "temporarySpeedLimit")),
        outside_id=record.get("id", "")[:160],
    )


def _speed_kmh(text: str) -> int | None:
    found = SPEED.fullmatch(text)
    return int(found[1]) if found and 0 < int(found[1]) <= MOST_KMH else None


def _geometry(record: Element, outside_id: str, reading: Reading) -> dict[str, Any] | None:
    """Its line or, where that cannot be read, its point."""
    try:
        drawn = _drawn_line(record)
        if drawn is not None:
            return drawn
    except UnreadableShape as problem:
        reading.tell(Oddity.OTHER_COORDINATES, outside_id, problem)
    try:
        point = _point(record)
    except UnreadableShape as problem:
        reading.tell(Oddity.OTHER_COORDINATES, outside_id, problem)
        return None
    if point is not None:
        return point
    by_code = any(_name(each).startswith(("alertC", "tpeg", "openlr")) for each in record.iter())
    reading.tell(Oddity.LOCATION_BY_CODE if by_code else Oddity.NO_GEOMETRY, outside_id)
    return None


def _drawn_line(record: Element) -> dict[str, Any] | None:
    drawn = _first(record, "gmlLineString")
    listed = _first(drawn, "posList") if drawn is not None else None
    if drawn is None or listed is None or not listed.text:
        return None
    crs = (drawn.get("srsName") or listed.get("srsName") or "").lower().rsplit(":", 1)[-1]
    try:
        numbers = [float(number) for number in listed.text.split()]
    except ValueError:
        raise UnreadableShape("a position is not two numbers") from None
    pairs = list(zip(numbers[::2], numbers[1::2], strict=False))
    if crs in RD:
        return line(position(pair, Crs.RD_NEW) for pair in pairs)
    if crs in LATITUDE_FIRST:
        return line(position(pair[::-1], Crs.WGS84) for pair in pairs)
    raise UnreadableShape(f"coordinates in {crs}")


def _point(record: Element) -> dict[str, Any] | None:
    place = _first(record, "pointCoordinates")
    if place is None:
        place = _first(record, "locationForDisplay")
    if place is None:
        return None
    try:
        pair = float(_text(place, "longitude")), float(_text(place, "latitude"))
    except ValueError:
        raise UnreadableShape("a position is not two numbers") from None
    return {"type": "Point", "coordinates": list(position(pair, Crs.WGS84))}


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _type(record: Element) -> str:
    return record.get(TYPE, "").rpartition(":")[2]


def _first(element: Element, name: str) -> Element | None:
    return next((each for each in element.iter() if _name(each) == name), None)


def _text(element: Element, name: str) -> str:
    found = _first(element, name)
    return " ".join((found.text or "").split()) if found is not None else ""


def _value(element: Element | None) -> str:
    """Of texts in several languages the Dutch one, else the first that says anything."""
    if element is None:
        return ""
    values = [each for each in element.iter() if _name(each) == "value" and (each.text or "").strip()]
    dutch = next((each for each in values if each.get("lang") == "nl"), values[0] if values else None)
    return " ".join((dutch.text or "").split()) if dutch is not None else ""
