"""Where items of an agenda come from: a template, the backlog, open actions, decisions to take, dossiers."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from speerpunt.core.models import User
from speerpunt.core.templatetags.drawing.days import said_as
from speerpunt.priorities.models import Milestone, Project

from ..enums import Access, ItemKind, ItemState, MeetingState, MinutesState
from ..models import AgendaItem, AgendaTemplate, Meeting, TemplateItem
from ..problems import MeetingProblem
from .agenda import add_item, move_item, open_agenda, within

LONGEST_TITLE = 200


@transaction.atomic
def add_from_template(meeting: Meeting, template: AgendaTemplate, *, by: User | None) -> list[AgendaItem]:
    """All its items, at the end of the agenda."""
    if template.body_id not in {None, meeting.body_id}:
        raise MeetingProblem(_("This template is for another body. Choose another one."))
    return [_add_one(meeting, each, by=by) for each in template.items.all()]


def _add_one(meeting: Meeting, each: TemplateItem, *, by: User | None) -> AgendaItem:
    return add_item(
        meeting,
        by=by,
        title=each.title,
        kind=each.kind,
        minutes=each.minutes,
        access=within(meeting, each.access),
        approves=unapproved_before(meeting) if each.is_for_minutes else None,
    )


def unapproved_before(meeting: Meeting) -> Meeting | None:
    """The last meeting of the body that was held, of which nobody is going to approve the minutes yet."""
    held = Meeting.objects.filter(
        body=meeting.body_id,
        state=MeetingState.HELD,
        approved_at__isnull=True,
        starts_at__lt=meeting.starts_at,
    ).exclude(minutes_state=MinutesState.APPROVED)
    planned = AgendaItem.objects.filter(meeting=meeting, approves__isnull=False).exclude(
        state=ItemState.DROPPED
    )
    return held.exclude(pk__in=planned.values("approves_id")).order_by("-starts_at", "-pk").first()


def usual_access(meeting: Meeting) -> str:
    """What a body talks about stays in it, unless somebody says otherwise."""
    return within(meeting, Access.BODY)


@transaction.atomic
def add_from_backlog(meeting: Meeting, items: Iterable[AgendaItem], *, by: User | None) -> int:
    chosen = list(items)
    for item in chosen:
        move_item(item, meeting, by=by)
    return len(chosen)


@transaction.atomic
def add_open_actions(meeting: Meeting, *, by: User | None) -> AgendaItem:
    """One item in which the body walks through what was agreed."""
    return add_item(
        meeting,
        by=by,
        title=_("Walk through the actions"),
        kind=ItemKind.ACTIONS,
        minutes=10,
        access=usual_access(meeting),
    )


@transaction.atomic
def add_decisions(meeting: Meeting, milestones: Iterable[Milestone], *, by: User | None) -> int:
    """Each becomes an item for decision, about its dossier."""
    open_agenda(meeting)
    chosen = list(milestones)
    for each in chosen:
        add_item(
            meeting,
            by=by,
            title=each.title[:LONGEST_TITLE],
            question=_question(each),
            kind=ItemKind.DECISION,
            dossier=each.project,
            access=usual_access(meeting),
        )
    return len(chosen)


def _question(milestone: Milestone) -> str:
    day = said_as(milestone.due, "j F Y")
    if milestone.decided_by:
        return _("What do we want? %(who)s decides by %(day)s.") % {"who": milestone.decided_by, "day": day}
    return _("What do we decide? It is due on %(day)s.") % {"day": day}


@transaction.atomic
def add_dossiers(meeting: Meeting, dossiers: Iterable[Project], *, by: User | None) -> int:
    chosen = list(dossiers)
    for each in chosen:
        add_item(meeting, by=by, title=each.title[:LONGEST_TITLE], dossier=each, access=usual_access(meeting))
    return len(chosen)
