"""Areas, and what is measured and meant in them."""

from datetime import date
from typing import Literal

from pydantic import BaseModel

from speerpunt.core.enums import Certainty, Theme
from speerpunt.places.enums import AreaKind, Direction
from speerpunt.places.models import Area, Indicator, Measurement, Target

from .base import UNSAID, Asked, AskedId, Day, Flag, Id, ListQuery, Number, Shape, Whole, change_of, text_of


class AreaProperties(BaseModel):
    id: int
    slug: str
    name: str
    kind: AreaKind
    parent: int | None
    summary: str
    certainty: Certainty
    source: str
    start: date | None
    end: date | None
    page: str


class AreaTold(AreaProperties):
    geometry: Shape | None


class AreaQuery(ListQuery):
    kind: AreaKind | None = None
    parent: AskedId | None = None


class AreaNew(Asked):
    name: text_of(Area, "name")
    kind: AreaKind
    parent: Id | None = UNSAID
    summary: text_of(Area, "summary") = UNSAID
    geometry: Shape | None = UNSAID
    certainty: Certainty = UNSAID
    source: text_of(Area, "source") = UNSAID
    start: Day | None = UNSAID
    end: Day | None = UNSAID


AreaChange = change_of(AreaNew)


class IndicatorTold(BaseModel):
    id: int
    slug: str
    name: str
    unit: str
    decimals: int
    theme: Theme | Literal[""]
    direction: Direction
    scale_low: float | None
    scale_high: float | None
    definition: str
    source: str
    page: str


class IndicatorQuery(ListQuery):
    theme: Theme | None = None


class IndicatorNew(Asked):
    name: text_of(Indicator, "name")
    unit: text_of(Indicator, "unit") = UNSAID
    decimals: Whole = UNSAID
    theme: Theme | Literal[""] = UNSAID
    direction: Direction = UNSAID
    scale_low: Number | None = UNSAID
    scale_high: Number | None = UNSAID
    definition: text_of(Indicator, "definition") = UNSAID
    source: text_of(Indicator, "source") = UNSAID


IndicatorChange = change_of(IndicatorNew)


class NumberQuery(ListQuery):
    indicator: AskedId | None = None
    area: AskedId | None = None


class MeasurementTold(BaseModel):
    """Without an area it is of the whole city."""

    id: int
    indicator: int
    area: int | None
    measured_on: date
    value: float
    note: str
    source: str
    is_assumed: bool


class MeasurementNew(Asked):
    """A second one of the same indicator, area and day puts the first one right."""

    indicator: Id
    area: Id | None = UNSAID
    measured_on: Day
    value: Number
    note: text_of(Measurement, "note") = UNSAID
    source: text_of(Measurement, "source") = UNSAID
    is_assumed: Flag = UNSAID


class TargetTold(BaseModel):
    id: int
    indicator: int
    area: int | None
    due: date
    value: float
    source: str
    is_assumed: bool


class TargetNew(Asked):
    """A second one of the same indicator, area and day changes the first one."""

    indicator: Id
    area: Id | None = UNSAID
    due: Day
    value: Number
    source: text_of(Target, "source") = UNSAID
    is_assumed: Flag = UNSAID
