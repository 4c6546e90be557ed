"""Meetings, what stands on their agendas, and what was decided."""

from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, Field

from speerpunt.meetings.enums import (
    Access,
    DecisionState,
    Form,
    ItemKind,
    ItemState,
    MeetingKind,
    MeetingState,
)
from speerpunt.meetings.models import Decision, Meeting

from .base import UNSAID, Asked, AskedId, Day, Flag, Id, ListQuery, Moment, Whole, change_of, text_of


class MeetingTold(BaseModel):
    """The address online is told of one meeting, to who may come; never in a list."""

    id: int
    body: int
    body_name: str
    title: str
    kind: MeetingKind
    introduction: str
    starts_at: datetime
    ends_at: datetime
    form: Form
    place: str
    link: str | None
    access: Access
    state: MeetingState
    cancel_reason: str
    dossier: int | None
    places: int | None
    sign_up_until: datetime | None
    page: str


class MeetingQuery(ListQuery):
    body: AskedId | None = None
    state: MeetingState | None = None
    kind: MeetingKind | None = None
    starts_from: Day | None = None
    starts_before: Day | None = None


class MeetingNew(Asked):
    body: Id
    title: text_of(Meeting, "title")
    starts_at: Moment
    ends_at: Moment
    kind: MeetingKind = UNSAID
    form: Form = UNSAID
    place: text_of(Meeting, "place") = UNSAID
    link: text_of(Meeting, "link") = UNSAID
    access: Access = UNSAID
    introduction: text_of(Meeting, "introduction") = UNSAID
    dossier: Id | None = UNSAID
    places: Annotated[Whole, Field(ge=1)] | None = UNSAID
    sign_up_until: Day | None = UNSAID
    in_spite_of_conflicts: Flag = UNSAID


class MeetingTells(Asked):
    """`tells`: whether who is invited, or sits in the body, gets a mail."""

    tells: Flag = UNSAID


class MeetingChange(
    change_of(MeetingNew, without=("body", "starts_at", "ends_at", "in_spite_of_conflicts"))  # type: ignore[misc]
):
    tells: Flag = UNSAID


class Moved(MeetingTells):
    starts_at: Moment
    ends_at: Moment
    reason: Annotated[str, Field(max_length=200)] = UNSAID
    in_spite_of_conflicts: Flag = UNSAID


class Cancelled(MeetingTells):
    reason: text_of(Meeting, "cancel_reason")


class ItemTold(BaseModel):
    id: int
    meeting: int | None
    body: int
    title: str
    question: str
    kind: ItemKind
    state: ItemState
    minutes: int
    access: Access
    dossier: int | None
    page: str


class ItemQuery(ListQuery):
    meeting: AskedId | None = None


class DecisionTold(BaseModel):
    """A decision that is shared by itself tells nothing of its item and meeting."""

    id: int
    number: str
    body: int
    body_name: str
    item: int | None
    meeting: int | None
    dossier: int | None
    decided_on: date
    text: str
    votes_for: int | None
    votes_against: int | None
    votes_abstained: int | None
    binds: str
    state: DecisionState
    page: str


class DecisionQuery(ListQuery):
    body: AskedId | None = None
    dossier: AskedId | None = None
    state: DecisionState | None = None
    year: Annotated[int, Field(ge=1900, le=2199)] | None = None


Votes = Annotated[int, Field(strict=True, ge=0, le=999)]


class DecisionNew(Asked):
    """A line in the minutes of a meeting that is going on or held, until these are approved."""

    item: Id
    text: Annotated[str, Field(min_length=1, max_length=4000)]
    votes_for: Votes | None = UNSAID
    votes_against: Votes | None = UNSAID
    votes_abstained: Votes | None = UNSAID
    binds: text_of(Decision, "binds") = UNSAID


class DecisionChange(Asked):
    """What became of it. What it says stays as it was decided."""

    state: DecisionState
    note: Annotated[str, Field(max_length=200)] = UNSAID
