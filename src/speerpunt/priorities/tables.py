"""The columns of the list of projects and of that of results, and those of the board."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Case, IntegerField, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.enums import TextChoices
from django.db.models.functions import Coalesce
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from speerpunt.core.addresses import address
from speerpunt.core.enums import Health
from speerpunt.core.templatetags.marks import health
from speerpunt.core.templatetags.moments import due, said_day, said_month
from speerpunt.members.rules import Standing, standing

from .enums import Phase
from .models import Milestone, Project, Result
from .queries import coming_decisions_of, next_decisions
from .rules import is_within_circles

# Name in the address, title, field.
PROJECT_COLUMNS = {
    "naam": (_("Project"), "title"),
    "speerpunt": (_("Priority"), "plan_place"),
    "stand": (_("How it stands"), "health_place"),
    "fase": (_("Phase"), "phase_place"),
    "stap": (_("Next step"), "next_step_due"),
    "besluit": (_("Next decision"), "decision_day"),
    "tot": (_("Ready"), "end"),
}
# What asks for attention comes first.
HEALTH_ORDER = (Health.STUCK, Health.ATTENTION, Health.ON_COURSE, Health.NOT_STARTED, Health.DONE)
BOARDS: dict[str, tuple[Any, str, tuple[TextChoices, ...]]] = {
    "stand": (_("how it stands"), "health", HEALTH_ORDER),
    "fase": (_("phase"), "phase", tuple(Phase)),
}
MOST_ON_A_COLUMN = 20


def _place(field: str, order: Iterable[TextChoices]) -> Case:
    cases = (When(**{field: choice.value}, then=Value(place)) for place, choice in enumerate(order))
    return Case(*cases, default=Value(99), output_field=IntegerField())


# What a row of the list or a card of the board shows.
SHOWN = (
    "pk",
    "title",
    "health",
    "health_reason",
    "phase",
    "next_step",
    "next_step_due",
    "next_step_assumed",
    "end",
    "dates_assumed",
    "priority__number",
    "priority__title",
    "priority__parent__number",
    "priority__parent__title",
    "priority__visibility",
    "priority__parent__visibility",
    "priority__edition__status",
)
PRIORITY_CIRCLES = ("priority__visibility", "priority__parent__visibility", "priority__edition__status")
# What decides who may move a card.
WORKED_ON_BY = ("visibility", "lead_id", "core_team_id")


def for_list(projects: QuerySet[Project]) -> QuerySet[Project, dict[str, Any]]:
    """With what the list sorts by; of each row only what it shows."""
    return projects.annotate(
        health_place=_place("health", HEALTH_ORDER),
        phase_place=_place("phase", Phase),
        plan_place=Coalesce("priority__parent__number", "priority__number"),
        decision_day=Subquery(coming_decisions_of(OuterRef("pk")).values("due")[:1]),
    ).values(*SHOWN)


@dataclass(frozen=True)
class ProjectLine:
    """A project with everything ready to show: a template would take ten times as long over it."""

    pk: int
    url: str
    title: str
    reason: str
    priority: str
    health: str
    phase: str
    step: str
    step_day: str
    due: str
    end: str
    decision: str = ""
    decision_day: str = ""


def with_decisions(lines: Iterable[ProjectLine]) -> list[ProjectLine]:
    """With the next decision about each, in one query."""
    found = list(lines)
    decisions = next_decisions(line.pk for line in found)
    return [_decided(line, decisions[line.pk]) if line.pk in decisions else line for line in found]


def _decided(line: ProjectLine, decision: Milestone) -> ProjectLine:
    day = f"{said_day(decision.due, decision.is_assumed)} {due(decision.due)}".strip()
    return replace(line, decision=decision.title, decision_day=mark_safe(day))  # both are safe texts


def project_lines(rows: Iterable[dict[str, Any]], user: Any) -> list[ProjectLine]:
    at = standing(user)
    base_url = address("priorities:project", 0).removesuffix("0/")
    marks = {each.value: health(each.value) for each in Health}
    phases = {each.value: str(each.label) for each in Phase}
    return [_line(row, _main_priority(row, at), base_url, marks, phases) for row in rows]


def _line(
    row: dict[str, Any], priority: str, base_url: str, marks: dict[str, str], phases: dict[str, str]
) -> ProjectLine:
    day, end = row["next_step_due"], row["end"]
    return ProjectLine(
        pk=row["pk"],
        url=f"{base_url}{row['pk']}/",
        title=row["title"],
        reason=row["health_reason"],
        priority=priority,
        health=marks[row["health"]],
        phase=phases[row["phase"]],
        step=row["next_step"],
        step_day=said_day(day, row["next_step_assumed"]) if day else "",
        due=due(day),
        end=said_month(end, row["dates_assumed"]) if end else "",
    )


def _main_priority(row: dict[str, Any], at: Standing) -> str:
    """Nothing where a project is shared and its priority is not."""
    circles = (row[name] for name in PRIORITY_CIRCLES)
    if not is_within_circles(at, *circles):
        return ""
    above = "priority__parent__" if row["priority__parent__title"] else "priority__"
    return f"{row[f'{above}number']} {row[f'{above}title']}"


# Name in the address, title, field.
RESULT_COLUMNS = {
    "dag": (_("Reached"), "reached_on"),
    "naam": (_("Result"), "title"),
    "soort": (_("Kind"), "kind"),
    "speerpunt": (_("Priority"), "plan_place"),
}


def for_result_list(results: QuerySet[Result]) -> QuerySet[Result]:
    """With what the list sorts by."""
    return results.annotate(plan_place=Coalesce("priority__parent__number", "priority__number"))


@dataclass(frozen=True)
class BoardColumn:
    choice: TextChoices
    # Whether the column stands for health, and so is headed by its shape.
    is_health: bool
    lines: list[ProjectLine]
    count: int
    others: tuple[TextChoices, ...]

    @property
    def rest(self) -> int:
        """Projects that are not shown, for which there is the list."""
        return self.count - len(self.lines)


def for_board(projects: QuerySet[Project]) -> QuerySet[Project, dict[str, Any]]:
    return projects.order_by("end", "title", "pk").values(*SHOWN, *WORKED_ON_BY)


def board_columns(rows: Iterable[dict[str, Any]], by: str, user: Any) -> list[BoardColumn]:
    """A column for each health or phase, also where it is empty: a project can be moved there."""
    _title, field, order = BOARDS[by]
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        found[row[field]].append(row)
    return [
        BoardColumn(
            choice=choice,
            is_health=field == "health",
            lines=project_lines(found[choice.value][:MOST_ON_A_COLUMN], user),
            count=len(found[choice.value]),
            others=tuple(other for other in order if other is not choice),
        )
        for choice in order
    ]
