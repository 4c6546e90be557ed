"""Everything on the page of one project, as far as this visitor may see it."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from speerpunt.core.models import Comment
from speerpunt.core.queries import comments_on
from speerpunt.core.templatetags.drawing.days import said_as
from speerpunt.core.templatetags.drawing.points import MapPoint
from speerpunt.core.templatetags.drawing.year_strip import Bar, StripRow
from speerpunt.members.queries.history import SignedLine, names_of_accounts, signed_history_of
from speerpunt.members.rules import standing
from speerpunt.places.models import Area

from ..enums import MilestoneKind, ResultKind
from ..models import Milestone, Project, ProjectPart, ProjectPartner, Result
from .dependencies import Order, order_of
from .moments import bar_of, decision_of
from .visible import projects_visible_to

MONTHS_AROUND = 2
MARKS_ACROSS = 50
FIRST_SENTENCE = re.compile(r"^(.{1,160}?(?:[.!?](?=\s|$)|$))(.*)$", re.DOTALL)


@dataclass(frozen=True)
class Planning:
    """For `{% year_strip %}`: the project as a bar, and a row for each moment."""

    rows: list[StripRow]
    start: date
    end: date
    has_assumed: bool


@dataclass(frozen=True)
class SignedComment:
    comment: Comment
    who: str
    is_own: bool


@dataclass(frozen=True)
class Dossier:
    project: Project
    milestones: list[Milestone]
    parts: list[ProjectPart]
    partners: list[ProjectPartner]
    areas: list[Area]
    themes: list[str]
    results: list[Result]
    order: Order

    @property
    def headline(self) -> str:
        """The first sentence, when it is short enough to stand under the title."""
        return _split(self.project.summary)[0]

    @property
    def explanation(self) -> str:
        """What follows on the headline."""
        return _split(self.project.summary)[1]

    @property
    def coming(self) -> list[Milestone]:
        """Decisions and milestones still to come, nearest first; late ones too."""
        return [each for each in self.milestones if each.done_on is None]

    @property
    def decisions_taken(self) -> list[Milestone]:
        taken = [each for each in self.milestones if each.done_on and each.kind == MilestoneKind.DECISION]
        return sorted(taken, key=lambda each: each.done_on or each.due, reverse=True)

    @property
    def decisions_coming(self) -> list[Milestone]:
        return [each for each in self.coming if each.kind == MilestoneKind.DECISION]

    @property
    def parts_done(self) -> int:
        return sum(part.done_on is not None for part in self.parts)

    @property
    def in_process(self) -> list[Result]:
        return [result for result in self.results if result.kind == ResultKind.PROCESS]

    @property
    def in_practice(self) -> list[Result]:
        return [result for result in self.results if result.kind == ResultKind.PRACTICE]


def _split(text: str) -> tuple[str, str]:
    found = FIRST_SENTENCE.match(text.strip())
    return (found[1], found[2].strip()) if found else ("", text)


def project_for_page(user: Any) -> QuerySet[Project]:
    return projects_visible_to(user).select_related(
        "priority__edition", "priority__parent", "challenge", "core_team", "lead", "next_step_by"
    )


def dossier_of(project: Project, user: Any) -> Dossier:
    results = project.results.filter(visibility__in=standing(user).visibilities())
    return Dossier(
        project=project,
        milestones=list(project.milestones.all()),
        parts=list(project.parts.all()),
        partners=list(
            project.partner_rows.filter(organisation__trashed_at__isnull=True).select_related("organisation")
        ),
        areas=list(project.areas.filter(trashed_at__isnull=True).defer("geometry")),
        themes=[str(row.get_theme_display()) for row in project.themes.all()],
        results=list(results),
        order=order_of(project, user),
    )


def planning_of(dossier: Dossier) -> Planning | None:
    """None where no date is known at all."""
    project = dossier.project
    days = [day for day in (project.start, project.end) if day] + [each.due for each in dossier.milestones]
    if not days:
        return None
    today = timezone.localdate()
    start, end = _widened(min([*days, today]), max([*days, today]))
    rows = [_moment_row(each, (end - start).days) for each in dossier.milestones]
    if project.start or project.end:
        whole = bar_of(project, start, end, str(project.get_phase_display()))
        rows.insert(0, StripRow(title=_("Whole project"), bars=[whole]))
    has_assumed = project.dates_assumed or any(each.is_assumed for each in dossier.milestones)
    return Planning(rows, start, end, has_assumed)


def _moment_row(milestone: Milestone, days_shown: int) -> StripRow:
    """A decision is a diamond; another moment a short mark, wide enough to see."""
    if milestone.kind == MilestoneKind.DECISION:
        return StripRow(title=milestone.title, decisions=[decision_of(milestone)])
    day = milestone.done_on or milestone.due
    begin = day - timedelta(days=max(days_shown // MARKS_ACROSS, 1))
    mark = Bar(said_as(day, "j M").lower(), begin, day, is_assumed=milestone.is_assumed)
    return StripRow(title=milestone.title, bars=[mark])


def _widened(first: date, last: date) -> tuple[date, date]:
    """Whole months, with some room on both sides for words."""
    return _month(first, -1), _month(last, MONTHS_AROUND)


def _month(day: date, later: int) -> date:
    months = day.year * 12 + day.month - 1 + later
    return date(months // 12, months % 12 + 1, 1)


def points_on_map(dossier: Dossier) -> list[MapPoint]:
    """Its own point, or none: the areas in which it lies are coloured."""
    project = dossier.project
    if project.longitude is None or project.latitude is None:
        return []
    return [MapPoint(project.title, project.longitude, project.latitude, health=project.health)]


def signed_comments_on(project: Project, user: Any) -> list[SignedComment]:
    comments = list(comments_on(project))
    names = names_of_accounts(comment.author_id for comment in comments)
    return [
        SignedComment(comment, names.get(comment.author_id, ""), comment.author_id == user.pk)
        for comment in comments
    ]


def history_of_project(dossier: Dossier, user: Any) -> list[SignedLine]:
    """With that of its milestones, parts, partners, and the results and dependencies that the visitor may see."""
    pieces = (
        *dossier.milestones,
        *dossier.parts,
        *dossier.partners,
        *dossier.results,
        *dossier.order.waits_for,
    )
    return signed_history_of(dossier.project, *pieces, reader=user)
