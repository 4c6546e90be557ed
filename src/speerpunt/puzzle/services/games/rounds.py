"""Rounds begin and end, plans are shown, and a game is over: its players are forgotten."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_scopes import scope, scopes_disabled

from speerpunt.core.enums import Verb
from speerpunt.core.models import User
from speerpunt.core.services import record

from ...enums import GameState
from ...models import GamePlacement, GamePlayer, GameRound, GameSession
from ...problems import PuzzleProblem
from ...queries.games import last_round, starts_by_team
from .scoring import ask_for_scores, board_of, stand_as

# A game that nobody ended.
FORGOTTEN_AFTER = timedelta(days=2)


@transaction.atomic
def begin_round(game: GameSession, *, by: User) -> GameRound:
    """Each team begins with what it had, the first time with the board."""
    fresh = _locked(game)
    if fresh.state == GameState.PLAYING:
        raise PuzzleProblem(_("A round is going on already."))
    before = last_round(fresh)
    now = timezone.now()
    turn = GameRound.objects.create(
        collective_id=fresh.collective_id,
        game=fresh,
        number=before.number + 1 if before else 1,
        began_at=now,
        ends_at=now + timedelta(minutes=fresh.minutes) if fresh.minutes else None,
    )
    _lay_begin(fresh, turn, before)
    _told(fresh, GameState.PLAYING, by=by)
    return turn


def _lay_begin(game: GameSession, turn: GameRound, before: GameRound | None) -> None:
    board = board_of(game)
    had = starts_by_team(before) if before else {}
    begin = {key: each.week for key, each in board.by_key.items()}
    rows = []
    for team in game.teams.select_for_update():
        starts = begin | had.get(team.pk, {})
        rows += [
            GamePlacement(
                collective_id=game.collective_id,
                round=turn,
                team=team,
                planned=board.by_key[key],
                week=week,
                laid_at=turn.began_at,
            )
            for key, week in starts.items()
        ]
        stand_as(board, team, starts)
    GamePlacement.objects.bulk_create(rows)


@transaction.atomic
def end_round(game: GameSession, *, by: User | None) -> None:
    """By the host, or by the clock; the plans are computed exactly from here on."""
    fresh = _locked(game)
    turn = last_round(fresh)
    if fresh.state != GameState.PLAYING or turn is None:
        return
    turn.ended_at = timezone.now()
    turn.save(update_fields=["ended_at"])
    _told(fresh, GameState.CLOSED, by=by)
    ask_for_scores(turn, by=by)


@transaction.atomic
def reveal(game: GameSession, *, by: User) -> None:
    """From here on every team sees the plans of all, and no move comes in any more."""
    fresh = _locked(game)
    if fresh.state != GameState.CLOSED:
        raise PuzzleProblem(_("End the round first. Then the plans can be shown."))
    _told(fresh, GameState.REVEALED, by=by)


@transaction.atomic
def end_game(game: GameSession, *, by: User | None) -> None:
    """Placements and results stay with their teams; nicknames, secrets and the code are gone."""
    end_round(game, by=by)
    fresh = _locked(game)
    fresh.code, fresh.ended_at = "", timezone.now()
    fresh.version += 1
    fresh.save(update_fields=["code", "ended_at", "version"])
    GamePlayer.objects.filter(team__game=fresh).delete()
    record(fresh, Verb.CHANGED, by=by, note=_("the game is over"))


def _locked(game: GameSession) -> GameSession:
    fresh = GameSession.objects.select_for_update().get(pk=game.pk)
    if fresh.ended_at is not None:
        raise PuzzleProblem(_("This game is over."))
    return fresh


def _told(game: GameSession, state: GameState, *, by: User | None) -> None:
    """To every phone, and to the history."""
    game.state = state
    game.version += 1
    game.save(update_fields=["state", "version"])
    record(game, Verb.CHANGED, by=by, note=str(state.label))


def due_games() -> list[GameSession]:
    """With a round whose clock is over, or that nobody ended."""
    now = timezone.now()
    with scopes_disabled():
        rows = GameSession.objects.filter(ended_at=None).select_related("collective", "board")
        over = rows.filter(state=GameState.PLAYING, rounds__ended_at=None, rounds__ends_at__lte=now)
        return [*over, *rows.filter(opened_at__lte=now - FORGOTTEN_AFTER)]


def end_what_is_due() -> None:
    for game in due_games():
        with scope(collective=game.collective):
            if game.opened_at <= timezone.now() - FORGOTTEN_AFTER:
                end_game(game, by=None)
            else:
                end_round(game, by=None)
