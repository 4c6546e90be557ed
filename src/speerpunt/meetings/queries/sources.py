"""What may go on an agenda: templates, the backlog, decisions that are near, dossiers that somebody follows."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone

from speerpunt.core.enums import Visibility
from speerpunt.core.queries.follows import followed_by_model
from speerpunt.members.models import Body
from speerpunt.priorities.models import Milestone, Project
from speerpunt.priorities.queries.moments import coming_decisions
from speerpunt.priorities.queries.visible import projects_visible_to

from ..enums import ItemState
from ..models import AgendaItem, AgendaTemplate, Meeting
from .agenda import backlog_rows
from .promises import open_actions_of

# Decisions are prepared in the meeting before them.
WEEKS_AHEAD = 8


@dataclass(frozen=True)
class Sources:
    templates: QuerySet[AgendaTemplate]
    backlog: QuerySet[AgendaItem]
    decisions: QuerySet[Milestone]
    dossiers: QuerySet[Project]
    open_actions: int


def sources_for(meeting: Meeting, user: Any) -> Sources:
    followed = followed_by_model(user)[Project]
    return Sources(
        templates=templates_for(meeting.body),
        backlog=backlog_rows(meeting.body_id, user),
        decisions=_decisions(meeting, user, followed),
        dossiers=_dossiers(meeting, user, followed),
        open_actions=open_actions_of(meeting.body, user).count(),
    )


def templates_for(body: Body) -> QuerySet[AgendaTemplate]:
    return AgendaTemplate.objects.filter(Q(body=body) | Q(body__isnull=True)).order_by("name", "pk")


def _decisions(meeting: Meeting, user: Any, followed: set[int]) -> QuerySet[Milestone]:
    """Between today and some weeks after the meeting, that are on no agenda of the body yet."""
    today = timezone.localdate()
    until = max(today, timezone.localdate(meeting.starts_at)) + timedelta(weeks=WEEKS_AHEAD)
    rows = coming_decisions(user, today, until).filter(project__in=_known_widely(user))
    planned = AgendaItem.objects.filter(body=meeting.body_id, state=ItemState.OPEN, dossier__isnull=False)
    return (
        rows.exclude(Q(project__in=planned.values("dossier_id")) & Q(title__in=planned.values("title")))
        .select_related("project")
        .order_by(_followed_first(followed), "due", "pk")
    )


def _followed_first(followed: set[int]) -> Case:
    return (
        Case(When(project__in=followed, then=Value(0)), default=Value(1))
        if followed
        else Case(default=Value(1), output_field=IntegerField())
    )


def _dossiers(meeting: Meeting, user: Any, followed: set[int]) -> QuerySet[Project]:
    """Followed, of the meeting itself, or of the body; not what stands on this agenda already."""
    about = Q(pk__in=followed) | Q(core_team=meeting.body_id) | Q(pk=meeting.dossier_id or 0)
    here = AgendaItem.objects.filter(meeting=meeting, dossier__isnull=False).exclude(state=ItemState.DROPPED)
    rows = _known_widely(user).filter(about).exclude(pk__in=here.values("dossier_id"))
    return rows.order_by("title", "pk")


def _known_widely(user: Any) -> QuerySet[Project]:
    """Its name is going to stand on an agenda, so nothing that only the office knows."""
    rows = projects_visible_to(user).exclude(visibility=Visibility.CLOSED)
    return rows.exclude(priority__visibility=Visibility.CLOSED).exclude(
        priority__parent__visibility=Visibility.CLOSED
    )
