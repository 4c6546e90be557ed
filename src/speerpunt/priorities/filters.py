"""What the lists of projects and of results can be narrowed to. Choices come from what the visitor may see."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from speerpunt.core.enums import Health, Level, Theme
from speerpunt.core.texts import folded
from speerpunt.members.filters import Filter, ListFilters, by_field, search_words
from speerpunt.members.models import Body, Organisation
from speerpunt.places.models import Area

from .enums import UNFINISHED, EditionStatus, Phase, ResultKind
from .models import Priority, Project, ProjectPartner, Result
from .queries import priorities_visible_to, projects_visible_to, results_visible_to

Projects = QuerySet[Project]


class ProjectFilters(ListFilters):
    texts = {"zoek": _("search")}

    def __init__(self, query: QueryDict, user: Any) -> None:
        super().__init__(query)
        self.user = user

    def available(self) -> Iterable[Filter]:
        asked = self.query.get("speerpunt", "")
        yield self._filter("speerpunt", _("priority"), _priorities(self.user, asked), _in_priority)
        yield self._filter("stand", _("how it stands"), Health.choices, by_field("health"))
        yield self._filter("fase", _("phase"), [(UNFINISHED, _("not done yet")), *Phase.choices], _in_phase)
        yield self._filter("thema", _("theme"), Theme.choices, by_field("themes__theme"))
        yield self._filter("gebied", _("area"), self._areas(), by_field("areas__slug"))
        yield self._filter("niveau", _("level"), Level.choices, by_field("level"))
        yield self._filter("partner", _("umbrella or partner"), self._partners(), _with_partner)
        yield self._filter("kernteam", _("core team"), self._core_teams(), by_field("core_team"))

    def _areas(self) -> Iterable[tuple[str, str]]:
        return Area.objects.kept().values_list("slug", "name")

    def _partners(self) -> Iterable[tuple[int, str]]:
        seen = ProjectPartner.objects.filter(project__in=projects_visible_to(self.user))
        kept = Organisation.objects.kept().filter(pk__in=seen.values("organisation"))
        return kept.values_list("pk", "name")

    def _core_teams(self) -> Iterable[tuple[int, str]]:
        seen = projects_visible_to(self.user).order_by().values("core_team")
        return Body.objects.filter(pk__in=seen).values_list("pk", "name")


class ResultFilters(ListFilters):
    texts = {"zoek": _("search")}

    def __init__(self, query: QueryDict, user: Any) -> None:
        super().__init__(query)
        self.user = user

    def available(self) -> Iterable[Filter]:
        asked = self.query.get("speerpunt", "")
        yield self._filter("soort", _("kind"), ResultKind.choices, by_field("kind"))
        yield self._filter("jaar", _("year"), self._years(), by_field("reached_on__year"))
        yield self._filter("speerpunt", _("priority"), _priorities(self.user, asked), _in_priority)

    def _years(self) -> list[tuple[int, str]]:
        days = results_visible_to(self.user).order_by().dates("reached_on", "year", "DESC")
        return [(day.year, str(day.year)) for day in days]

    def select(self, rows: QuerySet[Result]) -> QuerySet[Result]:
        for each in self.selects:
            rows = each.narrowed(rows)
        words = search_words(self.search)
        return rows.filter(pk__in=_told_in(rows, words)) if words else rows


def _told_in(rows: QuerySet[Result], words: list[str]) -> list[int]:
    """Results are few, so their words are compared here, without case and accents."""
    texts = rows.order_by().values_list("pk", "title", "text", "evidence")
    told = ((pk, folded(" ".join(parts))) for pk, *parts in texts)
    return [pk for pk, text in told if all(word in text for word in words)]


def _priorities(user: Any, asked: str) -> list[tuple[int, str]]:
    """Of the current plan, in its order; and the one asked for, whatever plan it is in."""
    wanted = Q(edition__status=EditionStatus.CURRENT)
    if asked.isdecimal() and len(asked) < 19:
        wanted |= Q(pk=int(asked))
    found = list(priorities_visible_to(user).filter(wanted).select_related("parent"))
    return [(priority.pk, _numbered(priority)) for priority in sorted(found, key=_in_plan_order)]


def _in_plan_order(priority: Priority) -> tuple[int, int, int, int]:
    main = priority.parent or priority
    return main.number, main.pk, int(priority.parent_id is not None), priority.number


def _numbered(priority: Priority) -> str:
    if priority.parent is None:
        return f"{priority.number} {priority.title}"
    return f"{priority.parent.number}.{priority.number} {priority.title}"


def _in_priority(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    """With those of its sub-priorities."""
    return rows.filter(Q(priority=value) | Q(priority__parent=value))


def _in_phase(projects: Projects, value: str) -> Projects:
    return projects.exclude(phase=Phase.DONE) if value == UNFINISHED else projects.filter(phase=value)


def _with_partner(projects: Projects, value: str) -> Projects:
    return projects.filter(partner_rows__organisation=value)
