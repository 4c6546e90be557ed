"""Where each team laid each work in each round, and what that costs, as a table. Of people there is nothing in it."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext as _

from speerpunt.core.spreadsheets import FORMATS, Row

from ..models import GamePlacement, GameResult, GameSession
from ..problems.game_phone import hours


def placements_table(game: GameSession, kind: str) -> bytes:
    headings = [
        _("Round"),
        _("Team"),
        _("Work"),
        _("Period"),
        _("Begins on"),
        _("Weeks"),
        _("Hours lost in each hour"),
        _("Hours lost in each hour, own areas"),
        _("Rules broken"),
    ]
    return FORMATS[kind](headings, _rows(game))


def _rows(game: GameSession) -> Iterator[Row]:
    results = {(each.round_id, each.team_id): each for each in GameResult.objects.filter(round__game=game)}
    rows = GamePlacement.objects.filter(round__game=game).select_related("round", "team", "planned__work")
    for row in rows.order_by("round__number", "team", "planned__work__name", "planned__phase_number"):
        monday = game.board.first_monday + timedelta(weeks=row.week)
        yield [
            str(row.round.number),
            row.team.name,
            row.planned.work.name,
            str(row.planned.phase_number + 1),
            monday.isoformat(),
            str(row.planned.duration_weeks),
            *_result(game, results.get((row.round_id, row.team_id))),
        ]


def _result(game: GameSession, result: GameResult | None) -> Row:
    if result is None:
        return ["", "", ""]
    return [_number(hours(game, result.city_cost)), _number(hours(game, result.own_cost)), str(result.broken)]


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}".replace(".", ",")
