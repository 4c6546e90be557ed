"""What may meet: anything with a place, periods or themes."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import shapely

from ..problems import InputProblem


@dataclass(frozen=True)
class Period:
    """Days `first` through `last`, both included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise InputProblem(f"a period ends on {self.last}, before it begins on {self.first}")


@dataclass(frozen=True)
class Item:
    """A work, a project, an area.

    `geometry` in metres (a projection such as RD New), or None; `links`: ids of the road links it is on; `periods`: its
    phases, of which the days between do not count. An item without periods meets nothing in time: when it happens is
    not known. One that always holds, such as an area, `is_lasting`.
    """

    id: str
    geometry: shapely.Geometry | None = None
    links: frozenset[str] = frozenset()
    periods: tuple[Period, ...] = ()
    themes: frozenset[str] = frozenset()
    is_lasting: bool = False

    def __post_init__(self) -> None:
        if self.geometry is not None and not np.isfinite(shapely.get_coordinates(self.geometry)).all():
            raise InputProblem(f"the geometry of {self.id!r} has a coordinate that is no number")
