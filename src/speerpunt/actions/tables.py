"""The list of actions as it is shown."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, DateField, F, QuerySet, Value, When
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy, ngettext

from speerpunt.core.addresses import address
from speerpunt.core.models import CollectiveModel
from speerpunt.core.templatetags.moments import due, said_day
from speerpunt.members.forms.fields import with_number
from speerpunt.members.models import Person
from speerpunt.members.rules import Standing, standing
from speerpunt.places.models import Area

from .enums import ActionState, RequestState
from .models import IS_OPEN, Action, ActionRequest
from .queries import actions_visible_to
from .queries.panels import actions_on_page_of
from .queries.people import own_name, suggested
from .queries.places import Place, key_of, places_of
from .queries.waiting import USUAL_TIME, counted

# Name in the address -> title and field.
ACTION_COLUMNS = {
    "dag": (gettext_lazy("By when"), "awaited"),
    "wat": (gettext_lazy("What"), "title"),
    "wie": (gettext_lazy("Who"), "owner__family_name"),
    "stand": (gettext_lazy("State"), "state"),
}
SHOWN = (
    "title",
    "due",
    "times_moved",
    "state",
    "origin",
    "former_subject",
    "visibility",
    "content_type",
    "object_id",
    "made_by",
    "owner__given_name",
    "owner__family_name",
)


@dataclass(frozen=True)
class ActionLine:
    """One row, with everything ready to show."""

    key: str
    url: str
    title: str
    who: str
    day: str
    due: str
    moved: str
    place: Place | None
    # What it hangs on, as a link where it has a page, and where it came from.
    source: str
    state: str
    is_open: bool
    is_late: bool
    is_asked: bool
    # The address that closes it, or opens it again, for who may.
    press_url: str


def for_list(actions: QuerySet[Action], *, is_open_only: bool) -> QuerySet[Action]:
    """Sorted by day, what is closed comes after what is open."""
    awaited = (
        F("due")
        if is_open_only
        else Case(When(state=ActionState.OPEN, then=F("due")), default=Value(None), output_field=DateField())
    )
    return actions.annotate(awaited=awaited).select_related("owner").only(*SHOWN)


def action_lines(
    actions: Iterable[Action], user: Any, place_of: Callable[[Action], Place | None]
) -> list[ActionLine]:
    """In one query more."""
    rows = list(actions)
    asked = set(
        ActionRequest.objects.filter(
            state=RequestState.OPEN, action__in=[action.pk for action in rows]
        ).values_list("action_id", flat=True)
    )
    at, base_url = standing(user), address("actions:actions")
    states = {state.value: str(state.label) for state in ActionState}
    today = timezone.localdate()
    return [
        _line(action, at, base_url, states, place_of(action), today, is_asked=action.pk in asked)
        for action in rows
    ]


def _line(
    action: Action,
    at: Standing,
    base_url: str,
    states: dict[str, str],
    place: Place | None,
    today: date,
    *,
    is_asked: bool,
) -> ActionLine:
    key = str(action.pk)
    may_close = at.is_office or at.person_id in {action.owner_id, action.made_by_id} - {None}
    return ActionLine(
        key=key,
        url=f"{base_url}{key}/",
        title=action.title,
        who=str(action.owner) if action.owner is not None else "",
        day=said_day(action.due, today=today),
        due=due(action.due, today) if action.is_open else "",
        moved=said_moved(action),
        place=place,
        source=_source(place, action.origin),
        state=states[action.state],
        is_open=action.is_open,
        is_late=action.is_overdue(today),
        is_asked=is_asked,
        press_url=f"{base_url}{key}/{'klaar' if action.is_open else 'heropen'}/" if may_close else "",
    )


def _source(place: Place | None, origin: str) -> str:
    """Written here: a template would take ten times as long over it."""
    named = place.name if place is not None else ""
    if place is not None and place.url:
        named = format_html('<a href="{}">{}</a>', place.url, place.name)
    return format_html("{}<small>{}</small>", named, origin) if origin else named


def said_moved(action: Action) -> str:
    """moved twice; nothing when it never was."""
    if not action.times_moved:
        return ""
    words = ngettext("moved once", "moved %(times)s times", action.times_moved)
    return words % {"times": action.times_moved}


@dataclass(frozen=True)
class QuickAdd:
    """One line: what, who, by when. The form of a new action takes it, and asks what lacks."""

    url: str
    people: list[str]
    who: str
    day: date


def quick_add(user: Any, target: CollectiveModel | None = None, owner: Person | None = None) -> QuickAdd:
    url = address("actions:action_add")
    if target is not None:
        meta = target._meta
        url = address("actions:action_add_to", meta.app_label, meta.model_name, target.pk)
    people = suggested(user)
    who = {owner.pk: str(owner)} if owner is not None else own_name(user)
    names = _told_apart({**people, **who})
    return QuickAdd(
        url=url,
        people=[names[pk] for pk in people],
        who=next((names[pk] for pk in who), ""),
        day=timezone.localdate() + USUAL_TIME,
    )


def _told_apart(people: dict[int, str]) -> dict[int, str]:
    """Those with the same name by their number too, as the field understands it."""
    times = Counter(people.values())
    return {pk: name if times[name] == 1 else with_number(name, pk) for pk, name in people.items()}


MOST_ON_A_PANEL = 8


def actions_panel(request: HttpRequest, target: CollectiveModel) -> dict[str, Any] | None:
    """What is open about a thing, nearest first; with one line to add where one may."""
    user = request.user
    if not user.has_perm("actions.list_actions"):
        return None
    quick = quick_add(user, target) if user.has_perm("actions.add_action", target) else None
    rows = actions_on_page_of(target, user)
    if isinstance(target, Area):
        # Its profile is printed on one sheet, and that is full.
        return _panel(rows, user, quick, f"gebied={target.slug}", is_printed=False)
    return _panel(rows, user, quick, f"waar={key_of(target)}")


def person_panel(request: HttpRequest, person: Person) -> dict[str, Any] | None:
    user = request.user
    if not user.has_perm("actions.list_actions"):
        return None
    may_add = person.erased_at is None and user.has_perm("actions.add_action")
    quick = quick_add(user, owner=person) if may_add else None
    return _panel(actions_visible_to(user).filter(owner=person), user, quick, f"wie={person.pk}")


def _panel(
    rows: QuerySet[Action], user: Any, quick: QuickAdd | None, query: str, *, is_printed: bool = True
) -> dict[str, Any] | None:
    is_open = rows.filter(IS_OPEN)
    found = list(for_list(is_open.order_by("due", "pk"), is_open_only=True)[: MOST_ON_A_PANEL + 1])
    if not found and quick is None:
        return None
    has_more = len(found) > MOST_ON_A_PANEL
    count, overdue = (
        counted(is_open) if has_more else (len(found), sum(action.is_overdue() for action in found))
    )
    places = places_of(user, found)
    return {
        "lines": action_lines(found[:MOST_ON_A_PANEL], user, lambda action: places.get(action.pk)),
        "count": count,
        "overdue": overdue,
        "quick": quick,
        "query": query,
        "is_printed": is_printed,
    }
