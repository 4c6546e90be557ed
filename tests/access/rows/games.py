"""The serious game: hosts are of the office; a player comes in with the code, and plays with the secret in his phone."""

from ..row import EVERYONE, NOBODY, OFFICE, Row, pk, rows
from ..world import World


def code(world: World) -> dict[str, object]:
    return {"code": world.objects["game"].code}


GAMES: dict[str, Row] = {
    "puzzle:games": Row(OFFICE),
    "puzzle:game_open": Row(OFFICE, pk("works_plan")),
    **rows(
        OFFICE,
        (
            "puzzle:game",
            "puzzle:game_news",
            "puzzle:game_begin",
            "puzzle:game_stop",
            "puzzle:game_reveal",
            "puzzle:game_search",
            "puzzle:game_joint",
            "puzzle:game_end",
        ),
        pk("game"),
    ),
    "puzzle:game_export": Row(OFFICE, pk("game"), fixed=(("kind", "csv"),)),
    "puzzle:game_player_away": Row(OFFICE, pk("game_player")),
    "puzzle:game_door": Row(EVERYONE),
    **rows(EVERYONE, ("puzzle:game_join", "puzzle:game_return", "puzzle:game_board"), code),
    # None of the visitors of this table holds a secret: tests/puzzle/games plays.
    **rows(NOBODY, ("puzzle:game_pulse", "puzzle:game_effects", "puzzle:game_move"), code),
}
