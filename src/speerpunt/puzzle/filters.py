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

from .enums import ClashState, Hindrance, SnapState, WorkKind, WorkStatus
from .models import Clash, Work, WorkLine, WorkSource
from .queries.snapping import doubtful
from .queries.visible import works_visible_to
from .queries.works import UNSOLVED, under_way

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
VANISHED, UNPLACED, UNSURE = "verdwenen", "zonder-plek", "twijfel"
NOTABLE = {
    VANISHED: _("no longer at the source"),
    UNPLACED: _("without a place"),
    UNSURE: _("not sure on which roads"),
}


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
        yield self._filter("beheerder", _("authority"), self._authorities, by_field("authority"))
        yield self._filter("bron", _("source"), self._sources, by_field("source_id"))
        yield self._filter("let-op", _("notable"), NOTABLE.items(), notable)

    @property
    def _areas(self) -> Iterable[tuple[str, str]]:
        return Area.objects.kept().values_list("slug", "name")

    @property
    def _authorities(self) -> Iterable[tuple[str, str]]:
        """Of works that this reader sees."""
        seen = works_visible_to(self.user).exclude(authority="").order_by("authority")
        return ((name, name) for name in seen.values_list("authority", flat=True).distinct())

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
    if value == UNSURE:
        return works.filter(pk__in=doubtful(WorkLine.objects.all()).values("work"))
    return works.filter(geometry__isnull=True)


WORKS_ONLY, WITH_PROJECTS = "werk", "project"
SIDES = {WORKS_ONLY: _("another work"), WITH_PROJECTS: _("a project")}


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


MEASURES_ONLY, DETOURS = "maatregel", "omleiding"
PARTS = {MEASURES_ONLY: _("measure"), DETOURS: _("detour")}


class SnapFilters(ListFilters):
    """Without a word about it, what still asks to be looked at is shown."""

    def available(self) -> Iterable[Filter]:
        yield self._filter("stand", _("state"), SnapState.choices, by_field("snap_state"))
        yield self._filter("wat", _("what"), PARTS.items(), of_part)

    def select(self, rows: QuerySet[WorkLine]) -> QuerySet[WorkLine]:
        rows = rows if self.query.get("stand") or self.query.get("wat") else doubtful(rows)
        for each in self.selects:
            rows = each.narrowed(rows)
        return rows


def of_part(rows: QuerySet[WorkLine], value: str) -> QuerySet[WorkLine]:
    return rows.filter(is_detour=value == DETOURS)
