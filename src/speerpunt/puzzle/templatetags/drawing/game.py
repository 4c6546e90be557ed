"""Figures of a game: a bar for each work, the plan of a team at a glance, the weeks in which teams lay a work."""

from html import escape
from io import BytesIO

import segno
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from speerpunt.core.templatetags.drawing.scale import percent

from ...problems.game_phone import PhoneRow
from ...problems.game_picture import GamePicture, TeamLine, WorkLine

LANE, BAR = 30, 18
ROW, GAP, STRIP = 9, 3, 40
VOTES, FOOT = 40, 4
# Below a figure: the numbers of weeks.
WORDS = 18


def code_picture(url: str) -> SafeString:
    """The address as a code that a phone reads from the screen; the address stands beside it in letters."""
    out = BytesIO()
    segno.make(url, error="m").save(
        out,
        kind="svg",
        border=2,
        xmldecl=False,
        svgns=True,
        omitsize=True,
        svgclass="game-code",
        lineclass=None,
    )
    label = escape(_("Code that leads to this game"))
    return mark_safe(out.getvalue().decode().replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1))


def lane(row: PhoneRow) -> SafeString:
    """Where a work lies; the script of the page moves the bar."""
    all_weeks = row.last_start + row.planned.duration_weeks
    kind = "locked" if row.planned.is_locked else "free"
    x, width = percent(row.week / all_weeks * 100), percent(row.planned.duration_weeks / all_weeks * 100)
    bar = f'<rect class="bar {kind}" x="{x}" width="{width}" y="6" height="{BAR}" rx="3"/>'
    return mark_safe(f'<svg class="game-lane" height="{LANE}" aria-hidden="true">{bar}</svg>')


def team_plan(picture: GamePicture, line: TeamLine) -> SafeString:
    """Bars in the order of the works, the same for each team, and below them what each week costs the city."""
    weeks, parts = picture.game.board.weeks, []
    for number, planned in enumerate(picture.planned.values()):
        week = line.starts.get(planned.key, planned.week)
        parts.append(
            f'<rect class="bar" x="{percent(week / weeks * 100)}" y="{number * ROW}" height="{ROW - GAP}" '
            f'width="{percent(planned.duration_weeks / weeks * 100)}"/>'
        )
    floor = len(picture.planned) * ROW + STRIP
    for week, cost in enumerate(line.per_week):
        height = max(cost, 0.0) / picture.worst_week * (STRIP - 4) if picture.worst_week else 0.0
        parts.append(
            f'<rect class="cost" x="{percent(week / weeks * 100)}" width="{percent(90 / weeks)}" '
            f'y="{floor - height:.1f}" height="{height:.1f}"/>'
        )
    parts.append(f'<line class="floor" x1="0" x2="100%" y1="{floor}" y2="{floor}"/>')
    for kind, x, week in (("first", "0", 0), ("last", "100%", weeks - 1)):
        said = escape(_("wk %(week)s") % {"week": picture.words.number(week)})
        parts.append(f'<text class="{kind}" x="{x}" y="{floor + WORDS - 4}">{said}</text>')
    label = escape(_("Plan of %(team)s, and what each week costs the city") % {"team": line.team.name})
    return mark_safe(
        f'<svg class="game-plan" height="{floor + WORDS}" role="img" aria-label="{label}">{"".join(parts)}</svg>'
    )


def votes(line: WorkLine, weeks: int) -> SafeString:
    """How many teams begin it in each week; the week that most come near stands out."""
    agreement, parts = line.agreement, []
    most = max(agreement.teams_in.values())
    for week, count in agreement.teams_in.items():
        height = count / most * (VOTES - FOOT)
        kind = "near" if abs(week - agreement.week) <= 1 else "far"
        parts.append(
            f'<rect class="{kind}" x="{percent(week / weeks * 100)}" width="{percent(100 / weeks)}" '
            f'y="{VOTES - FOOT - height:.1f}" height="{height:.1f}"/>'
        )
    middle = percent((agreement.week + 0.5) / weeks * 100)
    parts.append(f'<line class="floor" x1="0" x2="100%" y1="{VOTES - FOOT}" y2="{VOTES - FOOT}"/>')
    parts.append(f'<line class="week" x1="{middle}" x2="{middle}" y1="{VOTES - FOOT}" y2="{VOTES}"/>')
    # A number at the edge stays within the figure.
    at = percent(min(max((agreement.week + 0.5) / weeks * 100, 2.0), 98.0))
    parts.append(f'<text x="{at}" y="{VOTES + WORDS - 5}">{line.words.number(agreement.week)}</text>')
    return mark_safe(
        f'<svg class="game-votes" height="{VOTES + WORDS}" aria-hidden="true">{"".join(parts)}</svg>'
    )
