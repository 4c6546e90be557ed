"""Who does what by when."""

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel

from speerpunt.actions.enums import ActionState
from speerpunt.actions.models import Action
from speerpunt.core.enums import Visibility

from .base import UNSAID, Asked, AskedId, Day, Id, ListQuery, change_of, text_of
from .plan import Ids


class TargetLink(BaseModel):
    """What an action hangs on, as far as its reader sees that; `kind` is as in `priorities.project`."""

    kind: str
    id: int
    name: str
    page: str


class TargetAsked(Asked):
    kind: str
    id: Id


class ActionTold(BaseModel):
    id: int
    title: str
    explanation: str
    owner: int | None
    owner_name: str | None
    due: date
    first_due: date | None
    times_moved: int
    state: ActionState
    closed_on: date | None
    drop_reason: str
    origin: str
    areas: list[int]
    visibility: Visibility | Literal[""]
    target: TargetLink | None
    updated_at: datetime
    page: str


class ActionQuery(ListQuery):
    state: ActionState | None = None
    owner: AskedId | None = None
    due_before: Day | None = None


class ActionNew(Asked):
    title: text_of(Action, "title")
    owner: Id
    due: Day
    explanation: text_of(Action, "explanation") = UNSAID
    origin: text_of(Action, "origin") = UNSAID
    visibility: Visibility | Literal[""] = UNSAID
    areas: Ids = UNSAID
    target: TargetAsked | None = UNSAID


ActionChange = change_of(ActionNew, without=("target",))


class Dropped(Asked):
    reason: text_of(Action, "drop_reason")
