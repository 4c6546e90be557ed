"""What asks something of one visitor now, what comes after that, and what changed in what he follows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from speerpunt.actions.models import ActionRequest
from speerpunt.actions.queries import requests_for
from speerpunt.core.queries.changes import Change
from speerpunt.core.queries.news import Period
from speerpunt.members.rules import standing
from speerpunt.priorities.models import Milestone, Project
from speerpunt.priorities.queries import PlanPicture, projects_needing_attention

from .followed import changes_in_followed
from .nearby import Nearby, nearby
from .sentences import today_sentence
from .tasks import Task, actions_of, by_day, count_own_actions, decided_with, steps_of

DECISIONS_AHEAD = timedelta(days=35)
# What is due within two weeks asks something now, but never more than somebody can take in at once.
NOW_AHEAD = timedelta(days=14)
SHOWN_NOW = 5
CHANGES_SINCE = timedelta(days=28)
SHOWN_ATTENTION = 5
SHOWN_LATER = 6
MOST_SHOWN = SHOWN_NOW + SHOWN_LATER
SHOWN_CHANGES = 8


@dataclass(frozen=True)
class Today:
    day: date
    sentence: str
    # Questions about actions that wait for the visitor's answer.
    requests: list[ActionRequest]
    now: list[Task]
    later: list[Task]
    later_count: int
    decisions: list[Milestone]
    attention: list[Project]
    attention_count: int
    changes: list[Change]
    follows_anything: bool
    nearby: Nearby | None


def today_of(user: Any, moment: datetime) -> Today:
    day = timezone.localdate(moment)
    at, picture = standing(user), PlanPicture(user)
    decisions = [each for each in picture.decisions(day, day + DECISIONS_AHEAD) if each.done_on is None]
    actions = list(actions_of(user, MOST_SHOWN))
    tasks = by_day([*steps_of(at, picture), *decided_with(at, decisions), *actions])
    now = [task for task in tasks if task.due is not None and task.due <= day + NOW_AHEAD][:SHOWN_NOW]
    later = [task for task in tasks if task not in now and not task.is_decision]
    requests = requests_for(user)
    attention = projects_needing_attention(user, picture)
    return Today(
        day=day,
        sentence=today_sentence(len(requests) + len(now)),
        requests=requests,
        now=now,
        later=later[:SHOWN_LATER],
        later_count=len(later) + _not_read(user, actions),
        decisions=decisions,
        attention=attention[:SHOWN_ATTENTION],
        attention_count=len(attention),
        changes=changes_in_followed(picture, _four_weeks_to(day), SHOWN_CHANGES),
        follows_anything=bool(picture.follows),
        nearby=nearby(picture),
    )


def _four_weeks_to(day: date) -> Period:
    """From the beginning of a day, so that it is the same at each visit."""
    return Period(timezone.make_aware(datetime.combine(day - CHANGES_SINCE, time())))


def _not_read(user: Any, actions: Sequence[Task]) -> int:
    """How many more he has to do than can be shown."""
    return count_own_actions(user) - len(actions) if len(actions) == MOST_SHOWN else 0
