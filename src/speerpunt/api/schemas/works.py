"""Works on the roads, and plans of them."""

from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, Field

from speerpunt.core.enums import Certainty, Visibility
from speerpunt.puzzle.enums import Hindrance, PlanState, WorkKind, WorkStatus
from speerpunt.puzzle.models import Work, WorkPhase, WorksPlan
from speerpunt.puzzle.models.plans import MOST_WEEKS

from .base import UNSAID, Asked, AskedId, Day, Flag, Id, ListQuery, PageQuery, Shape, change_of, text_of
from .plan import Ids


class PeriodTold(BaseModel):
    id: int
    name: str
    start: date | None
    end: date | None
    start_certainty: Certainty
    end_certainty: Certainty


class PeriodAsked(Asked):
    """With the `id` of one that is there it stays that one; without, it is a new one. An open side is not known."""

    id: Id | None = UNSAID
    name: text_of(WorkPhase, "name") = UNSAID
    start: Day | None = UNSAID
    end: Day | None = UNSAID
    start_certainty: Certainty = UNSAID
    end_certainty: Certainty = UNSAID


class WorkProperties(BaseModel):
    id: int
    name: str
    kind: WorkKind
    status: WorkStatus
    hindrance: Hindrance
    description: str
    road: str
    authority: str
    contact_role: str
    project: int | None
    areas: list[int]
    outside_id: str
    source: str | None
    visibility: Visibility | None
    periods: list[PeriodTold]
    last_seen_at: datetime | None
    vanished_at: datetime | None
    updated_at: datetime
    page: str


class WorkTold(WorkProperties):
    geometry: Shape | None


class WorkQuery(ListQuery):
    kind: WorkKind | None = None
    status: WorkStatus | None = None
    area: AskedId | None = None
    project: AskedId | None = None


class WorkNew(Asked):
    name: text_of(Work, "name")
    kind: WorkKind
    status: WorkStatus = UNSAID
    hindrance: Hindrance = UNSAID
    description: Annotated[str, Field(max_length=4000)] = UNSAID
    road: text_of(Work, "road") = UNSAID
    authority: text_of(Work, "authority") = UNSAID
    contact_role: text_of(Work, "contact_role") = UNSAID
    project: Id | None = UNSAID
    areas: Ids = UNSAID
    outside_id: text_of(Work, "outside_id") = UNSAID
    visibility: Visibility = UNSAID
    geometry: Shape | None = UNSAID
    periods: Annotated[list[PeriodAsked], Field(max_length=60)] = UNSAID


WorkChange = change_of(WorkNew)


class PlanTold(BaseModel):
    id: int
    name: str
    first_monday: date
    weeks: int
    state: PlanState
    dossier: int | None
    decision: int | None
    version: int
    page: str


class PlanQuery(PageQuery):
    state: PlanState | None = None


class PlanNew(Asked):
    """With the works as their periods lie now. It begins on the Monday of the week of `first_day`."""

    name: text_of(WorksPlan, "name")
    first_day: Day
    weeks: Annotated[int, Field(strict=True, ge=1, le=MOST_WEEKS)]
    works: Ids


class PlannedTold(BaseModel):
    """A period of a work as it lies in a plan; weeks count from 0."""

    id: int
    plan: int
    work: int
    phase_number: int
    week: int
    duration_weeks: int
    earliest: int
    latest: int | None
    is_locked: bool


class PlannedQuery(PageQuery):
    plan: AskedId | None = None
    work: AskedId | None = None


Weeks = Annotated[int, Field(strict=True, ge=0, le=MOST_WEEKS)]


class PlannedChange(Asked):
    """Another week, another length, or locked in its place."""

    week: Weeks = UNSAID
    duration_weeks: Annotated[int, Field(strict=True, ge=1, le=MOST_WEEKS)] = UNSAID
    is_locked: Flag = UNSAID
