"""A game with twenty phones: what one look of a phone costs, and one move.

Runs in a process of its own for each database, after the other pages: `python -m benchmarks.games` prints JSON.
"""

import io
import json
import statistics
import time
from collections.abc import Callable
from itertools import count
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django_scopes import scope

from .pages import (  # sets Django up, so it comes before any model
    RUNS,
    WARM_UP,
    get_wsgi_application,
    signed_in,
)

# isort: split
from django.db import connection

from speerpunt.core.models import Collective, User
from speerpunt.places.models import Area
from speerpunt.puzzle.models import GameSession, WorksPlan
from speerpunt.puzzle.services.games.joining import join_team
from speerpunt.puzzle.services.games.opening import TeamWish, open_game
from speerpunt.puzzle.services.games.rounds import begin_round
from speerpunt.puzzle.services.games.scoring import prepare_game

PLAYERS, TEAMS = 20, 6
OFFICE = "programmabureau@leiden.example"
TOKEN = "a" * 32


def main() -> None:
    application = get_wsgi_application()
    leiden = Collective.objects.get(slug="leiden")
    with scope(collective=leiden):
        game, secret, works = _game()
    board, cookie = f"/leiden/spel/{game.code}/bord/", f"spel={secret}; csrftoken={TOKEN}"
    host, office = f"/leiden/werk/spellen/{game.pk}/stand/", signed_in(OFFICE)
    numbers = count(1)

    def move() -> dict[str, Any]:
        number = next(numbers)
        wish = {"key": str(uuid4()), "number": number, "planned": works[0], "week": number % 4, "age": 0}
        return _post(f"{board}zet/", cookie, {"moves": json.dumps([wish])})

    looks = (
        (
            "A phone looks, nothing new",
            lambda: _get(f"{board}stand/", cookie, _etag(application, board, cookie)),
            304,
        ),
        ("A phone looks, its team moved", lambda: _get(f"{board}stand/", cookie), 200),
        ("A move", move, 200),
        ("The page of a phone", lambda: _get(board, cookie), 200),
        ("The screen in the hall, something new", lambda: _get(host, office), 200),
    )
    rows = [_measured(application, what, make, status) for what, make, status in looks]
    print(json.dumps({"players": PLAYERS, "teams": TEAMS, "works": len(works), "rows": rows}))


def _game() -> tuple[GameSession, str, list[int]]:
    """In its first round, with what single works and pairs cost."""
    office = User.objects.get(email=OFFICE)
    plan = WorksPlan.objects.order_by("pk").first()
    assert plan is not None
    areas = Area.objects.kept().filter(
        slug__in=("de-waard", "merenwijk", "binnenstad", "stevenshof", "roomburg", "trekvliet")
    )
    game = open_game(
        plan,
        name=f"Zaal {uuid4()}",
        works=plan.planned.select_related("work"),
        first_week=0,
        weeks=plan.weeks,
        teams=[TeamWish(area.name, [area]) for area in areas[:TEAMS]],
        rounds=1,
        minutes=None,
        shows_closed_works=True,
        by=office,
    )
    prepare_game(game)
    begin_round(game, by=office)
    teams = list(game.teams.all())
    secrets = [join_team(teams[number % TEAMS], nickname=f"Speler {number}")[1] for number in range(PLAYERS)]
    movable = game.board.planned.filter(is_locked=False, duration_weeks__lt=plan.weeks - 4)
    return game, secrets[0], list(movable.values_list("pk", flat=True))


def _etag(application: Any, board: str, cookie: str) -> str:
    return dict(_answer(application, _get(f"{board}stand/", cookie))[1])["ETag"]


def _get(path: str, cookie: str, etag: str = "") -> dict[str, Any]:
    return {"REQUEST_METHOD": "GET", "PATH_INFO": path, "HTTP_COOKIE": cookie, "HTTP_IF_NONE_MATCH": etag}


def _post(path: str, cookie: str, fields: dict[str, str]) -> dict[str, Any]:
    body = urlencode(fields).encode()
    return {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": path,
        "HTTP_COOKIE": cookie,
        "HTTP_X_CSRFTOKEN": TOKEN,
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
    }


def _answer(application: Any, asked: dict[str, Any]) -> tuple[str, list[tuple[str, str]], int]:
    told: list[Any] = []
    environ = {
        "QUERY_STRING": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
    } | asked
    response = application(environ, lambda status, headers, *rest: told.extend((status, headers)))
    size = sum(len(part) for part in response)
    response.close()
    return told[0], told[1], size


def _measured(application: Any, what: str, make: Callable[[], dict[str, Any]], status: int) -> dict[str, Any]:
    for _turn in range(WARM_UP):
        answered, _headers, size = _answer(application, make())
        if not answered.startswith(str(status)):
            raise RuntimeError(f"{what} answered {answered}")
    milliseconds = []
    for _turn in range(RUNS):
        asked = make()
        start = time.process_time()
        _answer(application, asked)
        milliseconds.append((time.process_time() - start) * 1000)
    return {
        "page": what,
        "median_ms": round(statistics.median(milliseconds), 1),
        "p95_ms": round(sorted(milliseconds)[int(RUNS * 0.95) - 1], 1),
        "queries": _queries(application, make()),
        "kilobytes": round(size / 1024, 1),
    }


def _queries(application: Any, asked: dict[str, Any]) -> int:
    made = []

    def counted(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        made.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(counted):
        _answer(application, asked)
    return len(made)


if __name__ == "__main__":
    main()
