"""Moves of players: each counts once, in whatever order a phone that was away sends them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from ...enums import GameState, MoveOutcome
from ...models import GameMove, GamePlacement, GamePlayer, GameRound, GameTeam
from ...queries.games import last_round, playable
from .scoring import ask_for_scores, stand_of

# A phone that says it was away longer than this is not believed.
LONGEST_AWAY = timedelta(hours=6)
# Of one player in a game; nobody who plays comes near.
MOST_MOVES = 2000


@dataclass(frozen=True)
class MoveWish:
    """`number` counts the moves of a player; `age` is how long ago it was made, for clocks of phones differ."""

    key: UUID
    number: int
    planned: int
    week: int
    age: timedelta = timedelta()


@dataclass(frozen=True)
class Settled:
    """The phone need not keep this move any longer."""

    key: UUID
    outcome: MoveOutcome


@transaction.atomic
def make_moves(player: GamePlayer, wishes: Sequence[MoveWish]) -> list[Settled]:
    """The team is locked while they are laid, so two phones of a team wait for each other."""
    team = GameTeam.objects.select_for_update().get(pk=player.team_id)
    team.game = player.team.game
    turn = last_round(team.game)
    if turn is None:
        return [Settled(wish.key, MoveOutcome.LATE) for wish in wishes]
    laying = _Laying(player, team, turn, [wish.key for wish in wishes])
    settled = [laying.settle(wish) for wish in wishes]
    if laying.is_changed:
        stand_of(team, turn)
        if turn.ended_at is not None:
            ask_for_scores(turn, by=None)
    return settled


class _Laying:
    """Moves of one player in the round that goes on, or that ended while he was away."""

    def __init__(self, player: GamePlayer, team: GameTeam, turn: GameRound, keys: list[UUID]) -> None:
        self.player, self.turn, self.now = player, turn, timezone.now()
        self.known = {move.key: move for move in player.moves.filter(key__in=keys)}
        rows = GamePlacement.objects.filter(
            round=turn, team=team, planned__in=playable(team.game).values("pk")
        )
        self.placements = {row.planned_id: row for row in rows.select_related("planned")}
        self.last = dict(
            player.moves.filter(round=turn).values_list("planned").annotate(number=Max("number"))
        )
        self.room = MOST_MOVES - player.moves.count()
        self.is_changed = False
        self.weeks = team.game.board.weeks
        self.is_open = team.game.state in {GameState.PLAYING, GameState.CLOSED}

    def settle(self, wish: MoveWish) -> Settled:
        if wish.key in self.known:
            return Settled(wish.key, MoveOutcome(self.known[wish.key].outcome))
        row = self.placements.get(wish.planned)
        if row is None or self.room <= 0:
            return Settled(wish.key, MoveOutcome.REFUSED)
        self.room -= 1
        made_at = self.now - min(max(wish.age, timedelta()), LONGEST_AWAY)
        outcome = self._outcome(row, wish, made_at)
        if outcome == MoveOutcome.LAID:
            self._lay(row, wish, made_at)
        self.known[wish.key] = GameMove.objects.create(
            collective_id=self.player.collective_id,
            player=self.player,
            round=self.turn,
            planned=row.planned,
            key=wish.key,
            number=wish.number,
            week=max(wish.week, 0),
            made_at=made_at,
            outcome=outcome,
        )
        self.last[wish.planned] = max(wish.number, self.last.get(wish.planned, -1))
        return Settled(wish.key, outcome)

    def _outcome(self, row: GamePlacement, wish: MoveWish, made_at: datetime) -> MoveOutcome:
        """The last move of a player counts by its number, between players the one made last."""
        if not self._was_open(made_at):
            return MoveOutcome.LATE
        if row.planned.is_locked or not 0 <= wish.week <= self.weeks - row.planned.duration_weeks:
            return MoveOutcome.REFUSED
        if wish.number <= self.last.get(wish.planned, -1):
            return MoveOutcome.OLDER
        is_of_another = row.player_id not in {None, self.player.pk}
        return MoveOutcome.OLDER if is_of_another and made_at < row.laid_at else MoveOutcome.LAID

    def _was_open(self, made_at: datetime) -> bool:
        """Until the plans are shown, what was made in time still counts."""
        ends = [moment for moment in (self.turn.ended_at, self.turn.ends_at) if moment]
        return self.is_open and made_at >= self.turn.began_at and (not ends or made_at <= min(ends))

    def _lay(self, row: GamePlacement, wish: MoveWish, made_at: datetime) -> None:
        row.week, row.player, row.laid_at = wish.week, self.player, made_at
        row.save(update_fields=["week", "player", "laid_at"])
        self.is_changed = True


def next_number(player: GamePlayer) -> int:
    """For a phone that comes in anew."""
    last: int | None = player.moves.aggregate(last=Max("number"))["last"]
    return 1 if last is None else last + 1
