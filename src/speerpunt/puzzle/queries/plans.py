"""Plans of works as somebody may see them."""

from typing import Any

from django.db.models import QuerySet

from speerpunt.core.models import Job
from speerpunt.members.rules import standing
from speerpunt.priorities.models import Project
from speerpunt.priorities.queries import projects_shared_with

from ..enums import PlanState
from ..models import PlannedWork, PlanRun, WorksPlan, WorksRule
from .visible import works_visible_to

FIGURES_JOB = "puzzle.figures"
OUT_OF_DRAFT = (PlanState.SHARED, PlanState.AGREED)


def plans_visible_to(user: Any) -> QuerySet[WorksPlan]:
    """Who is inside sees all; a partner those of his dossiers, once they are shared or agreed on."""
    at = standing(user)
    if at.is_inside:
        return WorksPlan.objects.all()
    if not at.is_partner:
        return WorksPlan.objects.none()
    return WorksPlan.objects.filter(
        state__in=OUT_OF_DRAFT, dossier__in=projects_shared_with(user).values("pk")
    )


def partners_who_see(dossier: Project) -> list[str]:
    """By name, those with whom a plan on this dossier is shared."""
    rows = dossier.partner_rows.filter(shares_dossier=True, organisation__trashed_at__isnull=True)
    return list(rows.order_by("organisation__name").values_list("organisation__name", flat=True))


def planned_visible_to(user: Any) -> QuerySet[PlannedWork]:
    """Of works that he sees; what others do to the roads stays in the figures."""
    return PlannedWork.objects.filter(
        plan__in=plans_visible_to(user).values("pk"), work__in=works_visible_to(user).values("pk")
    )


def runs_visible_to(user: Any) -> QuerySet[PlanRun]:
    may = user.has_perm("puzzle.change_plans")
    return PlanRun.objects.all() if may else PlanRun.objects.none()


def rules_visible_to(user: Any) -> QuerySet[WorksRule]:
    may = user.has_perm("puzzle.change_plans")
    return WorksRule.objects.all() if may else WorksRule.objects.none()


def figures_jobs(plan: WorksPlan) -> QuerySet[Job]:
    """Computations of its figures that wait or go on."""
    return Job.objects.filter(kind=FIGURES_JOB, arguments__plan=plan.pk, finished_at=None)
