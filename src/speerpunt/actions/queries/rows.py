"""The rows of a list of actions, as plain values: making objects of them takes longer than reading them."""

from datetime import date
from typing import Any, NamedTuple

from django.db.models import Case, DateField, Exists, F, OuterRef, QuerySet, Value, When
from django.utils import timezone

from ..enums import ActionState, RequestState
from ..models import Action, ActionRequest


class ActionRow(NamedTuple):
    """What is read of an action, in this order."""

    pk: int
    title: str
    due: date
    times_moved: int
    state: str
    origin: str
    former_subject: str
    visibility: str
    content_type_id: int | None
    object_id: int | None
    owner_id: int | None
    made_by_id: int | None
    owner__given_name: str | None
    owner__family_name: str | None
    is_asked: bool

    @property
    def is_open(self) -> bool:
        return self.state == ActionState.OPEN

    def is_overdue(self, on: date | None = None) -> bool:
        return self.is_open and self.due < (on or timezone.localdate())


def for_list(actions: QuerySet[Action], *, is_open_only: bool) -> QuerySet[Any]:
    """What `ActionRow` is made of. Sorted by day, what is closed comes after what is open."""
    awaited = (
        F("due")
        if is_open_only
        else Case(When(state=ActionState.OPEN, then=F("due")), default=Value(None), output_field=DateField())
    )
    asked = ActionRequest.objects.filter(state=RequestState.OPEN, action=OuterRef("pk"))
    return actions.annotate(awaited=awaited, is_asked=Exists(asked)).values_list(*ActionRow._fields)
