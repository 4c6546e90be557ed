"""What the plans of teams cost: roughly at each move, exactly at the end of a round."""

from collections.abc import Callable
from typing import Any

from django.db import transaction

from speerpunt.core.models import Job, User
from speerpunt.core.services.jobs import enqueue_job
from speerpunt.engine.compute import executor
from speerpunt.engine.problems import InputProblem
from speerpunt.engine.sequence import (
    Evaluation,
    StateCost,
    StateTable,
    evaluate,
    find_nearest_plan,
    surrogate,
)

from ...models import GameResult, GameRound, GameSession, GameTeam
from ...problems import OrderProblem, PuzzleProblem
from ...problems.game_board import GameBoard
from ...problems.game_effects import effects_by_area, own_of
from ...queries.games import starts_by_team
from ..ordering import problem_of, state_table

SCORE_JOB = "puzzle.game_score"

Progress = Callable[[int], object]


def board_of(game: GameSession) -> GameBoard:
    return GameBoard(game, problem_of(game.board))


def stand_of(team: GameTeam, turn: GameRound) -> None:
    """Kept with the team when something moved, so that phones that look compute nothing."""
    starts = starts_by_team(turn).get(team.pk, {})
    stand_as(board_of(team.game), team, starts)


def stand_as(board: GameBoard, team: GameTeam, starts: dict[str, int]) -> None:
    own = set(team.areas.values_list("slug", flat=True))
    found = board.stand(starts, own)
    team.city_cost, team.own_cost, team.broken = found.city_cost, found.own_cost, found.broken
    team.version += 1
    team.save(update_fields=["city_cost", "own_cost", "broken", "version"])


def prepare_game(game: GameSession) -> None:
    """What single works and pairs do to the city and each area; then every team that plays already gets its costs."""
    order = problem_of(game.board)
    with executor() as pool:
        kept = state_table(order.costs, pool)
        states = [state for state in surrogate(order.bare, kept, triples=0).costs if state]
        known = zip(states, kept.costs(states), strict=True)
        costs = {state: _added_up(order, cost) for state, cost in known if cost is not None}
        begin = evaluate(order.problem, order.laid, kept)
    effects = effects_by_area(order.costs.traffic.areas, costs)
    effects["begin"] = _columns(order, begin)
    _keep_effects(game.pk, effects)


def _added_up(order: OrderProblem, cost: StateCost) -> StateCost:
    """Minutes of all trips from and to each area, which add up over teams as minutes a trip do not."""
    return StateCost(cost.total, order.costs.split(cost.per_area).vehicle_minutes)


def _columns(order: OrderProblem, found: Evaluation) -> list[float]:
    """Of the city and of each area, all weeks added up."""
    per_area = order.costs.split(found.per_area).vehicle_minutes
    return [found.total, *per_area.sum(axis=1).tolist()]


@transaction.atomic
def _keep_effects(pk: int, effects: dict[str, Any]) -> None:
    game = GameSession.objects.select_for_update().select_related("board").get(pk=pk)
    game.effects = effects
    game.version += 1
    game.save(update_fields=["effects", "version"])
    turn = game.rounds.last()
    if turn is None:
        return
    board, starts = board_of(game), starts_by_team(turn)
    for team in game.teams.select_for_update():
        stand_as(board, team, starts.get(team.pk, {}))


@transaction.atomic
def ask_for_scores(turn: GameRound, *, by: User | None) -> Job:
    """Behind the scenes; again when a move comes in that was made in time."""
    GameRound.objects.filter(pk=turn.pk).update(is_scored=False)
    game = turn.game
    return enqueue_job(
        SCORE_JOB, collective=game.board.collective, by=by or game.opened_by, subject=str(game), round=turn.pk
    )


def score_round(turn: GameRound, *, progress: Progress = lambda done: None) -> None:
    """Each plan exactly, and the plan that keeps every rule and lies nearest to all of them.

    Raises:
        PuzzleProblem: there is nothing to compute on.
    """
    board = board_of(turn.game)
    starts = starts_by_team(turn)
    results = []
    with executor() as pool:
        costs = state_table(board.order.costs, pool)
        for team in turn.game.teams.prefetch_related("areas"):
            results.append(_result(board, costs, turn, team, starts.get(team.pk, {})))
            progress(1)
    _keep_results(turn, results, _nearest(board, starts))


def _result(
    board: GameBoard, costs: StateTable, turn: GameRound, team: GameTeam, starts: dict[str, int]
) -> GameResult:
    try:
        found = evaluate(board.order.problem, board.plan(starts), costs)
    except InputProblem as fault:
        raise PuzzleProblem(str(fault)) from fault
    areas = board.order.costs.traffic.areas
    return GameResult(
        collective_id=turn.collective_id,
        round=turn,
        team=team,
        city_cost=found.total,
        own_cost=own_of(areas, _columns(board.order, found), {area.slug for area in team.areas.all()}),
        per_week=found.per_week.round(3).tolist(),
        broken=len(board.sentences(starts)),
    )


def _nearest(board: GameBoard, starts: dict[int, dict[str, int]]) -> dict[str, int]:
    """Nothing where no plan keeps every rule."""
    wanted = {key: [plan[key] for plan in starts.values() if key in plan] for key in board.by_key}
    found = find_nearest_plan(board.order.problem, wanted)
    return dict(found.starts) if found else {}


@transaction.atomic
def _keep_results(turn: GameRound, results: list[GameResult], nearest: dict[str, int]) -> None:
    """A second time replaces the first; a game that ended meanwhile keeps its results too."""
    turn.results.all().delete()
    GameResult.objects.bulk_create(results)
    turn.nearest, turn.is_scored = nearest, True
    turn.save(update_fields=["nearest", "is_scored"])
    game = GameSession.objects.select_for_update().get(pk=turn.game_id)
    game.version += 1
    game.save(update_fields=["version"])
