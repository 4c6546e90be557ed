"""Works are laid in a plan, moved, locked, and moved back; each is a step that can be undone."""

import math
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from speerpunt.core.enums import Verb
from speerpunt.core.models import Collective, User
from speerpunt.core.services import record, save_changes
from speerpunt.priorities.models import Project

from ..enums import PlanState
from ..models import PlannedWork, PlanStep, Work, WorksPlan
from ..problems import PuzzleProblem, monday_of

MOVED = ("week", "duration_weeks", "is_locked")


@transaction.atomic
def make_plan(
    collective: Collective,
    *,
    name: str,
    first_day: date,
    weeks: int,
    works: Iterable[Work],
    by: User | None,
    **values: Any,
) -> WorksPlan:
    """With the works as their periods lie now; a period outside the weeks of the plan stays out of it."""
    if WorksPlan.objects.filter(name=name).exists():
        raise PuzzleProblem(_("There is a plan of that name already. Choose another name."))
    plan = WorksPlan.objects.create(
        collective=collective, name=name, first_monday=monday_of(first_day), weeks=weeks, made_by=by, **values
    )
    found = Work.objects.filter(pk__in=[work.pk for work in works]).prefetch_related("phases")
    PlannedWork.objects.bulk_create(each for work in found for each in _laid(plan, work))
    record(plan, Verb.CREATED, by=by)
    return plan


def _laid(plan: WorksPlan, work: Work) -> Iterable[PlannedWork]:
    phases = sorted(work.phases.all(), key=lambda phase: (phase.start or date.max, phase.position))
    for number, phase in enumerate(phases):
        if phase.start is None:
            continue
        week = (phase.start - plan.first_monday).days // 7
        last = plan.first_monday + timedelta(weeks=plan.weeks, days=-1)
        end = min(phase.end or last, last)
        duration = math.ceil(((end - plan.first_monday).days + 1) / 7) - max(week, 0)
        if week >= plan.weeks or duration < 1:
            continue
        yield PlannedWork(
            collective_id=plan.collective_id,
            plan=plan,
            work=work,
            phase_number=number,
            week=max(week, 0),
            duration_weeks=duration,
            # What has begun, or has no end, is not moved any more.
            is_locked=week < 0 or phase.end is None,
            source_week=week,
        )


@transaction.atomic
def copy_plan(plan: WorksPlan, *, name: str, by: User, laid_as: Mapping[str, int] | None = None) -> WorksPlan:
    """To try something else beside it; with other weeks where an order gives these."""
    if WorksPlan.objects.filter(name=name).exists():
        raise PuzzleProblem(_("There is a plan of that name already. Choose another name."))
    copied = WorksPlan.objects.create(
        collective_id=plan.collective_id,
        name=name,
        first_monday=plan.first_monday,
        weeks=plan.weeks,
        dossier=plan.dossier,
        based_on=plan,
        made_by=by,
    )
    rows = list(plan.planned.all())
    for row in rows:
        if not row.is_locked:
            row.week = (laid_as or {}).get(row.key, row.week)
        row.pk, row.plan = None, copied
    PlannedWork.objects.bulk_create(rows)
    record(copied, Verb.CREATED, by=by, note=plan.name)
    return copied


@transaction.atomic
def move_planned(
    planned: PlannedWork, *, week: int, by: User, duration_weeks: int | None = None, seen: int | None = None
) -> PlanStep | None:
    """To another week of the plan, or for longer or shorter; nothing when nothing changes.

    `seen` is the version of the plan that he saw.
    """
    plan = _locked(planned.plan_id, seen)
    fresh = plan.planned.get(pk=planned.pk)
    refuse_locked(fresh)
    weeks = duration_weeks or fresh.duration_weeks
    if not 0 <= week <= plan.weeks - weeks:
        raise PuzzleProblem(_("It does not fit in the weeks of this plan. Nothing was moved."))
    return _step(plan, {fresh: {"week": week, "duration_weeks": weeks}}, by=by)


def refuse_locked(planned: PlannedWork) -> None:
    if planned.is_locked:
        raise PuzzleProblem(_("This work stays where it is. Unlock it first."))


@transaction.atomic
def lock_planned(planned: PlannedWork, *, is_locked: bool, by: User) -> PlanStep | None:
    plan = _locked(planned.plan_id, None)
    return _step(plan, {plan.planned.get(pk=planned.pk): {"is_locked": is_locked}}, by=by)


