"""Works on the roads, plans of them, and where each work lies in a plan."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest

from speerpunt.core.doors import demand
from speerpunt.core.geometry import right_handed
from speerpunt.meetings.queries import decisions_visible_to
from speerpunt.places.models import Area
from speerpunt.priorities.queries import projects_visible_to
from speerpunt.puzzle.forms.plans import PlanForm
from speerpunt.puzzle.forms.works import PhaseFormSet, WorkForm, work_values
from speerpunt.puzzle.models import PlannedWork, Work, WorksPlan
from speerpunt.puzzle.queries import works_visible_to
from speerpunt.puzzle.queries.plans import planned_visible_to, plans_visible_to
from speerpunt.puzzle.services.figures import ask_for_figures, prepare_quietly
from speerpunt.puzzle.services.plans import lock_planned, make_plan, move_planned
from speerpunt.puzzle.services.works import Period, add_work, change_work, trash_work

from ...enums import Group
from ...problems import ApiProblem, Trouble
from ...schemas.works import (
    PeriodTold,
    PlannedChange,
    PlannedQuery,
    PlannedTold,
    PlanNew,
    PlanQuery,
    PlanTold,
    WorkChange,
    WorkNew,
    WorkProperties,
    WorkQuery,
    WorkTold,
)
from ..answers import page_address
from ..filling import Sent, errors_of, fill
from .kind import Kind, Rows, by, ids_in_sight, named, only, within
from .places import kept_areas_visible_to

OF_WORK = (
    "id",
    "name",
    "kind",
    "status",
    "hindrance",
    "description",
    "geometry",
    "road",
    "authority",
    "contact_role",
    "outside_id",
    "vanished_at",
    "updated_at",
)
OF_PERIOD = ("id", "name", "start", "end", "start_certainty", "end_certainty")
PERIODS = "periods"


def works_to_tell(user: Any) -> Rows:
    kept = Area.objects.kept().only("collective", "name")
    rows = works_visible_to(user).select_related("source", "collective").defer("source_values", "search_text")
    return rows.prefetch_related("phases", Prefetch("areas", kept))


def tell_works(user: Any, rows: Sequence[Work]) -> list[WorkTold]:
    projects = ids_in_sight(projects_visible_to(user), (row.project_id for row in rows))
    may_change = user.has_perm("puzzle.change_work")
    return [
        WorkTold(
            **{name: getattr(row, name) for name in OF_WORK},
            last_seen_at=row.seen_at,
            project=only(row.project_id, projects),
            areas=sorted(area.pk for area in row.areas.all()),
            source=named(row.source),
            visibility=row.visibility if may_change else None,
            periods=[
                PeriodTold(**{name: getattr(phase, name) for name in OF_PERIOD}) for phase in row.phases.all()
            ],
            page=page_address(row),
        )
        for row in rows
    ]


def _add(request: HttpRequest, sent: Sent) -> Work:
    demand(request, "puzzle.change_work")
    periods = _periods(sent.pop(PERIODS, []))
    values = dict(fill(lambda data: WorkForm(data, user=request.user), sent).cleaned_data)
    values.pop("seen")
    collective: Any = request.collective  # type: ignore[attr-defined]
    return add_work(collective, by=request.user, periods=periods, **values)  # type: ignore[arg-type]


def _change(request: HttpRequest, row: Work, sent: Sent) -> None:
    periods = _periods(sent.pop(PERIODS)) if PERIODS in sent else None

    def make(data: Sent | None) -> WorkForm:
        return WorkForm(data, user=request.user, work=row, initial=work_values(row))

    change_work(row, by=request.user, periods=periods, **fill(make, sent).cleaned_data)  # type: ignore[arg-type]


def _periods(asked: list[dict[str, Any]]) -> list[Period]:
    """Through the rows of the form that stands below a work."""
    data: Sent = {f"{PERIODS}-TOTAL_FORMS": len(asked), f"{PERIODS}-INITIAL_FORMS": 0}
    for number, each in enumerate(asked):
        usual = {name: field.initial for name, field in PhaseFormSet.form.base_fields.items()}
        said = {**usual, **each, "pk": each.get("id")}
        data |= {f"{PERIODS}-{number}-{name}": value for name, value in said.items() if value is not None}
    rows = PhaseFormSet(data, prefix=PERIODS)
    if not rows.is_valid():
        found = [
            error
            for number, errors in enumerate(rows.errors)
            for error in errors_of(errors, {"pk": "id"}, f"#/{PERIODS}/{number}")
        ]
        raise ApiProblem(Trouble.INVALID, errors=found)
    return rows.periods()


def _in_area(rows: Rows, value: int, user: Any) -> Rows:
    seen_here = kept_areas_visible_to(user).filter(pk=value).values("pk")
    return rows.filter(pk__in=Work.areas.through.objects.filter(area__in=seen_here).values("work_id"))


WORKS = Kind(
    "works",
    "work",
    Group.WORKS,
    Work,
    works_to_tell,
    WorkTold,
    tell_works,
    about=(
        "What stands in the way of traffic for a time. Deleting moves to the trash. "
        "Stretches of road with their measures are drawn on the pages."
    ),
    query=WorkQuery,
    filters={
        "kind": by("kind"),
        "status": by("status"),
        "area": _in_area,
        "project": within("project", projects_visible_to),
    },
    list_permission="puzzle.list_works",
    new=WorkNew,
    add=_add,
    change_asks=WorkChange,
    change=_change,
    change_permission="puzzle.change_work",
    remove=lambda request, row: trash_work(row, by=request.user),  # type: ignore[arg-type]
    remove_permission="puzzle.change_work",
    properties=WorkProperties,
    shape_of=lambda told: right_handed(told.geometry) if told.geometry else None,
)


def tell_plans(user: Any, rows: Sequence[WorksPlan]) -> list[PlanTold]:
    dossiers = ids_in_sight(projects_visible_to(user), (row.dossier_id for row in rows))
    decisions = ids_in_sight(decisions_visible_to(user), (row.decision_id for row in rows))
    names = ("id", "name", "first_monday", "weeks", "state", "version")
    return [
        PlanTold(
            **{name: getattr(row, name) for name in names},
            dossier=only(row.dossier_id, dossiers),
            decision=only(row.decision_id, decisions),
            page=page_address(row),
        )
        for row in rows
    ]


def _make_plan(request: HttpRequest, sent: Sent) -> WorksPlan:
    demand(request, "puzzle.change_plans")
    values = fill(lambda data: PlanForm(data, user=request.user), sent).cleaned_data
    plan = make_plan(request.collective, by=request.user, **values)  # type: ignore[attr-defined, arg-type]
    prepare_quietly(plan, by=request.user)  # type: ignore[arg-type]
    return plan


PLANS = Kind(
    "plans",
    "plan",
    Group.WORKS,
    WorksPlan,
    plans_visible_to,
    PlanTold,
    tell_plans,
    about=(
        "Ways to lay works in weeks. Searching the best order, sharing with partners and agreeing on a plan are done on its page; "
        "a plan that is agreed on does not move any more (409)."
    ),
    query=PlanQuery,
    filters={"state": by("state")},
    list_permission="puzzle.list_plans",
    new=PlanNew,
    add=_make_plan,
)


def planned_to_tell(user: Any) -> Rows:
    return planned_visible_to(user).select_related("plan", "work")


def tell_planned(user: Any, rows: Sequence[PlannedWork]) -> list[PlannedTold]:
    names = ("id", "phase_number", "week", "duration_weeks", "earliest", "latest", "is_locked")
    return [
        PlannedTold(**{name: getattr(row, name) for name in names}, plan=row.plan_id, work=row.work_id)
        for row in rows
    ]


def _lay(request: HttpRequest, row: PlannedWork, sent: Sent) -> None:
    """Unlocked before it moves, locked after; each a step that the page can undo."""
    user: Any = request.user
    is_locked = sent.get("is_locked")
    if is_locked is False:
        lock_planned(row, is_locked=False, by=user)
    if {"week", "duration_weeks"} & set(sent):
        move_planned(row, week=sent.get("week", row.week), duration_weeks=sent.get("duration_weeks"), by=user)
    if is_locked:
        lock_planned(row, is_locked=True, by=user)
    ask_for_figures(row.plan, by=user)


PLANNED = Kind(
    "planned-works",
    "planned_work",
    Group.WORKS,
    PlannedWork,
    planned_to_tell,
    PlannedTold,
    tell_planned,
    about="Where the periods of works lie in a plan. They come into being with the plan.",
    query=PlannedQuery,
    filters={"plan": within("plan", plans_visible_to), "work": within("work", works_visible_to)},
    change_asks=PlannedChange,
    change=_lay,
    change_permission="puzzle.change_plans",
)
