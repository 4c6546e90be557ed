"""What somebody has to do, wherever it stands: next steps, decisions in which he has a part, and actions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet

from speerpunt.actions.models import Action
from speerpunt.actions.queries import open_actions_of
from speerpunt.actions.queries.places import places_of
from speerpunt.core.addresses import address
from speerpunt.core.queries.once import kept_for_standing
from speerpunt.core.queries.written import Written, WrittenRows
from speerpunt.funds.queries.deadlines import deadlines_of
from speerpunt.members.rules import Standing, standing
from speerpunt.priorities.enums import Phase
from speerpunt.priorities.models import Milestone, Project
from speerpunt.priorities.queries import PlanPicture


@dataclass(frozen=True)
class Task:
    """`key` stays the same as long as the thing exists, also when its day moves."""

    key: str
    due: date | None
    title: str
    url: str
    # The project, or what an action hangs on.
    where: str = ""
    note: str = ""
    is_assumed: bool = False
    # The list of decisions tells it as well.
    is_decision: bool = False
    # Of an action, which is done with one press.
    close_url: str = ""
    # Of a next step or a decision.
    project_id: int | None = None


def steps_of(at: Standing, picture: PlanPicture) -> Iterable[Task]:
    """Next steps that the visitor takes, or leads where nobody else is named."""
    for project in projects_to_act_in(at, picture):
        yield Task(
            f"stap-{project.pk}",
            project.next_step_due,
            project.next_step,
            project.get_absolute_url(),
            project.title,
            is_assumed=project.next_step_assumed,
            project_id=project.pk,
        )


def projects_to_act_in(at: Standing, picture: PlanPicture) -> Iterable[Project]:
    for project in picture.projects.values():
        acts = project.next_step_by_id or project.lead_id
        if project.next_step and project.phase != Phase.DONE and acts is not None and acts == at.person_id:
            yield project


def decided_with(at: Standing, decisions: Iterable[Milestone]) -> Iterable[Task]:
    for each in decisions:
        if has_part(at, each.project):
            yield Task(
                f"moment-{each.pk}",
                each.due,
                each.title,
                each.project.get_absolute_url(),
                each.project.title,
                each.decided_by,
                each.is_assumed,
                is_decision=True,
                project_id=each.project_id,
            )


def has_part(at: Standing, project: Project) -> bool:
    """The visitor leads it, acts in it, or sits in its core team."""
    return at.person_id in {project.lead_id, project.next_step_by_id} or project.core_team_id in at.body_ids


def actions_of(user: Any, most: int | None = None) -> Iterable[Task]:
    """His own open actions, `most` of them the first by day; what they hang on is named as far as he may see it."""
    actions = _first_actions(user, most).ask()
    places = places_of(user, actions)
    for action in actions:
        place = places.get(action.pk)
        yield Task(
            f"actie-{action.pk}",
            action.due,
            action.title,
            action.get_absolute_url(),
            place.name if place is not None else "",
            action.origin,
            close_url=address("actions:action_finish", action.pk),
        )


def money_of(user: Any, until: date) -> Iterable[Task]:
    """What he hands in for money that was granted."""
    for each in deadlines_of(user, until):
        yield Task(each.key, each.day, each.title, each.url, each.where)


@kept_for_standing
def _first_actions(user: Any, most: int | None) -> WrittenRows[Action]:
    return WrittenRows(own_open_actions(user).order_by("due", "title", "pk")[:most])


def count_own_actions(user: Any) -> int:
    return sum(count for (count,) in _number_of_actions(user).ask())


@kept_for_standing
def _number_of_actions(user: Any) -> Written:
    rows = own_open_actions(user).order_by().values("owner_id")
    return Written(rows.annotate(count=Count("*")).values_list("count"))


def own_open_actions(user: Any) -> QuerySet[Action]:
    at = standing(user)
    if not at.is_signed_in or at.person_id is None:
        return Action.objects.none()
    return open_actions_of(at.person_id)


def by_day(tasks: Iterable[Task]) -> list[Task]:
    """What has no day asks for one, so it comes last."""
    return sorted(tasks, key=lambda task: (task.due or date.max, task.title))