@transaction.atomic
def lay_as(plan: WorksPlan, starts: Mapping[str, int], *, by: User) -> PlanStep | None:
    """Every work in the week that an order gives it, in one step. Locked works stay."""
    fresh = _locked(plan.pk, None)
    moved = {
        each: {"week": starts[each.key]}
        for each in fresh.planned.all()
        if not each.is_locked and each.key in starts
    }
    return _step(fresh, moved, by=by)


@transaction.atomic
def undo_step(plan: WorksPlan, *, by: User) -> PlanStep | None:
    """The last step that is not undone."""
    fresh = _locked(plan.pk, None)
    step = fresh.steps.filter(undone_at__isnull=True).last()
    if step is not None:
        _set(fresh, [(change["id"], change["field"], change["from"]) for change in step.changes])
        step.undone_at = timezone.now()
        step.save(update_fields=["undone_at"])
    return step


@transaction.atomic
def redo_step(plan: WorksPlan, *, by: User) -> PlanStep | None:
    """The first of those that were undone last."""
    fresh = _locked(plan.pk, None)
    step = fresh.steps.filter(undone_at__isnull=False).first()
    if step is not None:
        _set(fresh, [(change["id"], change["field"], change["to"]) for change in step.changes])
        step.undone_at = None
        step.save(update_fields=["undone_at"])
    return step


@transaction.atomic
def share_plan(plan: WorksPlan, *, dossier: Project | None, is_shared: bool, by: User) -> None:
    """With the partners of the dossier; they see it as it is at each moment, until it is taken back."""
    fresh = WorksPlan.objects.select_for_update().get(pk=plan.pk)
    if is_shared and dossier is None:
        raise PuzzleProblem(_("Choose the dossier whose partners may see it. Nothing is shared yet."))
    state = fresh.state
    if state in {PlanState.DRAFT, PlanState.SHARED}:
        state = PlanState.SHARED if is_shared else PlanState.DRAFT
    save_changes(fresh, by=by, dossier=dossier, state=state)


@transaction.atomic
def agree_plan(plan: WorksPlan, *, decision: Any, by: User) -> None:
    """It is what we agreed on; the one before is replaced. It does not move any more."""
    fresh = _locked(plan.pk, None)
    for before in WorksPlan.objects.filter(state=PlanState.AGREED).exclude(pk=plan.pk):
        save_changes(before, by=by, state=PlanState.REPLACED)
    save_changes(fresh, by=by, state=PlanState.AGREED, decision=decision)


def _locked(pk: int, seen: int | None) -> WorksPlan:
    """As it is now, and nobody changes it until we are done."""
    plan = WorksPlan.objects.select_for_update().get(pk=pk)
    if plan.state in {PlanState.AGREED, PlanState.REPLACED}:
        raise PuzzleProblem(_("This plan is agreed on. Make a copy to try something else."))
    if seen is not None and seen != plan.version:
        raise PuzzleProblem(
            _("Somebody else changed the plan meanwhile. Your move is not saved; look at it and move again.")
        )
    return plan


def _step(plan: WorksPlan, wanted: Mapping[PlannedWork, Mapping[str, Any]], *, by: User) -> PlanStep | None:
    changes = [
        {"id": row.pk, "field": name, "from": getattr(row, name), "to": value}
        for row, values in wanted.items()
        for name, value in values.items()
        if getattr(row, name) != value
    ]
    if not changes:
        return None
    # What was undone is not done again after something else.
    plan.steps.filter(undone_at__isnull=False).delete()
    _set(plan, [(change["id"], change["field"], change["to"]) for change in changes])
    return PlanStep.objects.create(collective_id=plan.collective_id, plan=plan, made_by=by, changes=changes)


def _set(plan: WorksPlan, values: Iterable[tuple[int, str, Any]]) -> None:
    rows = plan.planned.in_bulk()
    changed = {}
    for pk, name, value in values:
        if pk in rows and name in MOVED:
            setattr(rows[pk], name, value)
            changed[pk] = rows[pk]
    PlannedWork.objects.bulk_update(changed.values(), MOVED)
    plan.version += 1
    plan.save(update_fields=["version"])
