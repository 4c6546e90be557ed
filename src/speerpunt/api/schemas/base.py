"""Kinds of field, and what every list has."""

from datetime import date, datetime
from typing import Annotated, Any, Generic, Literal, TypeVar

from django.db.models import Model
from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, create_model
from pydantic_core import PydanticCustomError

Told = TypeVar("Told", bound=BaseModel)

LARGEST_ID = 2**53 - 1
MOST_ROWS = 200
USUAL_ROWS = 50


def _day(value: Any) -> Any:
    """As 2026-11-23, and in no other way."""
    if value is None or isinstance(value, date):
        return value
    if not isinstance(value, str) or len(value) != 10:
        raise PydanticCustomError("day", "A day is written as 2026-11-23.")
    return value


def _moment(value: Any) -> Any:
    if not isinstance(value, str | datetime):
        raise PydanticCustomError("moment", "A moment is written as 2026-11-23T16:00:00+01:00.")
    return value


Id = Annotated[int, Field(strict=True, ge=1, le=LARGEST_ID)]
Whole = Annotated[int, Field(strict=True, ge=0, le=2**31 - 1)]
Number = Annotated[float, Field(strict=True, ge=-1e12, le=1e12, allow_inf_nan=False)]
Flag = Annotated[bool, Field(strict=True)]
Day = Annotated[date, BeforeValidator(_day, json_schema_input_type=date)]
Moment = Annotated[AwareDatetime, BeforeValidator(_moment, json_schema_input_type=AwareDatetime)]
Shape = dict[str, Any]
# Of a query, where everything is a word.
AskedId = Annotated[int, Field(ge=1, le=LARGEST_ID)]
Cents = Annotated[int, Field(strict=True, ge=0, le=10**13)]


def text_of(model: type[Model], name: str) -> Any:
    """As long as the field of the model."""
    field: Any = model._meta.get_field(name)
    return Annotated[str, Field(max_length=field.max_length)]


def _nothing() -> None:
    return None


# A field that may be left out: then it stays as it is, or gets what is usual.
UNSAID: Any = Field(default_factory=_nothing)


class Asked(BaseModel):
    """A body that is sent. What it does not know, it refuses."""

    model_config = ConfigDict(extra="forbid")


def change_of(new: type[Asked], *, without: tuple[str, ...] = ()) -> type[Asked]:
    """The same fields, none of them needed."""
    fields: dict[str, Any] = {
        name: (Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation, UNSAID)
        for name, field in new.model_fields.items()
        if name not in without
    }
    return create_model(new.__name__.removesuffix("New") + "Change", __base__=Asked, **fields)


class PageQuery(BaseModel):
    """What every list understands."""

    limit: Annotated[int, Field(ge=1, le=MOST_ROWS, description="How many rows in one answer.")] = USUAL_ROWS
    after: Annotated[
        int | None, Field(ge=0, le=LARGEST_ID, description="Go on after the row with this number.")
    ] = None


class ListQuery(PageQuery):
    """Of kinds whose changes the history knows."""

    changed_since: Annotated[
        AwareDatetime | None, Field(description="Only rows that changed since, with time zone.")
    ] = None


class Page(BaseModel, Generic[Told]):
    """A part of a list, in the order of the numbers of its rows."""

    items: list[Told]
    next: Annotated[str | None, Field(description="Where the list goes on; null at its end.")]


class Feature(BaseModel, Generic[Told]):
    """RFC 7946: longitude before latitude in WGS84, outer rings anticlockwise."""

    type: Literal["Feature"] = "Feature"
    id: int
    geometry: Shape | None
    properties: Told


class FeatureCollection(BaseModel, Generic[Told]):
    type: Literal["FeatureCollection"] = "FeatureCollection"
    features: list[Feature[Told]]


class ProblemField(BaseModel):
    pointer: str
    detail: str


class Problem(BaseModel):
    """RFC 9457."""

    type: str
    title: str
    status: int
    detail: str = ""
    errors: list[ProblemField] = []
