"""A game as its host shows it to the hall: who is in, how the teams stand, where they agree."""

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from ..enums import GameState, RunState
from ..models import GamePlayer, GameResult, GameRound, GameSession, GameTeam, PlannedWork, PlanRun
from ..queries.games import last_round, starts_by_team
from .broken import Sentence, WeekWords
from .consensus import Agreement, consensus
from .game_board import GameBoard
from .game_effects import costs_of, own_of
from .game_phone import hours, name_of, seconds_left

# Beyond this a team is worse off than when it began, and not only by rounding.
HARDLY_PERCENT = 0.05


@dataclass(frozen=True)
class TeamLine:
    """A team on the board of scores. Changes are percents of what the board costs as it lies at the begin."""

    team: GameTeam
    players: list[GamePlayer]
    city_hours: float | None
    own_hours: float | None
    city_change: float | None
    own_change: float | None
    broken: int
    gap: float | None
    per_week: list[float]
    starts: dict[str, int]
    city_place: int = 0
    own_place: int = 0

    @property
    def keeps_all(self) -> bool:
        return self.broken == 0


@dataclass(frozen=True)
class WorkLine:
    """A work, and the weeks in which teams lay it."""

    planned: PlannedWork
    name: str
    agreement: Agreement
    words: WeekWords

    @property
    def near(self) -> int:
        return self.agreement.near(self.agreement.week)

    @property
    def week_said(self) -> str:
        return self.words.one(self.agreement.week)

    @property
    def first_said(self) -> str:
        return self.words.one(min(self.agreement.teams_in))

    @property
    def last_said(self) -> str:
        return self.words.one(max(self.agreement.teams_in))

    @property
    def middle_said(self) -> str:
        return self.words.one(self.agreement.middle)


@dataclass
class GamePicture:
    game: GameSession
    turn: GameRound | None
    planned: dict[str, PlannedWork]
    lines: list[TeamLine]
    board: GameBoard | None
    is_exact: bool
    run: PlanRun | None
    is_searching: bool
    words: WeekWords
    agreements: list[WorkLine] = field(default_factory=list)

    @property
    def seconds_left(self) -> int | None:
        return seconds_left(self.game, self.turn)

    @property
    def shows_plans(self) -> bool:
        return self.game.state in {GameState.REVEALED, GameState.AGREED} or self.game.ended_at is not None

    @property
    def players(self) -> int:
        return sum(len(line.players) for line in self.lines)

    @property
    def has_rounds_left(self) -> bool:
        return (self.turn.number if self.turn else 0) < self.game.rounds_planned

    @property
    def by_city(self) -> list[TeamLine]:
        return sorted(self.lines, key=lambda line: (line.city_place, line.team.pk))

    @property
    def bound_hours(self) -> float | None:
        return hours(self.game, self.run.bound) if self.run else None

    @property
    def found_hours(self) -> float | None:
        return hours(self.game, self.run.cost) if self.run else None

    @property
    def worst_week(self) -> float:
        return max((cost for line in self.lines for cost in line.per_week), default=0.0)

    @cached_property
    def most(self) -> dict[str, int]:
        """Each work in the week that most teams come near; locked works stay."""
        return {
            key: line.planned.week if line.planned.is_locked else line.agreement.week
            for line in self.agreements
            for key in [line.planned.key]
        }

    @cached_property
    def most_broken(self) -> list[Sentence]:
        return self.board.sentences(self.most) if self.board and self.most else []

    @property
    def nearest_moved(self) -> int | None:
        """In how many works the nearest plan that keeps every rule differs from it; nothing where there is none."""
        nearest = self.turn.nearest if self.turn else {}
        if not nearest:
            return None
        return sum(nearest.get(key) != week for key, week in self.most.items())

    @property
    def agreed_works(self) -> int:
        return sum(line.agreement.share == 1 for line in self.agreements)


