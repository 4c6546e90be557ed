"""A game from the side of its host: opened from a plan, led through its rounds, and turned into a joint plan."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from speerpunt.core.addresses import address
from speerpunt.core.doors import for_those_who, on
from speerpunt.core.downloads import table_download
from speerpunt.core.spreadsheets import FORMATS
from speerpunt.places.models import Area

from ..exporters.games import placements_table
from ..forms.games import GameForm, JointForm
from ..forms.plans import SearchForm
from ..models import GamePlayer, GameSession, RoadNetwork, WorksPlan
from ..problems import PuzzleProblem, WeekWords
from ..problems.game_picture import GamePicture, game_picture
from ..queries.games import games_visible_to, mark_of_game
from ..queries.plans import planned_visible_to
from ..services.games.joining import send_away
from ..services.games.joint import keep_joint_plan
from ..services.games.opening import open_game
from ..services.games.rounds import begin_round, end_game, end_round, reveal
from ..services.games.scoring import board_of
from ..services.ordering import ask_for_best
from . import access


@for_those_who("puzzle.host_games")
def games(request: HttpRequest) -> HttpResponse:
    rows = games_visible_to(request.user).select_related("board", "joint_plan", "opened_by")
    return render(request, "puzzle/games/games.html", {"games": rows})


@on(access.plan, "puzzle.host_games")
def game_open(request: HttpRequest, plan: WorksPlan) -> HttpResponse:
    form = GameForm(request.POST or None, **_choices(request, plan))
    if request.method == "POST" and form.is_valid():
        wanted = {
            name: value for name, value in form.cleaned_data.items() if name not in {"areas", "sectors"}
        }
        try:
            return redirect(open_game(plan, by=request.user, **wanted))  # type: ignore[arg-type]
        except PuzzleProblem as problem:
            form.add_error(None, str(problem))
    return render(request, "puzzle/games/game_form.html", {"form": form, "plan": plan})


def _choices(request: HttpRequest, plan: WorksPlan) -> dict[str, Any]:
    """Public works are ticked; teams can stand for areas that lie on the roads."""
    works = (
        planned_visible_to(request.user).filter(plan=plan).select_related("work").order_by("work__name", "pk")
    )
    roads = RoadNetwork.objects.first()
    slugs = list(roads.zones_of_areas) if roads else []
    return {
        "plan": plan,
        "works": works,
        "areas": Area.objects.kept().filter(slug__in=slugs).order_by("name"),
        "words": WeekWords(plan),
        "initial": {
            "name": _("Game: %(plan)s") % {"plan": plan.name[:140]},
            "works": [each.pk for each in works if each.work.visibility == "public"],
            "first_week": 0,
            "weeks": plan.weeks,
        },
    }


@on(access.game, "puzzle.host_games")
def game(request: HttpRequest, game: GameSession) -> HttpResponse:
    return render(request, "puzzle/games/game.html", _context(game))


@on(access.game, "puzzle.host_games")
def game_news(request: HttpRequest, game: GameSession) -> HttpResponse:
    """The part that changes, asked by the open page; nothing new costs a few counts."""
    etag = _etag(game)
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    response = render(request, "puzzle/games/parts/game_live.html", _context(game))
    response["ETag"] = etag
    return response


def _etag(game: GameSession) -> str:
    return quote_etag(f"{mark_of_game(game)}-{get_language()}")


def _context(game: GameSession) -> dict[str, Any]:
    picture, fault = _picture(game)
    return {
        "game": game,
        "picture": picture,
        "fault": fault,
        "etag": _etag(game),
        "join_url": settings.BASE_URL + address("puzzle:game_join", game.code) if game.code else "",
        "door_url": settings.BASE_URL + address("puzzle:game_door"),
        "search_form": SearchForm(),
    }


def _picture(game: GameSession) -> tuple[GamePicture, str]:
    try:
        return game_picture(game, board_of(game)), ""
    except PuzzleProblem as problem:
        return game_picture(game, None), str(problem)


def _went(request: HttpRequest, game: GameSession, change: Callable[[], object]) -> HttpResponse:
    try:
        change()
    except PuzzleProblem as problem:
        messages.warning(request, str(problem))
    return redirect(game)


@on(access.game, "puzzle.host_games", writes_only=True)
def game_begin(request: HttpRequest, game: GameSession) -> HttpResponse:
    return _went(request, game, lambda: begin_round(game, by=request.user))  # type: ignore[arg-type]


@on(access.game, "puzzle.host_games", writes_only=True)
def game_stop(request: HttpRequest, game: GameSession) -> HttpResponse:
    return _went(request, game, lambda: end_round(game, by=request.user))  # type: ignore[arg-type]


@on(access.game, "puzzle.host_games", writes_only=True)
def game_reveal(request: HttpRequest, game: GameSession) -> HttpResponse:
    return _went(request, game, lambda: reveal(game, by=request.user))  # type: ignore[arg-type]


@on(access.game, "puzzle.host_games", writes_only=True)
def game_search(request: HttpRequest, game: GameSession) -> HttpResponse:
    """How good a plan can be at best, for the teams to be held against."""
    form = SearchForm(request.POST)
    seconds = form.cleaned_data["seconds"] if form.is_valid() else 60
    return _went(request, game, lambda: ask_for_best(game.board, seconds=seconds, by=request.user))  # type: ignore[arg-type]


@on(access.game, "puzzle.host_games")
def game_joint(request: HttpRequest, game: GameSession) -> HttpResponse:
    picture, fault = _picture(game)
    plans = {"most": picture.most, "nearest": picture.turn.nearest if picture.turn else {}}
    form = JointForm(
        request.POST or None,
        choices=_joint_choices(picture),
        initial={"name": _("Joint plan: %(game)s") % {"game": str(game)[:140]}, "choice": "most"},
    )
    if request.method == "POST" and form.is_valid():
        starts = plans[form.cleaned_data["choice"]]
        try:
            keep_joint_plan(game, name=form.cleaned_data["name"], starts=starts, by=request.user)  # type: ignore[arg-type]
            return redirect(game)
        except PuzzleProblem as problem:
            form.add_error("name", str(problem))
    context = {"game": game, "form": form, "picture": picture, "fault": fault}
    return render(request, "puzzle/games/game_joint.html", context)


def _joint_choices(picture: GamePicture) -> list[tuple[str, str]]:
    broken = len(picture.most_broken)
    most = _("As most teams lay each work")
    if broken:
        said = ngettext("%(plan)s; it breaks %(count)d rule", "%(plan)s; it breaks %(count)d rules", broken)
        most = said % {"plan": most, "count": broken}
    moved = picture.nearest_moved
    if moved is None:
        return [("most", most)]
    said = ngettext(
        "The nearest plan that keeps every rule; %(count)d work lies otherwise",
        "The nearest plan that keeps every rule; %(count)d works lie otherwise",
        moved,
    )
    return [("most", most), ("nearest", said % {"count": moved})]


@on(access.game, "puzzle.host_games")
def game_end(request: HttpRequest, game: GameSession) -> HttpResponse:
    if request.method != "POST":
        return render(request, "puzzle/games/game_end.html", {"game": game})
    return _went(request, game, lambda: end_game(game, by=request.user))  # type: ignore[arg-type]


@on(access.game, "puzzle.host_games")
def game_export(request: HttpRequest, game: GameSession, kind: str) -> HttpResponse:
    if kind not in FORMATS:
        raise Http404
    return table_download(_("game"), f"{game.collective.slug}-{game.pk}", kind, placements_table(game, kind))


@on(access.game_player, "puzzle.host_games", writes_only=True)
def game_player_away(request: HttpRequest, player: GamePlayer) -> HttpResponse:
    game = player.team.game
    return _went(request, game, lambda: send_away(player))
