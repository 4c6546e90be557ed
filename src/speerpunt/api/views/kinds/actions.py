"""Actions: who does what by when."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db.models import Prefetch
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from speerpunt.actions.forms.actions import ActionForm, DropForm
from speerpunt.actions.models import Action
from speerpunt.actions.queries import actions_visible_to
from speerpunt.actions.queries.people import own_person
from speerpunt.actions.services import add_action, change_action, drop_action, finish_action, reopen_action
from speerpunt.core.doors import demand
from speerpunt.core.queries.names import links_of, named_in_sight
from speerpunt.core.queries.subjects import find_target, subject_named, targets_in_sight
from speerpunt.places.models import Area

from ...enums import Group
from ...problems import wrong
from ...schemas.actions import ActionChange, ActionNew, ActionQuery, ActionTold, Dropped, TargetLink
from ..answers import page_address
from ..filling import Sent, fill
from .kind import Deed, Kind, Rows, by, named

OF_ACTION = (
    "id",
    "title",
    "explanation",
    "due",
    "first_due",
    "times_moved",
    "state",
    "closed_on",
    "drop_reason",
    "origin",
    "visibility",
    "updated_at",
)
CLOSE = "actions.close_action"


def actions_to_tell(user: Any) -> Rows:
    kept = Area.objects.kept().only("collective", "name")
    rows = actions_visible_to(user).select_related("owner", "made_by")
    return rows.prefetch_related(Prefetch("areas", kept))


def tell_actions(user: Any, rows: Sequence[Action]) -> list[ActionTold]:
    places = named_in_sight(user, links_of(rows))
    return [
        ActionTold(
            **{name: getattr(row, name) for name in OF_ACTION},
            owner=row.owner_id,
            owner_name=named(row.owner),
            areas=sorted(area.pk for area in row.areas.all()),
            target=_link(places.get((row.content_type_id or 0, row.object_id or 0))),
            page=page_address(row),
        )
        for row in rows
    ]


def _link(found: Any) -> TargetLink | None:
    if found is None:
        return None
    kind = found.subject.model._meta.label_lower
    return TargetLink(kind=kind, id=found.pk, name=found.name, page=settings.BASE_URL + found.url)


def _target(request: HttpRequest, asked: dict[str, Any] | None) -> Any:
    if asked is None:
        return None
    app, _dot, model = asked["kind"].partition(".")
    try:
        return find_target(request.user, subject_named(app, model), asked["id"])
    except Http404:
        raise wrong("#/target", _("This does not exist, or may not be seen.")) from None


def _add(request: HttpRequest, sent: Sent) -> Action:
    target = _target(request, sent.pop("target", None))
    demand(request, "actions.add_action", target)
    collective: Any = request.collective  # type: ignore[attr-defined]

    def make(data: Sent | None) -> ActionForm:
        blank, usual = Action(collective=collective), {"owner": own_person(request.user)}
        return ActionForm(data, instance=blank, user=request.user, target=target, is_new=True, initial=usual)

    values = fill(make, sent).cleaned_data
    return add_action(collective, target=target, by=request.user, **values)  # type: ignore[arg-type]


def _change(request: HttpRequest, row: Action, sent: Sent) -> None:
    found = targets_in_sight(request.user, [row])
    target = found.get((row.content_type_id or 0, row.object_id or 0))
    form = fill(lambda data: ActionForm(data, instance=row, user=request.user, target=target), sent)
    change_action(row, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]


def _drop(request: HttpRequest, row: Action, sent: Sent) -> None:
    drop_action(row, by=request.user, **fill(DropForm, sent).cleaned_data)  # type: ignore[arg-type]


ACTIONS = Kind(
    "actions",
    "action",
    Group.ACTIONS,
    Action,
    actions_to_tell,
    ActionTold,
    tell_actions,
    about="Who does what by when. An action is never deleted: it is finished, or dropped with a reason.",
    query=ActionQuery,
    filters={
        "state": by("state"),
        "owner": by("owner"),
        "due_before": lambda rows, value, user: rows.filter(due__lt=value),
    },
    list_permission="actions.list_actions",
    new=ActionNew,
    add=_add,
    change_asks=ActionChange,
    change=_change,
    change_permission="actions.change_action",
    deeds=(
        Deed(
            "finish",
            "The action is done.",
            CLOSE,
            None,
            lambda request, row, sent: finish_action(row, by=request.user),  # type: ignore[arg-type]
        ),
        Deed("drop", "It will not be done any more.", "actions.change_action", Dropped, _drop),
        Deed(
            "reopen",
            "Not done after all.",
            CLOSE,
            None,
            lambda request, row, sent: reopen_action(row, by=request.user),  # type: ignore[arg-type]
        ),
    ),
)
