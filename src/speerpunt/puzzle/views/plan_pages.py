"""The page of a plan, from wherever it is shown: asked for, or after a move that was refused."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from speerpunt.engine.problems import InputProblem
from speerpunt.meetings.queries import decisions_visible_to
from speerpunt.priorities.queries import projects_visible_to

from ..enums import PlanState
from ..forms.plans import SearchForm
from ..models import WorksPlan
from ..problems import PlanPicture, effects_of, picture_of, step_lines
from ..queries.plans import plans_visible_to
from ..tables import planned_points
from .searches import run_context

FROZEN = (PlanState.AGREED, PlanState.REPLACED)
# Fields that a form on the page sends along, so that one comes back to the same week.
KEPT = ("week", "met")


def asked_of(request: HttpRequest) -> dict[str, str]:
    """The week and the plan beside it, as the address or the form says."""
    given = {name: request.POST.get(f"op_{name}") or request.GET.get(name) or "" for name in KEPT}
    return {name: value for name, value in given.items() if value.isdecimal() and len(value) < 12}


def page_of(request: HttpRequest, plan: WorksPlan) -> str:
    query = urlencode(asked_of(request))
    return plan.get_absolute_url() + (f"?{query}" if query else "")


def show_plan(request: HttpRequest, plan: WorksPlan, *, status: int = 200) -> HttpResponse:
    asked = asked_of(request)
    others = list(plans_visible_to(request.user).exclude(pk=plan.pk))
    beside = next((other for other in others if str(other.pk) == asked.get("met")), None)
    week = int(asked["week"]) if "week" in asked else None
    try:
        picture, fault = picture_of(plan, request.user, week=week, beside=beside), ""
    except InputProblem as problem:
        picture, fault = None, _("This plan cannot be computed: %(reason)s") % {"reason": problem}
    may_change = request.user.has_perm("puzzle.change_plans")
    context: dict[str, Any] = {
        "plan": plan,
        "picture": picture,
        "fault": fault,
        "others": others,
        "beside": beside,
        "asked": asked,
        "today": timezone.localdate(),
        "is_frozen": plan.state in FROZEN,
        "may_change": may_change,
        "may_move": may_change and plan.state not in FROZEN,
        "dossier": _seen(plan.dossier, projects_visible_to(request.user)),
        "decision": _seen(plan.decision, decisions_visible_to(request.user)),
    }
    if picture:
        context |= _parts(picture, may_change=may_change)
    return render(request, "puzzle/plan.html", context, status=status)


def _parts(picture: PlanPicture, *, may_change: bool) -> dict[str, Any]:
    steps = picture.plan.steps
    last = picture.plan.runs.first() if may_change else None
    return {
        "points": list(planned_points(picture.now)),
        "other_points": list(planned_points(picture.other_now)),
        "earlier": picture.week - 1 if picture.week else None,
        "later": picture.week + 1 if picture.week + 1 < picture.plan.weeks else None,
        "can_undo": may_change and steps.filter(undone_at__isnull=True).exists(),
        "can_redo": may_change and steps.filter(undone_at__isnull=False).exists(),
        "has_effects": may_change and picture.problem is not None and effects_of(picture.problem) is not None,
        "search_form": SearchForm(),
        "steps": step_lines(picture) if may_change else [],
        **(run_context(last, picture) if last else {}),
    }


def _seen(row: Any, rows: Any) -> Any:
    return row if row is not None and rows.filter(pk=row.pk).exists() else None
