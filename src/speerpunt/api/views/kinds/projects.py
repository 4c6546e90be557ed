"""Projects, their milestones, and results."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest
from django.utils.translation import gettext as _

from speerpunt.core.doors import demand
from speerpunt.members.rules import standing
from speerpunt.places.models import Area
from speerpunt.priorities.forms.pieces import MilestoneForm, ResultForm
from speerpunt.priorities.forms.projects import ProjectForm
from speerpunt.priorities.models import Milestone, Project, Result
from speerpunt.priorities.queries import projects_visible_to
from speerpunt.priorities.queries.visible import (
    milestones_visible_to,
    priorities_visible_to,
    results_visible_to,
)
from speerpunt.priorities.services import (
    add_piece,
    add_project,
    blank_piece,
    change_piece,
    change_project,
    delete_project,
    owner_of,
    permission_on,
    remove_piece,
)

from ...enums import Group
from ...problems import wrong
from ...schemas.plan import (
    MilestoneChange,
    MilestoneNew,
    MilestoneQuery,
    MilestoneTold,
    ProjectChange,
    ProjectNew,
    ProjectQuery,
    ProjectTold,
    ResultChange,
    ResultNew,
    ResultQuery,
    ResultTold,
)
from ..answers import page_address
from ..filling import Sent, fill, seen
from .kind import Kind, Rows, by, named, within
from .places import kept_areas_visible_to

OF_PROJECT = (
    "id",
    "title",
    "summary",
    "level",
    "collective_role",
    "service_kind",
    "phase",
    "health",
    "health_reason",
    "next_step",
    "next_step_due",
    "next_step_assumed",
    "core_team_id",
    "start",
    "end",
    "dates_assumed",
    "latitude",
    "longitude",
    "updated_at",
)


def projects_to_tell(user: Any) -> Rows:
    kept = Area.objects.kept().only("collective", "name")
    beside = ("priority__edition", "priority__parent", "core_team", "lead", "next_step_by")
    rows = projects_visible_to(user).select_related(*beside).defer("search_text")
    return rows.prefetch_related("themes", Prefetch("areas", kept))


def tell_projects(user: Any, rows: Sequence[Project]) -> list[ProjectTold]:
    return [_tell(user, row) for row in rows]


def _tell(user: Any, row: Project) -> ProjectTold:
    """As on its page: people and money are for who is signed in, a priority for who may see it."""
    knows_people = user.has_perm("priorities.view_people")
    is_inside = standing(user).is_signed_in
    sees_priority = user.has_perm("priorities.view_priority", row.priority)
    values = {name: getattr(row, name) for name in OF_PROJECT}
    return ProjectTold(
        **{name: value for name, value in values.items() if name != "core_team_id"},
        priority=row.priority_id if sees_priority else None,
        challenge=row.challenge_id if sees_priority else None,
        core_team=row.core_team_id,
        core_team_name=named(row.core_team),
        lead=row.lead_id if knows_people else None,
        lead_name=named(row.lead) if knows_people else None,
        next_step_by=row.next_step_by_id if knows_people else None,
        next_step_by_name=named(row.next_step_by) if knows_people else None,
        themes=[each.theme for each in row.themes.all()],
        areas=sorted(area.pk for area in row.areas.all()),
        budget_eur_cents=row.budget_eur_cents if is_inside else None,
        visibility=row.visibility if is_inside else None,
        page=page_address(row),
    )


def _add(request: HttpRequest, sent: Sent) -> Project:
    demand(request, "priorities.add_project")
    blank = Project(collective=request.collective)  # type: ignore[attr-defined]
    form = fill(lambda data: ProjectForm(data, instance=blank, user=request.user), sent)
    values = dict(form.cleaned_data)
    return add_project(values.pop("priority"), by=request.user, **values)  # type: ignore[arg-type]


def _change(request: HttpRequest, row: Project, sent: Sent) -> None:
    form = fill(lambda data: ProjectForm(data, instance=row, user=request.user), sent)
    change_project(row, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]


def _in_area(rows: Rows, value: int, user: Any) -> Rows:
    seen_here = kept_areas_visible_to(user).filter(pk=value).values("pk")
    return rows.filter(pk__in=Project.areas.through.objects.filter(area__in=seen_here).values("project_id"))


def _with_theme(rows: Rows, value: str, user: Any) -> Rows:
    return rows.filter(pk__in=Project.objects.filter(themes__theme=value).order_by().values("pk"))


def point_of(told: ProjectTold) -> dict[str, Any] | None:
    if told.latitude is None or told.longitude is None:
        return None
    return {"type": "Point", "coordinates": [told.longitude, told.latitude]}


PROJECTS = Kind(
    "projects",
    "project",
    Group.PLAN,
    Project,
    projects_to_tell,
    ProjectTold,
    tell_projects,
    about="Dossiers: what it is, how it stands, what is next, who acts. Deleting cannot be undone.",
    query=ProjectQuery,
    filters={
        "priority": within("priority", priorities_visible_to),
        "area": _in_area,
        "theme": _with_theme,
        "phase": by("phase"),
        "health": by("health"),
        "level": by("level"),
    },
    new=ProjectNew,
    add=_add,
    change_asks=ProjectChange,
    change=_change,
    change_permission="priorities.change_project",
    remove=lambda request, row: delete_project(row, by=request.user),  # type: ignore[arg-type]
    remove_permission="priorities.delete_project",
    properties=ProjectTold,
    shape_of=point_of,
)


def milestones_to_tell(user: Any) -> Rows:
    return milestones_visible_to(user).select_related("project__priority")


def tell_milestones(user: Any, rows: Sequence[Milestone]) -> list[MilestoneTold]:
    names = ("id", "kind", "title", "due", "is_assumed", "decided_by", "done_on")
    return [
        MilestoneTold(**{name: getattr(row, name) for name in names}, project=row.project_id) for row in rows
    ]


def _piece(request: HttpRequest, form_class: Any, owner: Any, sent: Sent) -> Any:
    demand(request, permission_on(owner), owner)
    blank = blank_piece(form_class.Meta.model, owner)
    form = fill(lambda data: form_class(data, instance=blank, user=request.user), sent)
    add_piece(form.instance, by=request.user)  # type: ignore[arg-type]
    return form.instance


def _change_piece(form_class: Any) -> Any:
    def change(request: HttpRequest, row: Any, sent: Sent) -> None:
        form = fill(lambda data: form_class(data, instance=row, user=request.user), sent)
        change_piece(row, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]

    return change


def _guard_piece(request: HttpRequest, row: Any) -> None:
    """The right is asked of what it hangs on."""
    demand(request, permission_on(owner_of(row)), owner_of(row))


def _remove_piece(request: HttpRequest, row: Any) -> None:
    remove_piece(row, by=request.user)  # type: ignore[arg-type]


def _add_milestone(request: HttpRequest, sent: Sent) -> Milestone:
    rows = projects_visible_to(request.user).select_related("priority")
    return _piece(request, MilestoneForm, seen(rows, sent.pop("project"), "#/project"), sent)


MILESTONES = Kind(
    "milestones",
    "milestone",
    Group.PLAN,
    Milestone,
    milestones_to_tell,
    MilestoneTold,
    tell_milestones,
    about="Moments of a project that count, and decisions that others take.",
    query=MilestoneQuery,
    filters={"project": by("project"), "kind": by("kind")},
    new=MilestoneNew,
    add=_add_milestone,
    change_asks=MilestoneChange,
    change=_change_piece(MilestoneForm),
    remove=_remove_piece,
    guard=_guard_piece,
)


def tell_results(user: Any, rows: Sequence[Result]) -> list[ResultTold]:
    names = ("id", "kind", "title", "text", "reached_on", "is_assumed", "evidence", "visibility")
    return [
        ResultTold(
            **{name: getattr(row, name) for name in names},
            priority=row.priority_id,
            project=row.project.pk if row.project is not None else None,
        )
        for row in rows
    ]


def _add_result(request: HttpRequest, sent: Sent) -> Result:
    project, priority = sent.pop("project", None), sent.pop("priority", None)
    if (project is None) == (priority is None):
        raise wrong("#/project", _("Name a project, or a priority."))
    if project is not None:
        owner = seen(projects_visible_to(request.user).select_related("priority"), project, "#/project")
    else:
        owner = seen(priorities_visible_to(request.user), priority, "#/priority")
    return _piece(request, ResultForm, owner, sent)


RESULTS = Kind(
    "results",
    "result",
    Group.PLAN,
    Result,
    results_visible_to,
    ResultTold,
    tell_results,
    about="What was reached, in the process or felt in practice.",
    query=ResultQuery,
    filters={
        "priority": within("priority", priorities_visible_to),
        "project": within("project", projects_visible_to),
        "kind": by("kind"),
    },
    new=ResultNew,
    add=_add_result,
    change_asks=ResultChange,
    change=_change_piece(ResultForm),
    remove=_remove_piece,
    guard=_guard_piece,
)
