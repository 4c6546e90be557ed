"""A game over works, for the world that the access tests walk through."""

from typing import Any

from speerpunt.core.models import Collective
from tests import factories as make


def add_game(collective: Collective, objects: dict[str, Any], mark: str) -> None:
    """On a board of its own, with one team and one player in it."""
    board = make.make_works_plan(collective, name=f"Spel {mark}")
    make.make_planned(board, objects["work"])
    game = make.make_game(board)
    player, _secret = make.make_game_player(make.make_game_team(game, name=f"Ploeg {mark}"), f"Anna {mark}")
    objects.update(game=game, game_player=player)
