"""What the list of actions can be narrowed to. Choices come from what the visitor may see."""

from collections.abc import Callable, Container, Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from speerpunt.core.registry import VisitorFilter, visitor_filters_for
from speerpunt.members.filters import Filter, ListFilters
from speerpunt.members.models import Person
from speerpunt.members.rules import standing
from speerpunt.places.models import Area

from .enums import ActionState, RequestState
from .models import IS_OPEN, Action, ActionRequest
from .queries.places import actions_about, on_place, target_named
from .queries.sight import Sight
from .queries.waiting import counted

Actions = QuerySet[Action]

LIST = "actions:actions"
ALL = "alles"
MINE, ASKED, MADE, NOBODY = "mijn", "gevraagd", "gemaakt", "niemand"
LISTS = {
    MINE: _("Mine"),
    ASKED: _("A question is open"),
    MADE: _("Made by me"),
    NOBODY: _("Nobody acts"),
}
STATES = {
    "open": pgettext_lazy("actions", "open"),
    "klaar": pgettext_lazy("actions", "done"),
    "vervallen": pgettext_lazy("actions", "dropped"),
    ALL: pgettext_lazy("actions", "all"),
}
# In the address: the state, the order and the page.
NARROWS_NOTHING = frozenset({"stand", "op", "bladzijde"})
IN_ADDRESS = {"open": ActionState.OPEN, "klaar": ActionState.DONE, "vervallen": ActionState.DROPPED}
LATE, WEEK, MONTH, LATER = "te-laat", "week", "maand", "later"
PERIODS = {
    LATE: _("overdue"),
    WEEK: _("within a week"),
    MONTH: _("within four weeks"),
    LATER: _("after that"),
}


class ActionFilters(ListFilters):
    """Without a word about it, what is open is shown: the rest is found when it is asked for."""

    texts = {"zoek": _("search")}

    def __init__(self, query: QueryDict, user: Any) -> None:
        super().__init__(query)
        self.user = user
        self.sight = Sight(user, is_open_only=self.shows_open_only, is_tallied=self.is_whole)

    def available(self) -> Iterable[Filter]:
        yield self._filter("lijst", _("list"), LISTS.items(), self._on_list)
        yield self._filter("wie", _("who"), self._people, by_owner)
        yield self._filter("waar", _("hangs on"), self._places, self._on_place)
        yield self._filter("gebied", _("area"), self._areas, self._in_area)
        for entered in visitor_filters_for(LIST):
            yield self._filter(
                entered.name, entered.label, entered.choices(self.user), self._entered(entered)
            )
        yield self._filter("wanneer", _("by when"), PERIODS.items(), due_within)
        yield self._filter("stand", _("state"), STATES.items(), in_state)

    @property
    def shown(self) -> list[Filter]:
        """The lists are tabs."""
        return [each for each in self.selects if each.name != "lijst"]

    @property
    def kept(self) -> list[tuple[str, str]]:
        return [("lijst", self.chosen_list)] if self.chosen_list else []

    @property
    def chosen_list(self) -> str:
        return self.query.get("lijst", "")

    @property
    def shows_open_only(self) -> bool:
        return self.query.get("stand", "") in {"", "open"}

    @property
    def is_whole(self) -> bool:
        """Nothing but a state is asked for."""
        return not any(value for name, value in self.query.items() if name not in NARROWS_NOTHING)

    @property
    def says_state(self) -> bool:
        return not self.shows_open_only

    def select(self, rows: Actions) -> Actions:
        return super().select(rows.filter(IS_OPEN) if not self.query.get("stand") else rows)

    def counted(self, rows: Actions) -> tuple[int, int]:
        """How many of the selected rows there are, and how many of them are overdue."""
        return self.sight.counted(self._states) if self.is_whole else counted(rows)

    @property
    def _states(self) -> Container[str]:
        stand = self.query.get("stand") or "open"
        return ActionState.values if stand == ALL else [IN_ADDRESS[stand]] if stand in IN_ADDRESS else ()

    def tabs(self) -> Iterable[tuple[str, Any, str]]:
        """Name, words and the rest of the address of each list."""
        yield "", _("All"), self._selection_of("")
        for name, words in LISTS.items():
            if name != NOBODY or standing(self.user).is_office:
                yield name, words, self._selection_of(name)

    def _selection_of(self, name: str) -> str:
        kept = QueryDict(self.selection, mutable=True)
        kept.pop("lijst", None)
        if name:
            kept["lijst"] = name
        return kept.urlencode()

    @cached_property
    def _people(self) -> list[tuple[int, str]]:
        """Who has something open, and the one that is asked for."""
        found = dict(self.sight.owners)
        asked = self.query.get("wie", "")
        if asked.isdecimal() and len(asked) < 19 and int(asked) not in found:
            owned = self.sight.actions.filter(owner_id=asked).order_by().values("owner_id")[:1]
            found |= {person.pk: str(person) for person in Person.objects.filter(pk__in=owned)}
        return list(found.items())

    @cached_property
    def _places(self) -> list[tuple[str, str]]:
        found = self.sight.places
        asked = self.query.get("waar", "")
        if asked and asked not in dict(found):
            target = target_named(self.user, asked)
            return [*found, (asked, str(target))] if target is not None else found
        return found

    @property
    def _areas(self) -> Iterable[tuple[str, str]]:
        return Area.objects.kept().values_list("slug", "name")

    def _on_list(self, rows: Actions, name: str) -> Actions:
        at = standing(self.user)
        if name == NOBODY:
            return rows.filter(owner__isnull=True)
        if name == ASKED:
            return rows.filter(
                pk__in=ActionRequest.objects.filter(state=RequestState.OPEN).values("action_id")
            )
        return rows.filter(**{"owner_id" if name == MINE else "made_by_id": at.person_id or 0})

    def _entered(self, entered: VisitorFilter) -> Callable[[Actions, str], Actions]:
        return lambda rows, value: entered.apply(rows, value, self.user)

    def _on_place(self, rows: Actions, key: str) -> Actions:
        return rows.filter(on_place(self.user, key))

    def _in_area(self, rows: Actions, slug: str) -> Actions:
        return rows.filter(actions_about(Area.objects.get(slug=slug), self.user))


def by_owner(rows: Actions, value: str) -> Actions:
    return rows.filter(owner_id=value)


def in_state(rows: Actions, value: str) -> Actions:
    return rows if value == ALL else rows.filter(state=IN_ADDRESS[value])


def due_within(rows: Actions, value: str, on: date | None = None) -> Actions:
    """Overdue is what is open only; the others are days, whatever the state."""
    today = on or timezone.localdate()
    in_a_week, in_four = today + timedelta(days=7), today + timedelta(days=28)
    if value == LATE:
        return rows.filter(IS_OPEN, due__lt=today)
    if value == WEEK:
        return rows.filter(due__range=(today, in_a_week))
    if value == MONTH:
        return rows.filter(due__range=(today, in_four))
    return rows.filter(due__gt=in_four)
