"""A game from the side of a player: in with the code on the wall, without an account."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseNotAllowed,
    JsonResponse,
)
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _

from speerpunt.core.addresses import address

from ..enums import GameState
from ..forms.games import CodeForm, JoinForm, ReturnForm, wishes_of
from ..models import GamePlayer, GameSession
from ..problems import PuzzleProblem, WeekWords
from ..problems.game_effects import tables_for_phone
from ..problems.game_phone import broken_of, hours, mark_of_phone, phone_news, phone_rows, seconds_left
from ..problems.game_picture import game_picture
from ..queries.games import game_of_code, last_round, player_of_return_code, player_of_secret
from ..services.games.codes import as_code, count_wrong_guess, has_guessed_too_often, return_code_of
from ..services.games.joining import come_back, join_team
from ..services.games.moving import make_moves, next_number
from ..services.games.scoring import board_of

COOKIE = "spel"
COOKIE_SECONDS = 2 * 24 * 3600
NOT_FOUND = 404
View = Callable[..., HttpResponse]
# Nothing of the rest of the site: who plays has a phone and little time.
QUIET: dict[str, Any] = {"navigation": (), "search_url": None}


def _visitor(request: HttpRequest) -> str:
    return str(get_adapter(request).get_client_ip(request))


def _game(request: HttpRequest, typed: str) -> GameSession | None:
    """A code that is wrong and one of a game that is over answer alike, and both count as a guess."""
    visitor = _visitor(request)
    if has_guessed_too_often(visitor):
        return None
    game = game_of_code(as_code(typed))
    if game is None:
        count_wrong_guess(visitor)
    return game


def _door(request: HttpRequest, form: CodeForm, *, status: int = 200) -> HttpResponse:
    context = QUIET | {"form": form, "is_full": has_guessed_too_often(_visitor(request))}
    return render(request, "puzzle/games/door.html", context, status=status)


def _wrong_code(form: CodeForm) -> CodeForm:
    form.add_error("code", _("No game is open with this code. Look at the screen and type it again."))
    return form


def with_game(view: View) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, code: str) -> HttpResponse:
        game = _game(request, code)
        if game is None:
            form = CodeForm({"code": code[:24]})
            form.is_valid()
            return _door(request, _wrong_code(form), status=NOT_FOUND)
        return view(request, game)

    return guarded


def with_player(view: View) -> View:
    """Only with the secret of this very game: for anybody else there is nothing here."""

    @wraps(view)
    def guarded(request: HttpRequest, code: str) -> HttpResponse:
        player = player_of_secret(as_code(code), request.COOKIES.get(COOKIE, ""))
        if player is None:
            raise Http404
        return view(request, player)

    return guarded


def game_door(request: HttpRequest) -> HttpResponse:
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        game = _game(request, form.cleaned_data["code"])
        if game is not None:
            return redirect(address("puzzle:game_join", game.code))
        _wrong_code(form)
    return _door(request, form)


@with_game
def game_join(request: HttpRequest, game: GameSession) -> HttpResponse:
    if player_of_secret(game.code, request.COOKIES.get(COOKIE, "")):
        return redirect(address("puzzle:game_board", game.code))
    form = JoinForm(request.POST or None, teams=game.teams.all())
    if request.method == "POST" and form.is_valid():
        try:
            _player, secret = join_team(form.cleaned_data["team"], nickname=form.cleaned_data["nickname"])
        except PuzzleProblem as problem:
            form.add_error(None, str(problem))
        else:
            return _comes_in(game, secret)
    return render(request, "puzzle/games/join.html", QUIET | {"form": form, "game": game})


def _comes_in(game: GameSession, secret: str) -> HttpResponse:
    response = redirect(address("puzzle:game_board", game.code))
    response.set_cookie(
        COOKIE,
        secret,
        max_age=COOKIE_SECONDS,
        path=address("puzzle:game_join", game.code),
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )
    return response


@with_game
def game_return(request: HttpRequest, game: GameSession) -> HttpResponse:
    """On another phone, or after the browser forgot: with the code that stood on the own page."""
    form = ReturnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        player = player_of_return_code(game, as_code(form.cleaned_data["code"]))
        if player is not None:
            return _comes_in(game, come_back(player))
        count_wrong_guess(_visitor(request))
        form.add_error("code", _("Nobody plays with this code. Type it again, or join anew."))
    return render(request, "puzzle/games/return.html", QUIET | {"form": form, "game": game})


def game_board(request: HttpRequest, code: str) -> HttpResponse:
    """The plan of the own team; who has no part in the game is led to the door of it."""
    player = player_of_secret(as_code(code), request.COOKIES.get(COOKIE, ""))
    if player is None:
        return _to_join(request, code)
    return _board(request, player)


@with_game
def _to_join(request: HttpRequest, game: GameSession) -> HttpResponse:
    return redirect(address("puzzle:game_join", game.code))


def _board(request: HttpRequest, player: GamePlayer) -> HttpResponse:
    team, game = player.team, player.team.game
    turn = last_round(game)
    rows = phone_rows(game, team, turn)
    broken = broken_of(team, {row.planned.key for row in rows})
    is_shown = game.state in {GameState.REVEALED, GameState.AGREED}
    context = {
        "game": game,
        "team": team,
        "player": player,
        "turn": turn,
        "rows": rows,
        "broken": broken,
        "broken_works": {key for sentence in broken for key in sentence["works"]},
        "city": hours(game, team.city_cost),
        "own": hours(game, team.own_cost),
        "seconds_left": seconds_left(game, turn),
        "is_playing": game.state == GameState.PLAYING,
        "is_shown": is_shown,
        "etag": _etag(player),
        "number": next_number(player),
        "words": WeekWords(game.board),
        "return_code": return_code_of(request.COOKIES[COOKIE]),
        "picture": _picture(game) if is_shown else None,
    }
    return render(request, "puzzle/games/board.html", QUIET | context)


def _picture(game: GameSession) -> Any:
    try:
        return game_picture(game, board_of(game))
    except PuzzleProblem:
        return game_picture(game, None)


def _etag(player: GamePlayer) -> str:
    return quote_etag(mark_of_phone(player))


@with_player
def game_pulse(request: HttpRequest, player: GamePlayer) -> HttpResponse:
    """Asked every two seconds by each phone in the hall; nothing new costs one query."""
    etag = _etag(player)
    unchanged = get_conditional_response(request, etag=etag)
    return unchanged if unchanged is not None else _news(player, etag)


def _news(player: GamePlayer, etag: str, **more: Any) -> HttpResponse:
    return JsonResponse({**phone_news(player), **more}, headers={"ETag": etag})


@with_player
def game_effects(request: HttpRequest, player: GamePlayer) -> HttpResponse:
    """What single works and pairs cost the city and the areas of the team, for a phone that has no connection."""
    game = player.team.game
    etag = quote_etag(f"{game.pk}-{player.team_id}-{bool(game.effects)}")
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    own = set(player.team.areas.values_list("slug", flat=True))
    return JsonResponse(tables_for_phone(game.effects, own), headers={"ETag": etag})


@with_player
def game_move(request: HttpRequest, player: GamePlayer) -> HttpResponse:
    """One move from a form of the page, or all that a phone kept while it was away."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    wishes = wishes_of(request.POST, next_number(player))
    if wishes is None:
        return HttpResponseBadRequest()
    settled = make_moves(player, wishes)
    if "moves" not in request.POST:
        return redirect(address("puzzle:game_board", player.team.game.code) + f"#werk-{wishes[0].planned}")
    fresh = player_of_secret(player.team.game.code, request.COOKIES[COOKIE])
    if fresh is None:
        raise Http404
    told = [{"key": str(each.key), "outcome": each.outcome, "said": each.outcome.label} for each in settled]
    return _news(fresh, _etag(fresh), settled=told)
