"""What the list of meetings can be narrowed to. Choices come from what the visitor may see."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from speerpunt.members.filters import Filter, ListFilters, by_field, search_words
from speerpunt.members.models import Body

from .enums import Form, MeetingKind, MeetingState
from .models import Meeting
from .queries import meetings_visible_to
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
            rows = rows.filter(
                Q(title__icontains=word) | Q(place__icontains=word) | Q(body__name__icontains=word)
            )
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

    @cached_property
    def _years(self) -> list[tuple[int, str]]:
        return [(year, str(year)) for year in reversed(years_of(self.meetings))]
