"""The plan: editions, priorities, projects, milestones, results."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from speerpunt.core.enums import Health, Level, Theme, Visibility
from speerpunt.priorities.enums import (
    CollectiveRole,
    EditionStatus,
    MilestoneKind,
    Phase,
    ResultKind,
    ServiceKind,
)
from speerpunt.priorities.models import Milestone, Priority, Project, Result

from .base import UNSAID, Asked, AskedId, Cents, Day, Flag, Id, ListQuery, Number, change_of, text_of


class EditionTold(BaseModel):
    id: int
    title: str
    start: date
    end: date
    status: EditionStatus
    summary: str


class EditionQuery(ListQuery):
    status: EditionStatus | None = None


class PriorityTold(BaseModel):
    id: int
    edition: int
    parent: int | None
    number: int
    title: str
    slug: str
    summary: str
    health: Health
    health_reason: str
    is_assumed: bool
    visibility: Visibility


class PriorityQuery(ListQuery):
    edition: AskedId | None = None
    parent: AskedId | None = None
    health: Health | None = None


class PriorityNew(Asked):
    edition: Id
    title: text_of(Priority, "title")
    parent: Id | None = UNSAID
    summary: text_of(Priority, "summary") = UNSAID
    health: Health = UNSAID
    health_reason: text_of(Priority, "health_reason") = UNSAID
    is_assumed: Flag = UNSAID
    visibility: Visibility = UNSAID


PriorityChange = change_of(PriorityNew, without=("edition",))


class ProjectTold(BaseModel):
    """What its page leaves out for a reader is null: people and money for a stranger, a priority out of his sight."""

    id: int
    title: str
    summary: str
    priority: int | None
    challenge: int | None
    level: Level
    collective_role: CollectiveRole | Literal[""]
    service_kind: ServiceKind | Literal[""]
    phase: Phase
    health: Health
    health_reason: str
    next_step: str
    next_step_by: int | None
    next_step_by_name: str | None
    next_step_due: date | None
    next_step_assumed: bool
    lead: int | None
    lead_name: str | None
    core_team: int | None
    core_team_name: str | None
    themes: list[Theme]
    areas: list[int]
    start: date | None
    end: date | None
    dates_assumed: bool
    budget_eur_cents: int | None
    latitude: float | None
    longitude: float | None
    visibility: Visibility | None
    updated_at: datetime
    page: str


class ProjectQuery(ListQuery):
    priority: AskedId | None = None
    area: AskedId | None = None
    theme: Theme | None = None
    phase: Phase | None = None
    health: Health | None = None
    level: Level | None = None


Ids = Annotated[list[Id], Field(max_length=200)]


class ProjectNew(Asked):
    title: text_of(Project, "title")
    priority: Id
    summary: text_of(Project, "summary") = UNSAID
    challenge: Id | None = UNSAID
    level: Level = UNSAID
    collective_role: CollectiveRole | Literal[""] = UNSAID
    service_kind: ServiceKind | Literal[""] = UNSAID
    phase: Phase = UNSAID
    health: Health = UNSAID
    health_reason: text_of(Project, "health_reason") = UNSAID
    next_step: text_of(Project, "next_step") = UNSAID
    next_step_by: Id | None = UNSAID
    next_step_due: Day | None = UNSAID
    next_step_assumed: Flag = UNSAID
    lead: Id | None = UNSAID
    core_team: Id | None = UNSAID
    themes: Annotated[list[Theme], Field(max_length=5)] = UNSAID
    areas: Ids = UNSAID
    start: Day | None = UNSAID
    end: Day | None = UNSAID
    dates_assumed: Flag = UNSAID
    budget_eur_cents: Cents | None = UNSAID
    latitude: Number | None = UNSAID
    longitude: Number | None = UNSAID
    visibility: Visibility = UNSAID


ProjectChange = change_of(ProjectNew)


class MilestoneTold(BaseModel):
    id: int
    project: int
    kind: MilestoneKind
    title: str
    due: date
    is_assumed: bool
    decided_by: str
    done_on: date | None


class MilestoneQuery(ListQuery):
    project: AskedId | None = None
    kind: MilestoneKind | None = None


class MilestoneNew(Asked):
    project: Id
    title: text_of(Milestone, "title")
    due: Day
    kind: MilestoneKind = UNSAID
    is_assumed: Flag = UNSAID
    decided_by: text_of(Milestone, "decided_by") = UNSAID
    done_on: Day | None = UNSAID


MilestoneChange = change_of(MilestoneNew, without=("project",))


class ResultTold(BaseModel):
    """A result may be known wider than its project: then that is null."""

    id: int
    priority: int
    project: int | None
    kind: ResultKind
    title: str
    text: str
    reached_on: date
    is_assumed: bool
    evidence: str
    visibility: Visibility


class ResultQuery(ListQuery):
    priority: AskedId | None = None
    project: AskedId | None = None
    kind: ResultKind | None = None


class ResultNew(Asked):
    """Of a project, or of a priority by itself."""

    project: Id | None = UNSAID
    priority: Id | None = UNSAID
    kind: ResultKind
    title: text_of(Result, "title")
    text: text_of(Result, "text") = UNSAID
    reached_on: Day = UNSAID
    is_assumed: Flag = UNSAID
    evidence: text_of(Result, "evidence") = UNSAID
    visibility: Visibility = UNSAID


ResultChange = change_of(ResultNew, without=("project", "priority"))
