"""Games as a host sees them, and as a player gets in: by the code on the wall and the secret in his phone."""

from typing import Any

from django.db.models import Count, Max, Q, QuerySet, Sum

from speerpunt.core.digests import digest_of
from speerpunt.core.enums import Visibility

from ..models import GamePlacement, GamePlayer, GameRound, GameSession, PlannedWork


def games_visible_to(user: Any) -> QuerySet[GameSession]:
    may = user.has_perm("puzzle.host_games")
    return GameSession.objects.all() if may else GameSession.objects.none()


def players_visible_to(user: Any) -> QuerySet[GamePlayer]:
    return GamePlayer.objects.filter(team__game__in=games_visible_to(user).values("pk"))


def game_of_code(code: str) -> GameSession | None:
    """One that has not ended: of any other nobody learns that it was there."""
    return (
        GameSession.objects.filter(code=code, ended_at=None).select_related("board").first() if code else None
    )


def player_of_secret(code: str, secret: str) -> GamePlayer | None:
    """Only in the game of this code. In one query, with the versions that say whether anything changed."""
    if not code or not secret:
        return None
    rows = GamePlayer.objects.select_related("team__game__board")
    return rows.filter(
        secret_digest=digest_of(secret), team__game__code=code, team__game__ended_at=None
    ).first()


def player_of_return_code(game: GameSession, code: str) -> GamePlayer | None:
    return GamePlayer.objects.filter(team__game=game, return_digest=digest_of(code)).first()


def last_round(game: GameSession) -> GameRound | None:
    return game.rounds.last()


def playable(game: GameSession) -> QuerySet[PlannedWork]:
    """What guests may know of: works that are public, unless the host shows all."""
    rows = PlannedWork.objects.filter(plan_id=game.board_id).select_related("work")
    if not game.shows_closed_works:
        rows = rows.filter(work__visibility=Visibility.PUBLIC)
    return rows.order_by("work__name", "phase_number")


def starts_by_team(turn: GameRound) -> dict[int, dict[str, int]]:
    """Week of each planned work, by team."""
    found: dict[int, dict[str, int]] = {}
    rows = GamePlacement.objects.filter(round=turn).values_list("team", "planned", "week")
    for team, planned, week in rows.order_by("team", "planned"):
        found.setdefault(team, {})[str(planned)] = week
    return found


def mark_of_game(game: GameSession) -> str:
    """Changes with everything that the host's page shows."""
    moves = game.teams.aggregate(moves=Sum("version"))["moves"]
    players = GamePlayer.objects.filter(team__game=game).aggregate(count=Count("pk"), last=Max("pk"))
    runs = game.board.runs.aggregate(count=Count("pk"), over=Count("pk", filter=~Q(state="running")))
    told = (game.version, moves, players["count"], players["last"], runs["count"], runs["over"])
    return "-".join(map(str, told))
