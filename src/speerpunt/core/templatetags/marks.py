"""Small marks on a page: icons, health, the rung of a ladder, progress in blocks."""

from functools import cache, lru_cache
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from ..enums import Health
from .drawing.icons import ICONS, SHAPES

register = template.Library()

LADDER_STEPS = 5
KEPT_MARKS = 256


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """`{% icon "search" %}`: decoration only, so words or an aria-label must stand beside it."""
    lines = mark_safe(ICONS[name])
    return format_html('<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">{}</svg>', lines)


@register.simple_tag
@cache
def shape(name: str) -> SafeString:
    """`{% shape "stuck" %}`: the shape without its word, for legends and captions that say the word."""
    lines = mark_safe(SHAPES[name])
    return format_html('<svg class="shape" viewBox="0 0 16 16" aria-hidden="true">{}</svg>', lines)


@register.simple_tag
def health(value: str, word: str = "") -> SafeString:
    """`{% health project.health %}`: shape, word and colour together; `word` replaces the usual word."""
    known = Health(value or Health.NOT_STARTED)
    return _health(known, word or str(known.label))


@lru_cache(maxsize=KEPT_MARKS)
def _health(known: Health, word: str) -> SafeString:
    """A list shows the same few marks on every row."""
    return format_html('<span class="hl {}">{}{}</span>', known.value, shape(known.value), word)


@register.inclusion_tag("core/parts/health_legend.html")
def health_legend(*values: str) -> dict[str, Any]:
    """`{% health_legend %}`, or only some: `{% health_legend "on_course" "stuck" %}`."""
    usual = (Health.ON_COURSE, Health.ATTENTION, Health.STUCK, Health.NOT_STARTED, Health.DONE)
    return {"healths": [Health(value) for value in values or usual]}


@register.simple_tag
def ladder(rung: int, word: str) -> SafeString:
    """`{% ladder 3 "advise" %}`: five rising bars of which number `rung` (1 to 5) is filled."""
    bars = format_html_join(
        "",
        '<rect{} x="{}" y="{}" width="6" height="{}"/>',
        (
            (mark_safe(' class="on"') if step == rung else "", (step - 1) * 8, 15 - step * 3, 1 + step * 3)
            for step in range(1, LADDER_STEPS + 1)
        ),
    )
    drawing = '<svg viewBox="0 0 38 16" aria-hidden="true">{}</svg>'
    return format_html('<span class="ladder">' + drawing + "{}</span>", bars, word)


@register.simple_tag
def blocks(done: int, total: int, label: str = "", is_busy: bool = False) -> SafeString:
    """`{% blocks 5 7 %}`: five of seven. With `is_busy=True` the next block is the one at work."""
    said = label or _("%(done)s of %(total)s") % {"done": done, "total": total}
    kinds = ["" if step < done else "busy" if is_busy and step == done else "open" for step in range(total)]
    parts = format_html_join("", '<i class="{}"></i>', ((kind,) for kind in kinds))
    return format_html('<span class="blocks" role="img" aria-label="{}">{}</span>', said, parts)