def game_picture(game: GameSession, board: GameBoard | None) -> GamePicture:
    """`board` is nothing where the works cannot be computed; then there are no costs and no sentences."""
    turn = last_round(game)
    planned = _planned(game)
    starts = starts_by_team(turn) if turn else {}
    results = {each.team_id: each for each in turn.results.all()} if turn and turn.is_scored else {}
    run = _best_run(board)
    begin = _begin(game, planned, is_exact=bool(results))
    lines = [
        _line(game, team, starts.get(team.pk, {}), results.get(team.pk), run, begin)
        for team in game.teams.prefetch_related("players", "areas")
    ]
    words = WeekWords(game.board)
    return GamePicture(
        game=game,
        turn=turn,
        planned=planned,
        lines=_placed(lines),
        board=board,
        is_exact=bool(results),
        run=run,
        is_searching=game.board.runs.filter(state=RunState.RUNNING).exists(),
        words=words,
        agreements=_agreements(planned, starts, words),
    )


def _planned(game: GameSession) -> dict[str, PlannedWork]:
    rows = PlannedWork.objects.filter(plan_id=game.board_id).select_related("work")
    return {each.key: each for each in rows.order_by("work__name", "phase_number")}


def _begin(game: GameSession, planned: dict[str, PlannedWork], *, is_exact: bool) -> list[float] | None:
    """What the board costs as it lies at the begin, in the same way as the teams: exactly or roughly."""
    if not game.effects:
        return None
    if is_exact:
        return list(game.effects["begin"])
    return costs_of(game.effects, {key: (each.week, each.duration_weeks) for key, each in planned.items()})


def _line(
    game: GameSession,
    team: GameTeam,
    starts: dict[str, int],
    result: GameResult | None,
    run: PlanRun | None,
    begin: list[float] | None,
) -> TeamLine:
    slugs = {area.slug for area in team.areas.all()}
    city = result.city_cost if result else team.city_cost
    own = result.own_cost if result else team.own_cost
    broken = result.broken if result else len(next(iter(team.broken.values()), []))
    own_begin = own_of(game.effects["areas"], begin, slugs) if begin else None
    return TeamLine(
        team=team,
        players=list(team.players.all()),
        city_hours=hours(game, city),
        own_hours=hours(game, own),
        city_change=_change(city, begin[0] if begin else None),
        own_change=_change(own, own_begin),
        broken=broken,
        gap=_gap(result, run) if result and not broken else None,
        per_week=list(result.per_week) if result else [],
        starts=starts,
    )


def _change(cost: float | None, begin: float | None) -> float | None:
    if cost is None or not begin:
        return None
    percent = (cost / begin - 1) * 100
    return 0.0 if abs(percent) < HARDLY_PERCENT else percent


def _gap(result: GameResult, run: PlanRun | None) -> float | None:
    """At most so many percent above the best possible."""
    if run is None or run.bound is None or not result.city_cost:
        return None
    return max(result.city_cost - run.bound, 0.0) / abs(result.city_cost) * 100


def _placed(lines: list[TeamLine]) -> list[TeamLine]:
    """Plans that break a rule come after all that break none; equal costs share a place."""
    city = _places(lines, lambda line: (not line.keeps_all, line.broken, _last(line.city_hours)))
    own = _places(lines, lambda line: (not line.keeps_all, line.broken, _last(line.own_change)))
    return [replace(line, city_place=city[line.team.pk], own_place=own[line.team.pk]) for line in lines]


def _last(value: float | None) -> float:
    return float("inf") if value is None else round(value, 6)


def _places(lines: list[TeamLine], measure: Any) -> dict[int, int]:
    measures = {line.team.pk: measure(line) for line in lines}
    ordered = sorted(measures.values())
    return {pk: ordered.index(value) + 1 for pk, value in measures.items()}


def _best_run(board: GameBoard | None) -> PlanRun | None:
    """Its bound holds as long as rules and works of the board are the same."""
    if board is None:
        return None
    over = (RunState.DONE, RunState.STOPPED)
    runs = board.game.board.runs.filter(digest=board.order.digest, state__in=over, bound__isnull=False)
    return runs.first()


def _agreements(
    planned: dict[str, PlannedWork], starts: dict[int, dict[str, int]], words: WeekWords
) -> list[WorkLine]:
    return [
        WorkLine(planned[each.work], name_of(planned[each.work]), each, words)
        for each in consensus(starts.values())
        if each.work in planned
    ]
