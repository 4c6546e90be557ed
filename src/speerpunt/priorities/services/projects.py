"""Projects: add, change, move along, remove."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from speerpunt.core.enums import Health, Verb
from speerpunt.core.models import User
from speerpunt.core.services import record, save_changes
from speerpunt.places.models import Area

from ..enums import Phase
from ..models import Challenge, Priority, Project, ProjectTheme


@transaction.atomic
def add_project(
    priority: Priority,
    *,
    by: User | None,
    themes: Iterable[str] = (),
    areas: Iterable[Area] = (),
    verb: Verb = Verb.CREATED,
    note: str = "",
    **values: Any,
) -> Project:
    values["challenge"] = _fitting(priority, values.get("challenge"))
    project = Project.objects.create(collective_id=priority.collective_id, priority=priority, **values)
    record(project, verb, by=by, note=note)
    _set_themes(project, themes)
    project.areas.set(areas)
    return project


@transaction.atomic
def change_project(
    project: Project,
    *,
    by: User | None,
    themes: Iterable[str] | None = None,
    areas: Iterable[Area] | None = None,
    **values: Any,
) -> None:
    """Themes and areas stay as they are when they are not given."""
    priority = values.get("priority", project.priority)
    values["challenge"] = _fitting(priority, values.get("challenge", project.challenge))
    save_changes(project, by=by, **values)
    spread = _spread(project)
    if themes is not None:
        _set_themes(project, themes)
    if areas is not None:
        project.areas.set(areas)
    changed = [(name, spread[name], now) for name, now in _spread(project).items() if now != spread[name]]
    if changed:
        record(project, Verb.CHANGED, by=by, changes=changed)


def _fitting(priority: Priority, challenge: Challenge | None) -> Challenge | None:
    """A challenge of another priority, or of another main priority, falls away."""
    if challenge is None or challenge.priority_id not in {priority.pk, priority.parent_id}:
        return None
    return challenge


def _spread(project: Project) -> dict[str, str]:
    """Themes and areas as the history tells them."""
    return {
        "themes": ", ".join(str(row.get_theme_display()) for row in project.themes.all()),
        "areas": ", ".join(area.name for area in project.areas.order_by("name")),
    }


def _set_themes(project: Project, themes: Iterable[str]) -> None:
    wanted = set(themes)
    project.themes.exclude(theme__in=wanted).delete()
    present = set(project.themes.values_list("theme", flat=True))
    ProjectTheme.objects.bulk_create(
        ProjectTheme(collective_id=project.collective_id, project=project, theme=theme)
        for theme in sorted(wanted - present)
    )


@transaction.atomic
def move_project(
    project: Project, *, by: User | None, phase: Phase | None = None, health: Health | None = None
) -> None:
    """To another column of the board. What is done is done in both senses."""
    values: dict[str, Any] = {}
    if phase is not None:
        values["phase"] = phase.value
    if health is not None:
        values["health"] = health.value
        if health is not Health(project.health):
            values["health_reason"] = ""
    if phase is Phase.DONE:
        values["health"] = Health.DONE.value
    if health is Health.DONE:
        values["phase"] = Phase.DONE.value
    save_changes(project, by=by, **values)


@transaction.atomic
def delete_project(project: Project, *, by: User | None) -> None:
    """With its milestones, parts and partners; its results stay with the priority."""
    record(project, Verb.DELETED, by=by, note=project.title)
    record(project.priority, Verb.UNLINKED, by=by, note=project.title)
    project.delete()
