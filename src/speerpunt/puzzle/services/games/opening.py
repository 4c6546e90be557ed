"""A game is opened from a plan: which works, which weeks, which teams."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from speerpunt.core.enums import Verb, Visibility
from speerpunt.core.models import User
from speerpunt.core.services import record
from speerpunt.core.services.jobs import enqueue_job
from speerpunt.places.models import Area

from ...models import GameSession, GameTeam, PlannedWork, WorksPlan
from ...problems import PuzzleProblem
from .codes import new_code

PREPARE_JOB = "puzzle.game_prepare"


@dataclass(frozen=True)
class TeamWish:
    name: str
    areas: Sequence[Area] = ()


@transaction.atomic
def open_game(
    plan: WorksPlan,
    *,
    name: str,
    works: Iterable[PlannedWork],
    first_week: int,
    weeks: int,
    teams: Sequence[TeamWish],
    rounds: int,
    minutes: int | None,
    shows_closed_works: bool,
    by: User,
) -> GameSession:
    """Its board has the works as they lie in the plan; what lies outside the weeks of the game stays out of it."""
    if WorksPlan.objects.filter(name=name).exists():
        raise PuzzleProblem(_("There is a plan of that name already. Choose another name."))
    board = WorksPlan.objects.create(
        collective_id=plan.collective_id,
        name=name,
        first_monday=plan.first_monday + timedelta(weeks=first_week),
        weeks=weeks,
        based_on=plan,
        made_by=by,
    )
    if not _lay(board, works, first_week, shows_closed_works):
        raise PuzzleProblem(_("None of these works lies in these weeks. Choose other works or weeks."))
    game = GameSession.objects.create(
        collective_id=plan.collective_id,
        board=board,
        code=_free_code(),
        rounds_planned=rounds,
        minutes=minutes,
        shows_closed_works=shows_closed_works,
        opened_by=by,
    )
    for wish in teams:
        team = GameTeam.objects.create(collective_id=game.collective_id, game=game, name=wish.name)
        team.areas.set(wish.areas)
    record(board, Verb.CREATED, by=by, note=plan.name)
    record(game, Verb.CREATED, by=by)
    enqueue_job(PREPARE_JOB, collective=plan.collective, by=by, subject=name, game=game.pk)
    return game


def _lay(board: WorksPlan, works: Iterable[PlannedWork], first_week: int, shows_closed: bool) -> int:
    rows = []
    for row in works:
        week = row.week - first_week
        is_open = shows_closed or row.work.visibility == Visibility.PUBLIC
        if is_open and week >= 0 and week + row.duration_weeks <= board.weeks:
            rows.append(_moved(row, board, week, first_week))
    PlannedWork.objects.bulk_create(rows)
    return len(rows)


def _moved(row: PlannedWork, board: WorksPlan, week: int, first_week: int) -> PlannedWork:
    latest = None if row.latest is None else max(row.latest - first_week, 0)
    return PlannedWork(
        collective_id=board.collective_id,
        plan=board,
        work_id=row.work_id,
        phase_number=row.phase_number,
        week=week,
        duration_weeks=row.duration_weeks,
        earliest=max(row.earliest - first_week, 0),
        latest=latest if latest is None or latest < board.weeks - row.duration_weeks else None,
        is_locked=row.is_locked,
        groups=row.groups,
        source_week=None,
    )


def _free_code() -> str:
    code = new_code()
    while GameSession.objects.filter(code=code).exists():
        code = new_code()
    return code
