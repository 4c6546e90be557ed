"""Actions of an example, and what was asked about them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import ClassVar

from django.utils import timezone

from speerpunt.actions.enums import ActionState, RequestState
from speerpunt.actions.models import Action, ActionRequest
from speerpunt.actions.services import usual_circle
from speerpunt.core.enums import Visibility
from speerpunt.core.models import CollectiveModel
from speerpunt.core.queries.subjects import kind_of
from speerpunt.core.texts import folded

from .identities import (
    AreaReference,
    BodyReference,
    OrganisationReference,
    PersonReference,
    PriorityReference,
    ProjectReference,
)
from .loading import Loading

MORNING = time(9, 30)


@dataclass(frozen=True)
class RequestRow:
    notes: ClassVar = ("assumed",)

    reason: str
    asked_on: date
    new_due: date | None = None
    new_owner: PersonReference | None = None
    state: RequestState = RequestState.OPEN
    answer: str = ""
    answered_by: PersonReference | None = None
    answered_on: date | None = None


@dataclass(frozen=True)
class ActionRow:
    notes: ClassVar = ("assumed",)

    title: str
    owner: PersonReference
    due: date
    explanation: str = ""
    origin: str = ""
    made_by: PersonReference | None = None
    project: ProjectReference | None = None
    priority: PriorityReference | None = None
    area: AreaReference | None = None
    organisation: OrganisationReference | None = None
    body: BodyReference | None = None
    moved_from: date | None = None
    state: ActionState = ActionState.OPEN
    closed_on: date | None = None
    drop_reason: str = ""
    visibility: Visibility | None = None
    requests: tuple[RequestRow, ...] = ()


def add_actions(loading: Loading, rows: Sequence[ActionRow]) -> None:
    wanted = [_action(loading, row) for row in rows]
    found = loading.add(Action, wanted, ("title",), is_told=True)
    requests = (
        request
        for row, action in zip(rows, found, strict=True)
        for request in _requests(loading, row, action)
    )
    loading.add(ActionRequest, requests, ("action_id", "reason"), is_told=True)


def _action(loading: Loading, row: ActionRow) -> Action:
    target = _target(loading, row)
    return Action(
        title=row.title,
        explanation=row.explanation,
        origin=row.origin,
        owner=loading.people[row.owner],
        made_by=loading.people[row.made_by] if row.made_by else None,
        due=row.due,
        first_due=row.moved_from,
        times_moved=int(row.moved_from is not None),
        state=row.state,
        closed_on=row.closed_on,
        drop_reason=row.drop_reason,
        visibility=usual_circle(target) if row.visibility is None else row.visibility,
        content_type=kind_of(type(target)) if target is not None else None,
        object_id=target.pk if target is not None else None,
        search_text=folded(f"{row.title} {row.explanation} {row.origin}"),
    )


def _target(loading: Loading, row: ActionRow) -> CollectiveModel | None:
    named: tuple[tuple[str | None, dict[str, CollectiveModel]], ...] = (
        (row.project, {**loading.projects}),
        (row.priority, {**loading.priorities}),
        (row.area, {**loading.areas}),
        (row.organisation, {**loading.organisations}),
        (row.body, {**loading.bodies}),
    )
    return next((rows[name] for name, rows in named if name), None)


def _requests(loading: Loading, row: ActionRow, action: Action) -> Iterator[ActionRequest]:
    for asked in row.requests:
        yield ActionRequest(
            action=action,
            reason=asked.reason,
            new_due=asked.new_due,
            new_owner=loading.people[asked.new_owner] if asked.new_owner else None,
            asked_by=action.owner,
            asked_at=_morning(asked.asked_on),
            state=asked.state,
            answer=asked.answer,
            answered_by=loading.people[asked.answered_by] if asked.answered_by else None,
            answered_at=_morning(asked.answered_on) if asked.answered_on else None,
        )


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, MORNING))
