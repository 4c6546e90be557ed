from collections.abc import Iterable
from datetime import date
from typing import Any

from django_scopes import scope

from speerpunt.core.models import Collective
from speerpunt.members.models import Organisation
from speerpunt.priorities.enums import EditionStatus, ResultKind
from speerpunt.priorities.models import (
    Aim,
    Baseline,
    Challenge,
    Milestone,
    PlanEdition,
    PlanImport,
    Priority,
    Project,
    ProjectDependency,
    ProjectPart,
    ProjectPartner,
    ProjectTheme,
    Result,
)

from .core import next_number


def make_edition(collective: Collective, **fields: Any) -> PlanEdition:
    """The first edition of a collective is the current one; a next one has passed."""
    fields.setdefault("title", f"Plan {next_number()}")
    fields.setdefault("start", date(2026, 1, 1))
    fields.setdefault("end", date(2027, 12, 31))
    with scope(collective=collective):
        has_current = PlanEdition.objects.filter(status=EditionStatus.CURRENT).exists()
    fields.setdefault("status", EditionStatus.PAST if has_current else EditionStatus.CURRENT)
    return PlanEdition.objects.create(collective=collective, **fields)


def make_priority(edition: PlanEdition, **fields: Any) -> Priority:
    number = next_number()
    fields.setdefault("number", number % 100)
    fields.setdefault("title", f"Speerpunt {number}")
    fields.setdefault("slug", f"speerpunt-{number}")
    return Priority.objects.create(collective_id=edition.collective_id, edition=edition, **fields)


def make_aim(priority: Priority, **fields: Any) -> Aim:
    fields.setdefault("title", f"Doel {next_number()}")
    return Aim.objects.create(collective_id=priority.collective_id, priority=priority, **fields)


def make_challenge(priority: Priority, **fields: Any) -> Challenge:
    fields.setdefault("title", f"Opgave {next_number()}")
    return Challenge.objects.create(collective_id=priority.collective_id, priority=priority, **fields)


def make_project(priority: Priority, **fields: Any) -> Project:
    fields.setdefault("title", f"Project {next_number()}")
    return Project.objects.create(collective_id=priority.collective_id, priority=priority, **fields)


def make_milestone(project: Project, **fields: Any) -> Milestone:
    fields.setdefault("title", f"Mijlpaal {next_number()}")
    fields.setdefault("due", date(2026, 12, 10))
    return Milestone.objects.create(collective_id=project.collective_id, project=project, **fields)


def make_part(project: Project, **fields: Any) -> ProjectPart:
    fields.setdefault("text", f"Onderdeel {next_number()}")
    return ProjectPart.objects.create(collective_id=project.collective_id, project=project, **fields)


def make_partner(project: Project, organisation: Organisation, **fields: Any) -> ProjectPartner:
    return ProjectPartner.objects.create(
        collective_id=project.collective_id, project=project, organisation=organisation, **fields
    )


def make_theme(project: Project, theme: str) -> ProjectTheme:
    return ProjectTheme.objects.create(collective_id=project.collective_id, project=project, theme=theme)


def make_baseline(edition: PlanEdition, **fields: Any) -> Baseline:
    """With no rows; `take_baseline` fills one."""
    fields.setdefault("title", f"Basislijn {next_number()}")
    return Baseline.objects.create(collective_id=edition.collective_id, edition=edition, **fields)


def make_dependency(before: Project, after: Project, **fields: Any) -> ProjectDependency:
    return ProjectDependency.objects.create(
        collective_id=after.collective_id, before=before, after=after, **fields
    )


def make_result(priority: Priority, **fields: Any) -> Result:
    fields.setdefault("title", f"Resultaat {next_number()}")
    fields.setdefault("kind", ResultKind.PROCESS)
    fields.setdefault("reached_on", date(2026, 9, 29))
    return Result.objects.create(collective_id=priority.collective_id, priority=priority, **fields)


def make_plan_import(collective: Collective, *, titles: Iterable[str] = (), **fields: Any) -> PlanImport:
    """Waiting for review; each title a priority, unless `nodes` says otherwise."""
    fields.setdefault("nodes", [plan_node(number, title) for number, title in enumerate(titles, start=1)])
    fields.setdefault("file_name", f"plan {next_number()}.txt")
    return PlanImport.objects.create(collective=collective, **fields)


def plan_node(
    number: int, title: str, kind: str = "priority", parent: int | None = None, **fields: Any
) -> dict[str, Any]:
    """A recognised line as an import keeps it."""
    return {
        "id": number,
        "parent": parent,
        "title": title,
        "name": title,
        "proposed_kind": kind,
        "confidence": 0.9,
        "source_line": number,
        "is_inferred": False,
        **fields,
    }
