"""The rows of the list of actions."""

from collections.abc import Iterable
from html import escape
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from speerpunt.core.templatetags.marks import icon

from ..tables import ActionLine

register = template.Library()

LATE = ' class="late"'


@register.simple_tag
def action_rows(lines: Iterable[ActionLine], *, is_picked: Any, says_state: bool) -> SafeString:
    """`{% action_rows lines is_picked=… says_state=… %}`: with boxes to pick rows by, and what became of them. Written here: a
    template takes ten times as long over them."""
    words = _Words(is_picked=bool(is_picked), says_state=says_state)
    return mark_safe(
        "".join(words.row(line) for line in lines)
    )  # what people wrote is escaped, the rest is ours


class _Words:
    """What is the same on every row."""

    def __init__(self, *, is_picked: bool, says_state: bool) -> None:
        self.is_picked, self.says_state = is_picked, says_state
        self.day, self.who, self.source = (escape(word) for word in (_("By when"), _("Who"), _("Hangs on")))
        self.state = escape(_("State"))
        self.nobody = f"<b>{escape(pgettext('who acts', 'nobody'))}</b>"
        self.asked = f' <span class="chip due">{escape(_("question open"))}</span>'
        self.done = icon("check") + escape(pgettext("button of an action", "Done"))
        self.reopen = escape(pgettext("button of an action", "Not done after all"))

    def row(self, line: ActionLine) -> str:
        title = escape(line.title)
        moved = f"<small>{escape(line.moved)}</small>" if line.moved else ""
        state = f'<td data-label="{self.state}">{escape(line.state)}</td>' if self.says_state else ""
        return (
            f"<tr{LATE * line.is_late}>{self._box(line, title)}"
            f'<th scope="row"><a href="{line.url}">{title}</a>{self.asked * line.is_asked}</th>'
            f'<td data-label="{self.day}">{line.day} {line.due}{moved}</td>'
            f'<td data-label="{self.who}">{escape(line.who) or self.nobody}</td>'
            f'<td data-label="{self.source}">{line.source}</td>{state}'
            f'<td class="noprint do">{self._button(line, title)}</td></tr>'
        )

    def _box(self, line: ActionLine, title: str) -> str:
        if not self.is_picked:
            return ""
        box = f'<input type="checkbox" name="rij" value="{line.key}">'
        label = f'<label><span class="vh">{title}</span>{box}</label>' if line.is_open else ""
        return f'<td class="pick">{label}</td>'

    def _button(self, line: ActionLine, title: str) -> str:
        if not line.press_url:
            return ""
        words = self.done if line.is_open else self.reopen
        return f'<button class="as-link s" formaction="{line.press_url}">{words}<span class="vh">: {title}</span></button>'
