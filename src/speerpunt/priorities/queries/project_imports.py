"""What a file of projects would do: new, changed from what to what, unchanged, or impossible."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from speerpunt.core.enums import Theme, Visibility
from speerpunt.core.models import Collective
from speerpunt.core.queries.imports import Named, Present, RowRefused, changes_between, is_same, plan_rows
from speerpunt.core.sheets import Change, ImportPlan, PlannedRow, SheetRow
from speerpunt.core.texts import folded
from speerpunt.members.models import Body, Person
from speerpunt.places.models import Area

from ..enums import NEEDS_REASON, EditionStatus
from ..models import Challenge, Priority, Project
from ..rules import circle_of_priority
from .project_exchange import COLUMNS, PLAIN_FIELDS, named_priority, priority_number


def plan_projects(collective: Collective, rows: Sequence[SheetRow]) -> ImportPlan:
    """Compare rows with the projects as they are now; in a few queries, however many rows there are."""
    return plan_rows(_Projects(collective.slug), COLUMNS, rows)


class _Projects(Present):
    def __init__(self, slug: str) -> None:
        super().__init__(slug)
        self.by_title: dict[str, list[Project]] = defaultdict(list)
        related = ("priority__parent", "priority__edition", "challenge", "core_team", "lead", "next_step_by")
        for project in Project.objects.select_related(*related).prefetch_related("themes", "areas"):
            self.by_pk[project.pk] = project
            self.by_title[folded(project.title)].append(project)
        self.priorities = _Priorities()
        self.challenges: dict[tuple[int, str], list[Challenge]] = defaultdict(list)
        for challenge in Challenge.objects.all():
            self.challenges[challenge.priority_id, folded(challenge.title)].append(challenge)
        people = list(Person.objects.filter(erased_at__isnull=True))
        self.people = {name: Named(name, people) for name in ("lead", "next_step_by")}
        self.bodies = Named("core_team", Body.objects.all())
        areas = Area.objects.kept().defer("geometry").prefetch_related("aliases")
        self.areas = Named("areas", areas, _other_names)

    def planned(self, row: SheetRow) -> PlannedRow:
        named = self.priorities.find(row.values["priority"]) if "priority" in row.values else None
        project = self.by_own_id(row) or self._by_title(row, named)
        priority = self._priority(row, project, named)
        key = (priority.pk, folded(row.values.get("title", project.title if project else "")))
        self.check_once(row, [project.pk if project else key], "title")
        if project is None:
            return PlannedRow(row, None, self._first_values(row, priority), row.values["title"])
        changes = self._changes(row, project, priority)
        _check_whole(project, changes)
        return PlannedRow(row, project, changes, is_wider=_is_wider(project, changes))

    def _by_title(self, row: SheetRow, priority: Priority | None) -> Project | None:
        found = self.by_title.get(folded(row.values.get("title", "")), [])
        if priority is not None:
            edition = [each for each in found if each.priority.edition_id == priority.edition_id]
            found = [each for each in edition if each.priority_id == priority.pk] or edition
        if len(found) > 1:
            raise RowRefused("title", _("Several projects have this title. Add the Speerpunt number."))
        return found[0] if found else None

    def _priority(self, row: SheetRow, project: Project | None, named: Priority | None) -> Priority:
        if project is not None and (
            named is None or is_same(row.values["priority"], named_priority(project.priority))
        ):
            return project.priority
        if named is None:
            raise RowRefused("priority", _("A new project needs a priority."))
        if project is None and not row.values.get("title"):
            raise RowRefused("title", _("A new project needs a title."))
        return named

    def _first_values(self, row: SheetRow, priority: Priority) -> tuple[Change, ...]:
        blank = Project(priority=priority, collective_id=priority.collective_id)
        told = [("priority", None, priority)]
        told += [
            (name, None, row.values[name]) for name in PLAIN_FIELDS if name in row.values and name != "title"
        ]
        told += [(name, None, new) for name, new in self._looked_up(row, priority)]
        _check_whole(blank, told)
        return tuple(told)

    def _changes(self, row: SheetRow, project: Project, priority: Priority) -> tuple[Change, ...]:
        values = [
            ("priority", priority),
            *((name, row.values[name]) for name in PLAIN_FIELDS if name in row.values),
        ]
        changes = list(changes_between(project, values))
        for name, new in self._looked_up(row, priority, project):
            old = _present(project, name)
            if old != new:
                changes.append((name, old, new))
        if "challenge" not in row.values and _loses_challenge(project, priority):
            changes.append(("challenge", project.challenge, None))
        return tuple(changes)

    def _looked_up(
        self, row: SheetRow, priority: Priority, project: Project | None = None
    ) -> list[tuple[str, Any]]:
        """What names other rows. What is named as it stands is not looked up: it may be one of two namesakes."""
        finders: dict[str, Callable[[Any], Any]] = {
            "challenge": lambda title: self._challenge(title, priority),
            "core_team": self.bodies.find,
            "lead": self.people["lead"].find,
            "next_step_by": self.people["next_step_by"].find,
            "areas": self._areas_named,
            "themes": lambda themes: themes,
        }
        found = []
        for name, find in finders.items():
            if name not in row.values:
                continue
            old = _present(project, name) if project is not None else None
            is_named_so = (
                isinstance(row.values[name], str) and old is not None and is_same(str(old), row.values[name])
            )
            found.append((name, old if is_named_so else find(row.values[name])))
        return found

    def _areas_named(self, names: Sequence[str]) -> list[Area]:
        found = {area.pk: area for area in (self.areas.find(name) for name in names)}
        return sorted(found.values(), key=lambda area: area.name)

    def _challenge(self, title: str, priority: Priority) -> Challenge:
        above = [priority.pk, priority.parent_id or 0]
        found = [each for pk in above for each in self.challenges.get((pk, folded(title)), [])]
        if len(found) != 1:
            raise RowRefused("challenge", _("This priority has no single challenge that is called so."))
        return found[0]


class _Priorities:
    """By number, title, or both; those of the current plan also without the name of the plan."""

    def __init__(self) -> None:
        self.by_name: dict[str, list[Priority]] = defaultdict(list)
        rows = Priority.objects.select_related("parent", "edition")
        for priority in rows:
            names = [named_priority(priority)]
            if priority.edition.status == EditionStatus.CURRENT:
                names += [priority_number(priority), priority.title]
            elif priority.edition.status == EditionStatus.DRAFT:
                names += [f"{priority.title} ({priority.edition.title})"]
            for name in dict.fromkeys(folded(each) for each in names):
                self.by_name[name].append(priority)

    def find(self, name: str) -> Priority:
        found = self.by_name.get(folded(name), [])
        if not found:
            raise RowRefused(
                "priority",
                _("The current plan has no priority “%(name)s”. Write its number and title.")
                % {"name": name},
            )
        if len(found) > 1:
            names = ", ".join(named_priority(each) for each in found)
            raise RowRefused(
                "priority",
                _("Several priorities are called so. Write one of these: %(names)s.") % {"names": names},
            )
        return found[0]


def _other_names(area: Area) -> list[str]:
    return [area.slug, *(alias.name for alias in area.aliases.all())]


def _present(project: Project, name: str) -> Any:
    if name == "themes":
        return tuple(sorted((row.theme for row in project.themes.all()), key=Theme.values.index))
    if name == "areas":
        kept = [area for area in project.areas.all() if area.trashed_at is None]
        return sorted(kept, key=lambda area: area.name)
    return getattr(project, name)


def _loses_challenge(project: Project, priority: Priority) -> bool:
    """One of another priority falls away."""
    challenge = project.challenge
    return challenge is not None and challenge.priority_id not in {priority.pk, priority.parent_id}


def _check_whole(project: Project, changes: Sequence[Change]) -> None:
    """What the form checks as well: the project as it would be, where something of it changes."""
    new = {name: value for name, _old, value in changes}

    def becomes(name: str) -> Any:
        return new.get(name, getattr(project, name))

    if (
        {"health", "health_reason"} & new.keys()
        and becomes("health") in NEEDS_REASON
        and not becomes("health_reason")
    ):
        raise RowRefused("health_reason", _("Say in one line why. Everybody who sees the health reads it."))
    start, end = becomes("start"), becomes("end")
    if {"start", "end"} & new.keys() and start and end and end < start:
        raise RowRefused("end", _("The last day is before the first. Change one of the two."))
    if (becomes("latitude") is None) != (becomes("longitude") is None):
        raise RowRefused("latitude", _("Give both latitude and longitude, or neither."))


def _is_wider(project: Project, changes: Sequence[Change]) -> bool:
    """Whether its circle, or that of its priority, would be a wider one than it is now."""
    new = {name: value for name, _old, value in changes}
    if not {"visibility", "priority"} & new.keys():
        return False
    circles = Visibility.values
    before = max(circles.index(project.visibility), circles.index(circle_of_priority(project.priority)))
    visibility, priority = new.get("visibility", project.visibility), new.get("priority", project.priority)
    return max(circles.index(visibility), circles.index(circle_of_priority(priority))) < before
