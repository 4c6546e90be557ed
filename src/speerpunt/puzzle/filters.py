"""What the list of works can be narrowed to."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from speerpunt.members.filters import Filter, ListFilters, by_field
from speerpunt.places.models import Area

from .enums import ClashState, Hindrance, WorkKind, WorkStatus
from .models import Clash, Work, WorkSource
from .queries.works import under_way

Works = QuerySet[Work]

NOW, SOON, QUARTER, LATER, PAST, UNKNOWN = "nu", "weken", "kwartaal", "later", "voorbij", "onbekend"
PERIODS = {
    NOW: _("going on today"),
    SOON: _("within four weeks"),
    QUARTER: _("within three months"),
    LATER: _("after that"),
    PAST: _("over"),
    UNKNOWN: _("not known when"),
}
KNOWN_HINDRANCES = [(value, label) for value, label in Hindrance.choices if value]
VANISHED, UNPLACED = "verdwenen", "zonder-plek"
NOTABLE = {VANISHED: _("no longer at the source"), UNPLACED: _("without a place")}


class WorkFilters(ListFilters):
    texts = {"zoek": _("search")}

    def __init__(self, query: QueryDict, user: Any) -> None:
        super().__init__(query)
        self.user = user

    def available(self) -> Iterable[Filter]:
        yield self._filter("wanneer", _("when"), PERIODS.items(), in_period)
        yield self._filter("soort", _("kind"), WorkKind.choices, by_field("kind"))
        yield self._filter("hinder", _("hindrance"), KNOWN_HINDRANCES, by_field("hindrance"))
        yield self._filter("stand", _("state"), WorkStatus.choices, by_field("status"))
        yield self._filter("gebied", _("area"), self._areas, by_field("areas__slug"))
        yield self._filter("bron", _("source"), self._sources, by_field("source_id"))
        yield self._filter("let-op", _("notable"), NOTABLE.items(), notable)

    @property
    def _areas(self) -> Iterable[tuple[str, str]]:
        return Area.objects.kept().values_list("slug", "name")

    @property
    def _sources(self) -> Iterable[tuple[int, str]]:
        return WorkSource.objects.values_list("pk", "name")


def in_period(works: Works, value: str) -> Works:
    today = timezone.localdate()
    if value == UNKNOWN:
        return works.filter(phases__isnull=True)
    if value == PAST:
        coming = works.filter(under_way(today, today + timedelta(days=36_500)))
        return works.filter(phases__end__lt=today).exclude(pk__in=coming.values("pk")).distinct()
    if value == LATER:
        return works.filter(phases__start__gt=today + timedelta(days=92)).distinct()
    days = {NOW: 0, SOON: 28, QUARTER: 92}[value]
    return works.filter(under_way(today, today + timedelta(days=days))).distinct()


def notable(works: Works, value: str) -> Works:
    if value == VANISHED:
        return works.filter(vanished_at__isnull=False)
    return works.filter(geometry__isnull=True)


WORKS_ONLY, WITH_PROJECTS = "werk", "project"
SIDES = {WORKS_ONLY: _("another work"), WITH_PROJECTS: _("a project")}
UNSOLVED = (ClashState.OPEN, ClashState.TALKED)


class ClashFilters(ListFilters):
    """Without a word about it, what still asks for something is shown."""

    def __init__(self, query: QueryDict, user: Any) -> None:
        super().__init__(query)
        self.user = user

    def available(self) -> Iterable[Filter]:
        yield self._filter("stand", _("state"), ClashState.choices, by_field("state"))
        yield self._filter("met", _("with"), SIDES.items(), with_side)
        yield self._filter("gebied", _("area"), Area.objects.kept().values_list("slug", "name"), in_area)
        yield self._filter("hinder", _("hindrance"), KNOWN_HINDRANCES, hindered)

    def select(self, rows: QuerySet[Clash]) -> QuerySet[Clash]:
        rows = rows if self.query.get("stand") else rows.filter(state__in=UNSOLVED)
        for each in self.selects:
            rows = each.narrowed(rows)
        return rows


def with_side(rows: QuerySet[Clash], value: str) -> QuerySet[Clash]:
    return rows.filter(project__isnull=value == WORKS_ONLY)


def in_area(rows: QuerySet[Clash], slug: str) -> QuerySet[Clash]:
    return rows.filter(work__areas__slug=slug)


def hindered(rows: QuerySet[Clash], value: str) -> QuerySet[Clash]:
    """One of both hinders so much."""
    return rows.filter(Q(work__hindrance=value) | Q(other_work__hindrance=value))
