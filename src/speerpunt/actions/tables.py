"""The list of actions as it is shown."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from html import escape
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy, ngettext

from speerpunt.core.addresses import address
from speerpunt.core.models import CollectiveModel
from speerpunt.core.templatetags.moments import due, said_day
from speerpunt.members.forms.fields import with_number
from speerpunt.members.models import Person, full_name
from speerpunt.members.rules import Standing, standing
from speerpunt.places.models import Area

from .enums import ActionState
from .models import IS_OPEN, Action
from .queries import actions_visible_to
from .queries.panels import actions_on_page_of
from .queries.people import own_name, suggested
from .queries.places import Place, key_of, places_of
from .queries.rows import ActionRow, for_list
from .queries.waiting import USUAL_TIME, counted

# Name in the address -> title and field.
ACTION_COLUMNS = {
    "dag": (gettext_lazy("By when"), "awaited"),
    "wat": (gettext_lazy("What"), "title"),
    "wie": (gettext_lazy("Who"), "owner__family_name"),
    "stand": (gettext_lazy("State"), "state"),
}


class ActionLine(NamedTuple):
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


def action_lines(
    rows: Iterable[ActionRow], user: Any, place_of: Callable[[ActionRow], Place | None]
) -> list[ActionLine]:
    words = _Words(standing(user))
    return [words.line(row, place_of(row)) for row in rows]


class _Words:
    """What is asked once for a whole list. Sorted by day, most of it stands in the same few days."""

    def __init__(self, at: Standing) -> None:
        self.at, self.base_url = at, address("actions:actions")
        self.states = {state.value: str(state.label) for state in ActionState}
        self.today = timezone.localdate()
        self.said_day = cache(lambda day: said_day(day, today=self.today))
        self.due = cache(lambda day: due(day, self.today))

    def line(self, row: ActionRow, place: Place | None) -> ActionLine:
        key, is_open = str(row.pk), row.is_open
        return ActionLine(
            key=key,
            url=f"{self.base_url}{key}/",
            title=row.title,
            who=full_name(row.owner__given_name or "", row.owner__family_name or ""),
            day=self.said_day(row.due),
            due=self.due(row.due) if is_open else "",
            moved=said_moved(row.times_moved),
            place=place,
            source=_source(place, row.origin),
            state=self.states[row.state],
            is_open=is_open,
            is_late=row.is_overdue(self.today),
            is_asked=row.is_asked,
            press_url=self._press_url(row, key),
        )

    def _press_url(self, row: ActionRow, key: str) -> str:
        """The owner and who made it close it, and the office."""
        if not self.at.is_office and self.at.person_id not in {row.owner_id, row.made_by_id} - {None}:
            return ""
        return f"{self.base_url}{key}/{'klaar' if row.is_open else 'heropen'}/"


def _source(place: Place | None, origin: str) -> str:
    """Written here: a template would take ten times as long over it."""
    named = escape(place.name) if place is not None else ""
    if place is not None and place.url:
        named = f'<a href="{escape(place.url)}">{named}</a>'
    # What people wrote is escaped, the rest is ours.
    return mark_safe(f"{named}<small>{escape(origin)}</small>" if origin else named)


def said_moved(times: int) -> str:
    """moved twice; nothing when it never was."""
    if not times:
        return ""
    return ngettext("moved once", "moved %(times)s times", times) % {"times": times}


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
    nearest = for_list(is_open.order_by("due", "pk"), is_open_only=True)[: MOST_ON_A_PANEL + 1]
    found = [ActionRow(*row) for row in nearest]
    if not found and quick is None:
        return None
    has_more = len(found) > MOST_ON_A_PANEL
    count, overdue = counted(is_open) if has_more else (len(found), sum(row.is_overdue() for row in found))
    places = places_of(user, found)
    return {
        "lines": action_lines(found[:MOST_ON_A_PANEL], user, lambda row: places.get(row.pk)),
        "count": count,
        "overdue": overdue,
        "quick": quick,
        "query": query,
        "is_printed": is_printed,
    }
