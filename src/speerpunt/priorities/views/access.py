"""What the address names, as far as the visitor may see it; 404 otherwise."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.http import url_has_allowed_host_and_scheme

from speerpunt.core.addresses import address

from ..models import Baseline, PlanEdition, PlanImport, PlanningStep, Priority, Project, ProjectDependency
from ..queries import (
    baselines_visible_to,
    dependencies_visible_to,
    editions_visible_to,
    priorities_visible_to,
    project_for_page,
    projects_visible_to,
)


def project(request: HttpRequest, pk: int) -> Project:
    return get_object_or_404(project_for_page(request.user), pk=pk)


def edition(request: HttpRequest, pk: int) -> PlanEdition:
    return get_object_or_404(editions_visible_to(request.user), pk=pk)


def priority(request: HttpRequest, pk: int) -> Priority:
    return get_object_or_404(priorities_visible_to(request.user).select_related("edition", "parent"), pk=pk)


def plan_import(request: HttpRequest, pk: int) -> PlanImport:
    """The workbench of the office does not exist for anybody else."""
    if not request.user.has_perm("priorities.manage_plan"):
        raise Http404
    return get_object_or_404(PlanImport.objects.select_related("edition"), pk=pk)


def dependency(request: HttpRequest, pk: int) -> ProjectDependency:
    seen = dependencies_visible_to(request.user).select_related("before", "after__priority")
    return get_object_or_404(seen, pk=pk)


def baseline(request: HttpRequest, pk: int) -> Baseline:
    return get_object_or_404(baselines_visible_to(request.user).select_related("edition"), pk=pk)


def planning_step(request: HttpRequest, pk: int) -> PlanningStep:
    """Somebody else's step does not exist, nor one with a project that went out of sight."""
    mine = PlanningStep.objects.filter(
        by_id=request.user.pk or 0, project__in=projects_visible_to(request.user)
    )
    return get_object_or_404(mine, pk=pk)


def back_to(request: HttpRequest, page: str, otherwise: str = "") -> str:
    """To a page as it was, filters and all, when the form names it in `terug`; never to another site."""
    home = address(page)
    asked = request.POST.get("terug", "") or request.GET.get("terug", "")
    is_ours = url_has_allowed_host_and_scheme(asked, allowed_hosts=None) and asked.startswith(home)
    return asked if is_ours else otherwise or home
