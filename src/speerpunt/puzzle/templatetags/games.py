"""Figures of games."""

from django import template
from django.utils.safestring import SafeString

from ..problems.game_phone import PhoneRow
from ..problems.game_picture import GamePicture, TeamLine, WorkLine
from .drawing.game import code_picture, lane, team_plan, votes

register = template.Library()


@register.simple_tag
def game_code(url: str) -> SafeString:
    return code_picture(url)


@register.simple_tag
def phone_lane(row: PhoneRow) -> SafeString:
    return lane(row)


@register.simple_tag
def plan_of_team(picture: GamePicture, line: TeamLine) -> SafeString:
    return team_plan(picture, line)


@register.simple_tag
def week_votes(line: WorkLine, weeks: int) -> SafeString:
    return votes(line, weeks)
