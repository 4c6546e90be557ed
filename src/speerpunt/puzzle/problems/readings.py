"""What a source says, in our own words: works with their phases and lines, and what is odd about them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from ..enums import Direction, Hindrance, MeasureKind, Oddity, WorkKind, WorkStatus

Geometry = dict[str, Any]


@dataclass(frozen=True)
class ReadPhase:
    """A period; an open side is not known."""

    start: date | None
    end: date | None
    name: str = ""
    start_certainty: str = "medium"
    end_certainty: str = "medium"
    outside_id: str = ""


@dataclass(frozen=True)
class ReadLine:
    """A stretch of road on which something happens, or the way around it."""

    geometry: Geometry | None
    kind: str = MeasureKind.CLOSED
    is_detour: bool = False
    name: str = ""
    direction: str = Direction.BOTH
    modes: tuple[str, ...] = ()
    speed_kmh: int | None = None
    lets_emergency_pass: bool | None = None
    lets_bus_pass: bool | None = None
    outside_id: str = ""


@dataclass(frozen=True)
class ReadWork:
    outside_id: str
    name: str
    kind: str = WorkKind.OTHER
    status: str = WorkStatus.PLANNED
    description: str = ""
    hindrance: str = Hindrance.UNKNOWN
    geometry: Geometry | None = None
    road: str = ""
    authority: str = ""
    url: str = ""
    phases: tuple[ReadPhase, ...] = ()
    lines: tuple[ReadLine, ...] = ()


@dataclass(frozen=True)
class Odd:
    """Something unusual: what, and in which thing of the source."""

    oddity: Oddity
    outside_id: str
    # What stands there, where that helps to find it.
    what: str = ""
