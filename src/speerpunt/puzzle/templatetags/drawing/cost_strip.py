"""What a plan costs the whole city, week by week; dashed what the plan beside it costs."""

from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import ngettext

from speerpunt.core.templatetags.drawing.scale import percent

from ...problems import PlanPicture

HEIGHT = 36.0


def cost_strip(picture: PlanPicture) -> SafeString:
    mine, other = picture.hours_per_week, picture.other_hours_per_week
    most = max([*mine, *other, 1.0])
    share = 100 / picture.plan.weeks
    bars = (
        f'<rect class="cost" x="{percent(week * share)}" width="{percent(share * 0.92)}" '
        f'y="{HEIGHT * (1 - hours / most):.1f}" height="{HEIGHT * hours / most:.1f}"/>'
        for week, hours in enumerate(mine)
        if hours > 0
    )
    lines = (
        f'<line class="beside" x1="{percent(week * share)}" x2="{percent((week + 1) * share)}" '
        f'y1="{(y := HEIGHT * (1 - hours / most)):.1f}" y2="{y:.1f}"/>'
        for week, hours in enumerate(other)
    )
    return mark_safe(
        f'<svg class="cost-strip" height="{HEIGHT:g}" role="img" aria-label="{escape(_said(picture), quote=True)}">'
        f"{''.join(bars)}{''.join(lines)}</svg>"
    )


def _said(picture: PlanPicture) -> str:
    hours = picture.hours_per_week
    worst = max(range(len(hours)), key=hours.__getitem__)
    most = round(hours[worst])
    said = ngettext(
        "At most %(hours)d hour lost in each hour, in week %(week)s",
        "At most %(hours)d hours lost in each hour, in week %(week)s",
        most,
    )
    return said % {"hours": most, "week": picture.words.one(worst)}
