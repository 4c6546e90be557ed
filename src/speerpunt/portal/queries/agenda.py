"""What somebody wants in his own calendar: decisions, milestones of his projects, his next steps, actions, and what he
hands in for money."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from speerpunt.members.rules import Standing, standing
from speerpunt.priorities.enums import MilestoneKind
from speerpunt.priorities.models import Milestone
from speerpunt.priorities.queries import PlanPicture

from .tasks import Task, actions_of, has_part, money_of, steps_of

LOOKED_BACK = timedelta(days=90)
LOOKED_AHEAD = timedelta(days=730)


@dataclass(frozen=True)
class AgendaEntry:
    """`key` stays the same as long as the thing exists, also when its day moves."""

    key: str
    day: date
    title: str
    note: str
    url: str
    # The project, or what an action hangs on.
    where: str
    is_assumed: bool
    # Nothing: an action, which is a thing by itself.
    project_id: int | None = None
    # The reader acts himself.
    is_mine: bool = False


def agenda_of(user: Any, today: date, picture: PlanPicture | None = None) -> list[AgendaEntry]:
    """In order of days, as far as the visitor may see it now."""
    at, picture = standing(user), picture or PlanPicture(user)
    start, end = today - LOOKED_BACK, today + LOOKED_AHEAD
    own = own_or_followed(at, picture)
    found = [
        *_moments(picture.decisions(start, end), _("Decision")),
        *_moments(_milestones(picture, own, start, end), _("Milestone")),
        *_tasks(steps_of(at, picture), _("You act.")),
        *_tasks(actions_of(user), _("You act.")),
        *_tasks(money_of(user, end), _("You act.")),
    ]
    return sorted(found, key=lambda entry: (entry.day, entry.key))


def own_or_followed(at: Standing, picture: PlanPicture) -> set[int]:
    """Projects in which somebody has a part, or that he follows."""
    own = {pk for pk, project in picture.projects.items() if has_part(at, project)}
    return own | picture.followed.keys()


def _moments(milestones: Iterable[Milestone], word: str) -> Iterator[AgendaEntry]:
    for each in milestones:
        yield AgendaEntry(
            key=f"moment-{each.pk}",
            day=each.done_on or each.due,
            title=f"{word}: {each.title}",
            note=each.decided_by,
            url=each.project.get_absolute_url(),
            where=each.project.title,
            is_assumed=each.is_assumed and each.done_on is None,
            project_id=each.project_id,
        )


def _milestones(picture: PlanPicture, own: set[int], start: date, end: date) -> Iterator[Milestone]:
    found = Milestone.objects.filter(kind=MilestoneKind.MILESTONE, project__in=own, due__range=(start, end))
    for milestone in found:
        milestone.project = picture.projects[milestone.project_id]
        yield milestone


def _tasks(tasks: Iterable[Task], note: str) -> Iterator[AgendaEntry]:
    for task in tasks:
        if task.due is not None:
            yield AgendaEntry(
                key=task.key,
                day=task.due,
                title=task.title,
                note=note,
                url=task.url,
                where=task.where,
                is_assumed=task.is_assumed,
                project_id=task.project_id,
                is_mine=True,
            )
