"""Editions of the plan, and the priorities in them."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest

from speerpunt.core.doors import demand
from speerpunt.priorities.forms.plans import PriorityForm
from speerpunt.priorities.models import PlanEdition, Priority
from speerpunt.priorities.queries import editions_visible_to, priorities_visible_to
from speerpunt.priorities.services import add_priority, change_priority, delete_priority

from ...enums import Group
from ...schemas.plan import (
    EditionQuery,
    EditionTold,
    PriorityChange,
    PriorityNew,
    PriorityQuery,
    PriorityTold,
)
from ..filling import Sent, fill, seen
from .kind import Kind, Rows, by, within


def tell_editions(user: Any, rows: Sequence[PlanEdition]) -> list[EditionTold]:
    names = ("id", "title", "start", "end", "status", "summary")
    return [EditionTold(**{name: getattr(row, name) for name in names}) for row in rows]


EDITIONS = Kind(
    "editions",
    "edition",
    Group.PLAN,
    PlanEdition,
    editions_visible_to,
    EditionTold,
    tell_editions,
    about="Editions of the plan. Read only: which edition applies is decided on its page.",
    query=EditionQuery,
    filters={"status": by("status")},
)

OF_PRIORITY = (
    "id",
    "number",
    "title",
    "slug",
    "summary",
    "health",
    "health_reason",
    "is_assumed",
    "visibility",
)


def priorities_to_tell(user: Any) -> Rows:
    return priorities_visible_to(user).select_related("edition", "parent")


def tell_priorities(user: Any, rows: Sequence[Priority]) -> list[PriorityTold]:
    return [
        PriorityTold(
            **{name: getattr(row, name) for name in OF_PRIORITY}, edition=row.edition_id, parent=row.parent_id
        )
        for row in rows
    ]


def _add(request: HttpRequest, sent: Sent) -> Priority:
    demand(request, "priorities.manage_plan")
    edition = seen(editions_visible_to(request.user), sent.pop("edition"), "#/edition")
    blank = Priority(collective=edition.collective, edition=edition)
    form = fill(lambda data: PriorityForm(data, instance=blank, edition=edition), sent)
    return add_priority(edition, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]


def _change(request: HttpRequest, row: Priority, sent: Sent) -> None:
    form = fill(lambda data: PriorityForm(data, instance=row, edition=row.edition), sent)
    change_priority(row, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]


PRIORITIES = Kind(
    "priorities",
    "priority",
    Group.PLAN,
    Priority,
    priorities_to_tell,
    PriorityTold,
    tell_priorities,
    about="Priorities of the plan; a sub-priority has a parent. One with projects cannot be deleted.",
    query=PriorityQuery,
    filters={
        "edition": within("edition", editions_visible_to),
        "parent": within("parent", priorities_visible_to),
        "health": by("health"),
    },
    new=PriorityNew,
    add=_add,
    change_asks=PriorityChange,
    change=_change,
    change_permission="priorities.manage_plan",
    remove=lambda request, row: delete_priority(row, by=request.user),  # type: ignore[arg-type]
    remove_permission="priorities.manage_plan",
)
