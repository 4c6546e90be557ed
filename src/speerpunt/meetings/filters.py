"""What the list of meetings can be narrowed to. Choices come from what the visitor may see."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from speerpunt.core.texts import folded
from speerpunt.members.filters import Filter, ListFilters, by_field, search_words
from speerpunt.members.models import Body
from speerpunt.places.models import Area

from .enums import DecisionState, Form, MeetingKind, MeetingState
from .models import Decision, Meeting
from .queries import meetings_visible_to
from .queries.register import bodies_of, dossiers_of, in_area, on_dossier
from .queries.register import years_of as years_of_decisions
from .queries.year import within, years_of

Meetings = QuerySet[Meeting]

COMING, WAS, ALL = "", "was", "alles"
LISTS = {
    COMING: pgettext_lazy("meetings", "Coming"),
    WAS: pgettext_lazy("meetings", "Past"),
    ALL: pgettext_lazy("meetings", "All"),
}


class MeetingFilters(ListFilters):
    """Without a word about it, what comes is shown; what was stands on the next tab."""

    texts = {"zoek": _("search")}

    def __init__(self, query: QueryDict, user: Any) -> None:
        super().__init__(query)
        self.meetings = meetings_visible_to(user)

    def available(self) -> Iterable[Filter]:
        yield self._filter("lijst", _("list"), list(LISTS.items())[1:], self._on_list)
        yield self._filter("gremium", _("body"), self._bodies, by_field("body_id"))
        yield self._filter("soort", _("kind"), MeetingKind.choices, by_field("kind"))
        yield self._filter("vorm", pgettext_lazy("of a meeting", "form"), Form.choices, by_field("form"))
        yield self._filter("stand", _("state"), MeetingState.choices, by_field("state"))
        yield self._filter("jaar", _("year"), self._years, lambda rows, year: rows.filter(within(int(year))))

    @property
    def shown(self) -> list[Filter]:
        """The lists are tabs."""
        return [each for each in self.selects if each.name != "lijst"]

    @property
    def kept(self) -> list[tuple[str, str]]:
        return [("lijst", self.chosen_list)] if self.chosen_list else []

    @property
    def chosen_list(self) -> str:
        return self.query.get("lijst", COMING)

    @property
    def is_of_the_past(self) -> bool:
        return self.chosen_list == WAS

    @cached_property
    def is_narrowed(self) -> bool:
        return bool(self.search) or any(each.value for each in self.shown)

    def select(self, rows: Meetings) -> Meetings:
        for each in self.selects:
            rows = each.narrowed(rows)
        for word in search_words(self.search):
            rows = rows.filter(Q(search_text__contains=word) | Q(body__in=self._bodies_named(word)))
        return rows.filter(ends_at__gte=timezone.now()) if self.chosen_list == COMING else rows

    def tabs(self) -> Iterable[tuple[str, Any, str]]:
        """Name, words and the rest of the address of each list."""
        for name, words in LISTS.items():
            kept = QueryDict(self.selection, mutable=True)
            kept.pop("lijst", None)
            if name:
                kept["lijst"] = name
            yield name, words, kept.urlencode()

    def _on_list(self, rows: Meetings, name: str) -> Meetings:
        return rows.filter(ends_at__lt=timezone.now()) if name == WAS else rows

    @cached_property
    def _bodies(self) -> list[tuple[int, str]]:
        """Those of which something is seen."""
        found = self.meetings.order_by().values("body_id")
        return list(Body.objects.filter(pk__in=found).order_by("name").values_list("pk", "name"))

    def _bodies_named(self, word: str) -> list[int]:
        return [pk for pk, name in self._bodies if word in folded(name)]

    @cached_property
    def _years(self) -> list[tuple[int, str]]:
        return [(year, str(year)) for year in reversed(years_of(self.meetings))]


Decisions = QuerySet[Decision]

# Name in the address -> title and field.
DECISION_COLUMNS = {
    "dag": (_("Decided on"), "decided_on"),
    "besluit": (_("Decision"), "text"),
    "gremium": (_("Body"), "body__name"),
    "stand": (_("State"), "state"),
}


class DecisionFilters(ListFilters):
    """Choices come from the decisions that the visitor sees."""

    texts = {"zoek": _("search")}

    def __init__(self, query: QueryDict, user: Any) -> None:
        super().__init__(query)
        self.user = user

    def available(self) -> Iterable[Filter]:
        years = [(year, str(year)) for year in years_of_decisions(self.user)]
        areas = Area.objects.kept().order_by("name").values_list("slug", "name")
        yield self._filter("gremium", _("body"), bodies_of(self.user), by_field("body_id"))
        yield self._filter("jaar", _("year"), years, by_field("year"))
        yield self._filter("dossier", _("dossier"), dossiers_of(self.user), self._on_dossier)
        yield self._filter("gebied", _("area"), areas, self._in_area)
        yield self._filter(
            "stand", pgettext_lazy("decision", "state"), DecisionState.choices, by_field("state")
        )

    def _on_dossier(self, rows: Decisions, value: str) -> Decisions:
        return on_dossier(rows, value, self.user)

    def _in_area(self, rows: Decisions, slug: str) -> Decisions:
        return in_area(rows, Area.objects.get(slug=slug), self.user)
