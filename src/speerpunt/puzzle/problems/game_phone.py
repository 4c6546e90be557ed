"""What a phone shows: the plan of its own team, and once the plans are shown, how all teams stand."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone
from django.utils.translation import get_language

from ..enums import GameState
from ..models import GamePlacement, GamePlayer, GameRound, GameSession, GameTeam, PlannedWork
from ..queries.games import last_round, playable
from .broken import WeekWords, short_name

MINUTES_PER_HOUR = 60


@dataclass(frozen=True)
class PhoneRow:
    """A work as the team has it; `by` is who laid it there, nobody at the begin."""

    planned: PlannedWork
    name: str
    week: int
    by: str
    words: WeekWords
    last_start: int

    @property
    def key(self) -> UUID:
        """Of the move that a form without script sends."""
        return uuid4()

    @property
    def last_week(self) -> int:
        return self.week + self.planned.duration_weeks - 1

    @property
    def first_said(self) -> str:
        return self.words.one(self.week)

    @property
    def last_said(self) -> str:
        return self.words.one(self.last_week)

    @property
    def sooner(self) -> int | None:
        return self.week - 1 if self.week > 0 else None

    @property
    def later(self) -> int | None:
        return self.week + 1 if self.week < self.last_start else None


def hours(game: GameSession, cost: float | None) -> float | None:
    """Hours lost in each hour, the mean of all weeks."""
    return None if cost is None else cost / game.board.weeks / MINUTES_PER_HOUR


def mark_of_phone(player: GamePlayer) -> str:
    """Changes with all that this phone shows; it comes with the player in one query."""
    team = player.team
    return f"{team.game.version}-{team.version}-{team.pk}-{get_language()}"


def phone_rows(game: GameSession, team: GameTeam, turn: GameRound | None) -> list[PhoneRow]:
    """In the order of their names; before the first round as they lie on the board."""
    laid = _laid(team, turn)
    words = WeekWords(game.board)
    return [
        PhoneRow(
            each,
            name_of(each),
            laid[each.pk].week if each.pk in laid else each.week,
            str(laid[each.pk].player or "") if each.pk in laid else "",
            words,
            game.board.weeks - each.duration_weeks,
        )
        for each in playable(game)
    ]


def name_of(planned: PlannedWork) -> str:
    """A work of several periods lies there several times."""
    name = short_name(planned.work.name)
    return f"{name} ({planned.phase_number + 1})" if planned.phase_number else name


def _laid(team: GameTeam, turn: GameRound | None) -> dict[int, GamePlacement]:
    if turn is None:
        return {}
    rows = GamePlacement.objects.filter(round=turn, team=team).select_related("player")
    return {row.planned_id: row for row in rows}


def broken_of(team: GameTeam, seen: set[str]) -> list[dict[str, Any]]:
    """About works that guests may know of."""
    told = team.broken.get(get_language() or "", [])
    return [sentence for sentence in told if set(sentence["works"]) <= seen]


def seconds_left(game: GameSession, turn: GameRound | None) -> int | None:
    if game.state != GameState.PLAYING or turn is None or turn.ends_at is None:
        return None
    return max(int((turn.ends_at - timezone.now()).total_seconds()), 0)


def phone_news(player: GamePlayer) -> dict[str, Any]:
    """For the script of the page; weeks and names only, for the rest stands on the page already."""
    team, game = player.team, player.team.game
    turn = last_round(game)
    laid = _laid(team, turn)
    seen = set(map(str, playable(game).values_list("pk", flat=True)))
    return {
        "state": game.state,
        "round": turn.number if turn else 0,
        "secondsLeft": seconds_left(game, turn),
        "laid": {
            str(pk): {"week": row.week, "by": str(row.player or ""), "mine": row.player_id == player.pk}
            for pk, row in laid.items()
            if str(pk) in seen
        },
        "broken": broken_of(team, seen),
        "city": hours(game, team.city_cost),
        "own": hours(game, team.own_cost),
    }
