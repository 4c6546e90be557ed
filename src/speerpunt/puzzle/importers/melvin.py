"""Works as the national platform for road works exports them: GeoJSON with situations, restrictions and detours.

One situation and what belongs to it share the `id` of the feature; `situationRecordId` is often empty.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import IO, Any

from speerpunt.core.geometry import Bounds

from ..enums import Direction, Hindrance, MeasureKind, Mode, Oddity, WorkKind, WorkStatus
from ..problems.readings import Odd, ReadLine, ReadPhase, ReadWork
from ..queries.shapes import UnreadableShape, middle_of, read_shape
from .features import NoFeatures, Span, feature_spans, read_span
from .periods import read_days
from .readings import Reading
from .texts import plain_text

OVERALL = "Overall date"
HINDRANCES = {
    "NONE": Hindrance.NONE,
    "LITTLE": Hindrance.LITTLE,
    "AVERAGE": Hindrance.AVERAGE,
    "BIG": Hindrance.BIG,
    "HUGE": Hindrance.HUGE,
    "EMPTY": Hindrance.UNKNOWN,
}
WORKS = "WORK"
KINDS_OF_ACTIVITY = {
    WORKS: WORKS,
    "EVENT": WorkKind.EVENT,
    "WATERWAY": WorkKind.QUAY,
    "WATERWAY_EVENT": WorkKind.EVENT,
}
KINDS_OF_WORK = {
    "CABLES": WorkKind.CABLES,
    "SEWERAGE": WorkKind.SEWER,
    "CONSTRUCTION": WorkKind.BUILDING,
    "DEMOLITION": WorkKind.BUILDING,
    "MAINTENANCE": WorkKind.STREET,
    "ASPHALTING": WorkKind.STREET,
    "BRAKING": WorkKind.STREET,
    "WIDENING": WorkKind.STREET,
    "ROADSIDE_MAINTENANCE": WorkKind.STREET,
    "OVERHEAD_WORKS": WorkKind.BUILDING,
    "ELECTROMECHANIC": WorkKind.STREET,
    "WATERWAY_PRUNING": WorkKind.QUAY,
    "OTHER": WorkKind.OTHER,
}
STATUSES = {
    "START": WorkStatus.PLANNED,
    "INITIAL": WorkStatus.PLANNED,
    "CONCEPT": WorkStatus.IDEA,
    "FINAL": WorkStatus.FIXED,
}
WITHDRAWN = "DELETED"
MOST_EMPTY = 10_000
KINDS_OF_FEATURE = {"SITUATION", "RESTRICTION", "DETOUR"}
MEASURES = {"COMPLETE": MeasureKind.CLOSED, "SPEED": MeasureKind.SPEED, "NONE": MeasureKind.NONE}
MODES = {
    "CAR": Mode.CAR,
    "VAN": Mode.VAN,
    "TRUCK": Mode.LORRY,
    "LORRY": Mode.LORRY,
    "AGRICULTURAL_VEHICLE": Mode.LORRY,
    "BUS": Mode.BUS,
    "BIKE": Mode.BICYCLE,
    "SCOOTER": Mode.BICYCLE,
    "PEDESTRIAN": Mode.FOOT,
}
MODES_OF_TRANSPORT = {
    "CAR": (Mode.CAR, Mode.VAN, Mode.LORRY),
    "BIKE": (Mode.BICYCLE,),
    "WALK": (Mode.FOOT,),
    "BUS": (Mode.BUS,),
    "BOAT": (Mode.BOAT,),
    "RAIL": (),
}
BEGAN, ENDED = {"STARTED", "PROBABLY_STARTED"}, {"ENDED", "PROBABLY_ENDED"}
UNCONFIRMED = "PROBABLY_"


class NoMelvin(ValueError):
    """This is no file of that kind; the message says why."""


def read_melvin(file: IO[bytes], *, today: date, city: Bounds | None = None) -> Iterator[ReadWork | Odd]:
    """Every situation as a work, one after the other, each with what is odd about it. `city`: what lies outside is told.

    What belongs to one situation may stand anywhere in the file, so first is noted what stands where.

    Raises:
        NoMelvin: it is no GeoJSON of situations at all.
    """
    reading = Reading()
    try:
        places = _places(file, reading)
        yield from reading.told()
        for outside_id, spans in places.items():
            parts: dict[str, list[dict[str, Any]]] = defaultdict(list)
            for start, length in spans:
                kind, facts = _sorted_out(read_span(file, start, length))
                parts[kind].append(facts)
            work = _work(outside_id, parts, reading, today)
            if work is not None:
                _tell_where(work, reading, city)
                yield work
            yield from reading.told()
    except NoFeatures as problem:
        raise NoMelvin(str(problem)) from problem


def _places(file: IO[bytes], reading: Reading) -> dict[str, list[tuple[int, int]]]:
    """Where the features of each situation stand; what is nothing is told."""
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, span in enumerate(feature_spans(file), start=1):
        kind, outside_id = _kind_and_id(span, file)
        if kind not in KINDS_OF_FEATURE or not outside_id:
            reading.tell(Oddity.NOTHING_IN_IT, outside_id or f"#{number}", kind)
            if len(reading.odd) > MOST_EMPTY:
                raise NoFeatures("most of it is no works")
        else:
            places[outside_id].append((span.start, span.length))
    return places


def _kind_and_id(span: Span, file: IO[bytes]) -> tuple[str, str]:
    feature = span.outline
    if not isinstance(feature, dict):
        return "", ""
    outside_id = feature.get("id")
    if isinstance(outside_id, str) and not outside_id.isascii():
        outside_id = span.read(file)["id"]
    facts = feature.get("properties")
    kind = _text(facts.get("type"), 40) if isinstance(facts, dict) else ""
    return kind.removeprefix("EXTERNAL_"), _text(outside_id, 120)


def _sorted_out(feature: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    facts = feature["properties"]
    kind = _text(facts.get("type"), 40).removeprefix("EXTERNAL_")
    return kind, {**facts, "geometry": feature.get("geometry")}


def _work(
    outside_id: str, parts: dict[str, list[dict[str, Any]]], reading: Reading, today: date
) -> ReadWork | None:
    situations = parts["SITUATION"]
    if not situations:
        reading.tell(Oddity.ORPHAN, outside_id, f"{len(parts['RESTRICTION']) + len(parts['DETOUR'])}")
        return None
    if len(situations) > 1:
        reading.tell(Oddity.DOUBLE, outside_id, len(situations))
    facts = situations[0]
    if facts.get("status") == WITHDRAWN:
        reading.tell(Oddity.WITHDRAWN, outside_id)
        return None
    if not facts.get("situationRecordId"):
        reading.tell(Oddity.NO_RECORD_ID, outside_id)
    phases = _phases(outside_id, _list(facts.get("periods")), reading, today)
    lines = [
        line
        for kind in ("RESTRICTION", "DETOUR")
        for part in parts[kind]
        if (line := _line(outside_id, part, reading, is_detour=kind == "DETOUR")) is not None
    ]
    return _with_words(facts, outside_id, reading, phases, tuple(lines))


def _with_words(
    facts: dict[str, Any],
    outside_id: str,
    reading: Reading,
    phases: tuple[ReadPhase, ...],
    lines: tuple[ReadLine, ...],
) -> ReadWork:
    place = facts.get("location") if isinstance(facts.get("location"), dict) else {}
    road = _text(place.get("road"), 160)
    addition = _text(facts.get("eventName"), 120) or _text(facts.get("addition"), 120)
    statuses = {_text(each.get("status"), 20) for each in _list(facts.get("periods"))}
    authority = facts.get("roadAuthority") if isinstance(facts.get("roadAuthority"), dict) else {}
    return ReadWork(
        outside_id=outside_id,
        name=": ".join(part for part in (road, addition) if part)[:200] or outside_id,
        kind=_kind(facts, outside_id, reading),
        status=_status(facts, statuses, outside_id, reading),
        description=_text(facts.get("addition"), 4000),
        hindrance=_known(HINDRANCES, facts.get("impact"), Hindrance.UNKNOWN, outside_id, reading),
        geometry=_shape(facts["geometry"], outside_id, reading),
        road=road,
        authority=_text(authority.get("name"), 120) or _text(facts.get("maintainer"), 120),
        url=_web_address(facts.get("url")),
        phases=phases,
        lines=lines,
    )


def _kind(facts: dict[str, Any], outside_id: str, reading: Reading) -> str:
    activity = _known(KINDS_OF_ACTIVITY, facts.get("activityType"), WORKS, outside_id, reading)
    if activity != WORKS:
        return str(activity)
    if facts.get("workObject") == "BRIDGE":
        return WorkKind.BRIDGE
    return _known(KINDS_OF_WORK, facts.get("workType"), WorkKind.OTHER, outside_id, reading)


def _status(facts: dict[str, Any], periods: set[str], outside_id: str, reading: Reading) -> str:
    if any(status.startswith(UNCONFIRMED) for status in periods):
        reading.tell(Oddity.UNCONFIRMED, outside_id)
    if periods & BEGAN:
        return WorkStatus.RUNNING
    if periods and periods <= ENDED:
        return WorkStatus.DONE
    return _known(STATUSES, facts.get("status"), WorkStatus.PLANNED, outside_id, reading)


def _phases(
    outside_id: str, periods: list[dict[str, Any]], reading: Reading, today: date
) -> tuple[ReadPhase, ...]:
    """The separate periods; the span over all of them only where there are no others."""
    apart = [each for each in periods if each.get("name") != OVERALL] or periods
    found = [_phase(outside_id, each, reading, today) for each in apart]
    kept = tuple(dict.fromkeys(phase for phase in found if phase is not None))
    if not kept:
        reading.tell(Oddity.NO_PERIOD, outside_id)
    if len(kept) > 1:
        reading.tell(Oddity.SEVERAL_PERIODS, outside_id, len(kept))
    return tuple(sorted(kept, key=lambda phase: (phase.start or date.max, phase.end or date.max)))


def _phase(outside_id: str, period: dict[str, Any], reading: Reading, today: date) -> ReadPhase | None:
    start, end = read_days(period.get("startDate"), period.get("endDate"), outside_id, reading, today)
    if start is None and end is None:
        return None
    status = _text(period.get("status"), 20)
    name = _text(period.get("name"), 120)
    return ReadPhase(
        start,
        end,
        "" if name == OVERALL else name,
        start_certainty="high" if status == "STARTED" else "medium",
        end_certainty="low" if period.get("overrunning") else "medium",
        outside_id=_text(period.get("id"), 40),
    )


def _line(outside_id: str, part: dict[str, Any], reading: Reading, *, is_detour: bool) -> ReadLine | None:
    kind = MeasureKind.NONE
    if not is_detour:
        kind = _known(MEASURES, part.get("restrictionType"), MeasureKind.NONE, outside_id, reading)
    speed = part.get("maximumSpeed")
    line = ReadLine(
        geometry=_shape(part["geometry"], outside_id, reading),
        kind=kind,
        is_detour=is_detour,
        name=_text(part.get("name"), 200),
        direction=Direction.ALONG if part.get("direction") == "A_B" else Direction.BOTH,
        modes=_modes(part, outside_id, reading),
        speed_kmh=speed if isinstance(speed, int) and 0 < speed <= 130 else None,
        outside_id=_text(part.get("recordId"), 160),
    )
    if is_detour:
        return line
    return replace(
        line,
        lets_emergency_pass=_passes(part.get("emergency")),
        lets_bus_pass=_passes(part.get("publicTransport")),
    )


def _modes(part: dict[str, Any], outside_id: str, reading: Reading) -> tuple[str, ...]:
    """Of the kinds of vehicle that are named or, without these, of the way of transport. None named: all."""
    named = part.get("vehicleTypes")
    if isinstance(named, list) and named:
        found = [_known(MODES, each, None, outside_id, reading) for each in named]
        return tuple(dict.fromkeys(str(mode) for mode in found if mode is not None))
    modes = _known(MODES_OF_TRANSPORT, part.get("transportMode"), (), outside_id, reading)
    return tuple(str(mode) for mode in modes)


def _passes(said: object) -> bool | None:
    """It says "true" and "false" as texts."""
    answer = said.get("passageAllowed") if isinstance(said, dict) else None
    return {"true": True, "false": False}.get(str(answer).lower())


def _shape(geometry: object, outside_id: str, reading: Reading) -> dict[str, Any] | None:
    try:
        found = read_shape(geometry)
    except UnreadableShape as problem:
        reading.tell(Oddity.OTHER_COORDINATES, outside_id, problem)
        return None
    if found is None:
        reading.tell(Oddity.NO_GEOMETRY, outside_id)
    return found


def _tell_where(work: ReadWork, reading: Reading, city: Bounds | None) -> None:
    if city is not None and work.geometry is not None and not city.holds(*middle_of(work.geometry)):
        reading.tell(Oddity.ELSEWHERE, work.outside_id, work.road)


def _known(words: dict[str, Any], said: object, otherwise: Any, outside_id: str, reading: Reading) -> Any:
    """What a word of the source means; nothing said means nothing odd."""
    if said is None or said == "":
        return otherwise
    if isinstance(said, str) and said in words:
        return words[said]
    reading.tell(Oddity.UNKNOWN_WORD, outside_id, said)
    return otherwise


def _list(value: object) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _text(value: object, longest: int) -> str:
    return plain_text(str(value), longest) if isinstance(value, str | int) else ""


def _web_address(value: object) -> str:
    text = _text(value, 200)
    return text if text.startswith(("https://", "http://")) else ""
