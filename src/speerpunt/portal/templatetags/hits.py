"""Words in what was found. A page has hundreds of them, and a template takes ten times as long over each."""

from collections.abc import Iterable

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from speerpunt.core.search.showing import Piece, Shown

register = template.Library()


@register.simple_tag
def marked(pieces: Iterable[Piece]) -> SafeString:
    """`{% marked hit.shown.title %}`: the words of the question stand out."""
    said = (f"<mark>{escape(piece)}</mark>" if is_marked else escape(piece) for piece, is_marked in pieces)
    return mark_safe("".join(said))


@register.simple_tag
def found_by(shown: Shown) -> SafeString:
    """`{% found_by hit.shown %}`: which words stand where."""
    places = (
        (shown.in_title, _("in the title")),
        (shown.in_names, _("in kind or other name")),
        (shown.in_text, _("in the text")),
    )
    said = ", ".join(f"{_listed(words)} {place}" for words, place in places if words)
    return format_html("<small>{} {}</small>", _("Found by"), mark_safe(said)) if said else SafeString()


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f"<b>{escape(word)}</b>" for word in words)
