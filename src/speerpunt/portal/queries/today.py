"""What asks something of one visitor now, what comes after that, and what changed in what he follows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from speerpunt.members.rules import Standing, standing
from speerpunt.priorities.enums import Phase
from speerpunt.priorities.models import Milestone, Project
from speerpunt.priorities.queries import (
    FollowedChange,
    PlanPicture,
    changes_in_followed,
    projects_needing_attention,
)

from .nearby import Nearby, nearby
from .sentences import today_sentence

DECISIONS_AHEAD = timedelta(days=35)
# What is due within two weeks asks something now, but never more than somebody can take in at once.
NOW_AHEAD = timedelta(days=14)
SHOWN_NOW = 5
CHANGES_SINCE = timedelta(days=28)
SHOWN_ATTENTION = 5
SHOWN_LATER = 6
SHOWN_CHANGES = 8


@dataclass(frozen=True)
class Task:
    """Something to do: a next step, or a decision in which the visitor has a part."""

    due: date | None
    title: str
    project: Project
    note: str = ""
    is_assumed: bool = False
    # The list of decisions tells it as well.
    is_decision: bool = False


@dataclass(frozen=True)
class Today:
    day: date
    sentence: str
    now: list[Task]
    later: list[Task]
    later_count: int
    decisions: list[Milestone]
    attention: list[Project]
    attention_count: int
    changes: list[FollowedChange]
    follows_anything: bool
    nearby: Nearby | None


def today_of(user: Any, moment: datetime) -> Today:
    day = timezone.localdate(moment)
    at, picture = standing(user), PlanPicture(user)
    decisions = [each for each in picture.decisions(day, day + DECISIONS_AHEAD) if each.done_on is None]
    tasks = _by_day([*steps_of(at, picture), *_decided_with(at, decisions)])
    now = [task for task in tasks if task.due is not None and task.due <= day + NOW_AHEAD][:SHOWN_NOW]
    later = [task for task in tasks if task not in now and not task.is_decision]
    attention = projects_needing_attention(user, picture)
    return Today(
        day=day,
        sentence=today_sentence(len(now)),
        now=now,
        later=later[:SHOWN_LATER],
        later_count=len(later),
        decisions=decisions,
        attention=attention[:SHOWN_ATTENTION],
        attention_count=len(attention),
        changes=changes_in_followed(user, moment - CHANGES_SINCE, SHOWN_CHANGES, picture),
        follows_anything=bool(picture.follows),
        nearby=nearby(picture),
    )


def steps_of(at: Standing, picture: PlanPicture) -> Iterable[Task]:
    """Next steps that the visitor takes, or leads where nobody else is named."""
    for project in picture.projects.values():
        acts = project.next_step_by_id or project.lead_id
        if project.next_step and project.phase != Phase.DONE and acts is not None and acts == at.person_id:
            yield Task(
                project.next_step_due, project.next_step, project, is_assumed=project.next_step_assumed
            )


def _decided_with(at: Standing, decisions: Iterable[Milestone]) -> Iterable[Task]:
    for each in decisions:
        if has_part(at, each.project):
            yield Task(each.due, each.title, each.project, each.decided_by, each.is_assumed, is_decision=True)


def has_part(at: Standing, project: Project) -> bool:
    """The visitor leads it, acts in it, or sits in its core team."""
    return at.person_id in {project.lead_id, project.next_step_by_id} or project.core_team_id in at.body_ids


def _by_day(tasks: Iterable[Task]) -> list[Task]:
    """What has no day asks for one, so it comes last."""
    return sorted(tasks, key=lambda task: (task.due or date.max, task.title))
