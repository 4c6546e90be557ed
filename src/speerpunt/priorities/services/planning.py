"""Moving projects in time, one step at a time, and back again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from speerpunt.core.models import User
from speerpunt.core.services import save_changes
from speerpunt.core.templatetags.drawing.days import said_as

from ..models import Milestone, PlanningMove, PlanningStep, Project
from ..queries.dependencies import links_visible_to
from ..queries.planning import concerned, following_shift
from ..queries.scheduling import Slot

FIRST_YEAR, LAST_YEAR = 1900, 2199

Dates = tuple[date | None, date | None, bool]


class PlanningProblem(Exception):
    """It does not move; the message is for the person at the screen."""


@dataclass(frozen=True)
class Move:
    """A project or milestone with the dates that it gets."""

    target: Project | Milestone
    dates: Dates


@transaction.atomic
def move_in_time(
    project: Project,
    *,
    start: date | None,
    end: date | None,
    by: User,
    dates_assumed: bool | None = None,
    with_successors: bool = False,
    seen: tuple[date | None, date | None] | None = None,
) -> PlanningStep | None:
    """Give a project other dates. What waits for it follows when that is asked, as far as `by` may change it.

    `seen` are the dates that he saw when he moved it. Milestones still to come move along with a project that moves
    as a whole. Nothing when nothing changes.
    """
    links = links_visible_to(by) if with_successors else []
    fresh = _locked(concerned(project.pk, links) if links else {project.pk})
    here = fresh[project.pk]
    _demand(by, [here])
    _refuse_unseen(here, seen)
    if start and end and end < start:
        raise PlanningProblem(_("The last day is before the first. Change one of the two."))
    assumed = here.dates_assumed if dates_assumed is None else dates_assumed
    moves = [Move(here, (start, end, assumed))]
    if with_successors:
        shift = following_shift(fresh, links, project.pk, Slot(start, end), by)
        moves += [_later(fresh[pk], days) for pk, days in shift.days.items()]
    return _step(project, [*moves, *_milestones_along(moves)], by)


def _locked(ids: Iterable[int]) -> dict[int, Project]:
    """As they are now, and nobody changes them until we are done."""
    rows = Project.objects.select_for_update().filter(pk__in=ids).order_by("pk")
    return {each.pk: each for each in rows}


def _demand(by: User, projects: Iterable[Project]) -> None:
    if not all(by.has_perm("priorities.change_project", each) for each in projects):
        raise PermissionDenied


def _refuse_unseen(project: Project, seen: tuple[date | None, date | None] | None) -> None:
    if seen is None or seen == (project.start, project.end):
        return
    message = _(
        "“%(project)s” has got other dates meanwhile: %(start)s to %(end)s. Your move is not saved. "
        "Look at the new dates and move it again."
    )
    words = {"project": project.title, "start": _said(project.start), "end": _said(project.end)}
    raise PlanningProblem(message % words)


def _said(day: date | None) -> str:
    return said_as(day, "j M Y").lower() if day else "?"


def _later(project: Project, days: int) -> Move:
    slot = Slot(project.start, project.end).later(days)
    return Move(project, (slot.start, slot.end, project.dates_assumed))


def _milestones_along(moves: list[Move]) -> list[Move]:
    """Those still to come, of each project that moves as a whole."""
    days = {move.target.pk: shifted for move in moves if (shifted := moved_as_a_whole(*_sides(move)))}
    coming = Milestone.objects.select_for_update().filter(project__in=days, done_on__isnull=True)
    return [
        Move(each, (None, each.due + timedelta(days=days[each.project_id]), each.is_assumed))
        for each in coming.order_by("pk")
    ]


def _sides(move: Move) -> tuple[Dates, Dates]:
    return dates_of(move.target), move.dates


def moved_as_a_whole(was: Dates, becomes: Dates) -> int:
    """So many days, when all dates there are shift by the same number; else 0."""
    pairs = [(old, new) for old, new in zip(was[:2], becomes[:2], strict=True) if old or new]
    if not all(old and new for old, new in pairs):
        return 0
    days = {(new - old).days for old, new in pairs if old and new}
    return days.pop() if len(days) == 1 else 0


def dates_of(target: Project | Milestone) -> Dates:
    if isinstance(target, Milestone):
        return None, target.due, target.is_assumed
    return target.start, target.end, target.dates_assumed


def _step(project: Project, moves: list[Move], by: User) -> PlanningStep | None:
    changed = [move for move in moves if dates_of(move.target) != move.dates]
    if not changed:
        return None
    _refuse_far_away(changed)
    step = PlanningStep.objects.create(
        collective_id=project.collective_id, by=by, project=project, size=len(changed)
    )
    PlanningMove.objects.bulk_create([_kept(step, move) for move in changed])
    for move in changed:
        is_moved_by_hand = _project_id(move.target) == project.pk
        note = _("moved in the planning") if is_moved_by_hand else _("moved along with what it waits for")
        _put(move.target, move.dates, by=by, note=note)
    return step


def _refuse_far_away(moves: list[Move]) -> None:
    years = [day.year for move in moves for day in move.dates[:2] if day]
    if years and not FIRST_YEAR <= min(years) <= max(years) <= LAST_YEAR:
        raise PlanningProblem(_("This year cannot be right. Choose one from 1900 to 2199."))


def _kept(step: PlanningStep, move: Move) -> PlanningMove:
    was, becomes = _sides(move)
    return PlanningMove(
        collective_id=step.collective_id,
        step=step,
        project_id=_project_id(move.target),
        milestone=move.target if isinstance(move.target, Milestone) else None,
        start_before=was[0],
        end_before=was[1],
        assumed_before=was[2],
        start_after=becomes[0],
        end_after=becomes[1],
        assumed_after=becomes[2],
    )


def _project_id(target: Project | Milestone) -> int:
    return target.project_id if isinstance(target, Milestone) else target.pk


def _put(target: Project | Milestone, dates: Dates, *, by: User, note: str) -> None:
    start, end, assumed = dates
    values: dict[str, Any] = {"start": start, "end": end, "dates_assumed": assumed}
    if isinstance(target, Milestone):
        values = {"due": end, "is_assumed": assumed}
    save_changes(target, by=by, note=note, **values)


@transaction.atomic
def undo_step(step: PlanningStep, *, by: User) -> None:
    """Everything of it back to where it was, or nothing: not when a date of it has changed since."""
    fresh = _own(step, by)
    if fresh.undone_at is not None:
        raise PlanningProblem(_("This is undone already."))
    _turn(fresh, by, is_back=True)
    fresh.undone_at = timezone.now()
    fresh.save(update_fields=["undone_at"])


@transaction.atomic
def redo_step(step: PlanningStep, *, by: User) -> None:
    """What was undone, again."""
    fresh = _own(step, by)
    if fresh.undone_at is None:
        raise PlanningProblem(_("This stands already."))
    _turn(fresh, by, is_back=False)
    fresh.undone_at = None
    fresh.save(update_fields=["undone_at"])


def _own(step: PlanningStep, by: User) -> PlanningStep:
    """Only what somebody did himself; a second window waits for the first."""
    fresh: PlanningStep = PlanningStep.objects.select_for_update().get(pk=step.pk)
    if fresh.by_id != by.pk:
        raise PermissionDenied
    return fresh


def _turn(step: PlanningStep, by: User, *, is_back: bool) -> None:
    kept = list(step.moves.all())
    projects = _locked({move.project_id for move in kept})
    milestones = {
        each.pk: each
        for each in Milestone.objects.select_for_update().filter(
            pk__in=[move.milestone_id for move in kept if move.milestone_id]
        )
    }
    if len(kept) != step.size:
        raise PlanningProblem(_("Something that moved is deleted since. So this step stays as it is."))
    _demand(by, projects.values())
    note = _("move in the planning undone") if is_back else _("moved again in the planning")
    turns = []
    for move in kept:
        target = milestones[move.milestone_id] if move.milestone_id else projects[move.project_id]
        now, then = (move.after, move.before) if is_back else (move.before, move.after)
        _refuse_changed(target, projects[move.project_id], now)
        turns.append((target, then))
    for target, then in turns:
        _put(target, then, by=by, note=note)


def _refuse_changed(target: Project | Milestone, project: Project, expected: Dates) -> None:
    if dates_of(target) == expected:
        return
    message = _(
        "The dates of “%(project)s” have changed since. So this step stays as it is; nothing is changed."
    )
    if isinstance(target, Milestone):
        message = _(
            "The date of “%(milestone)s” of “%(project)s” has changed since. "
            "So this step stays as it is; nothing is changed."
        )
    raise PlanningProblem(message % {"milestone": target, "project": project.title})
