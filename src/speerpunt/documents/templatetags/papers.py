"""Small marks of papers: what kind of file it is, and who may see it."""

from functools import cache
from typing import Final

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from ..enums import FileKind

register = template.Library()

LETTERS: Final = {
    FileKind.PDF: "PDF",
    FileKind.WORD: "DOC",
    FileKind.SHEET: "XLS",
    FileKind.SLIDES: "PPT",
    FileKind.TEXT: "TXT",
    FileKind.PICTURE: "IMG",
    FileKind.OTHER: "···",
}
# Boxes of 16 by 16: the narrower the circle, the more closed the shape.
SHAPES: Final = {
    "public": '<circle cx="8" cy="8" r="6.5"/><path d="M1.5 8h13M8 1.5c-4.5 4-4.5 9 0 13M8 1.5c4.5 4 4.5 9 0 13"/>',
    "members": '<circle cx="8" cy="3.5" r="2"/><circle cx="3.5" cy="11.5" r="2"/><circle cx="12.5" cy="11.5" r="2"/>',
    "board": '<circle cx="5" cy="4.5" r="2"/><circle cx="11" cy="4.5" r="2"/><path d="M2 10.5h12v3H2z"/>',
    "closed": '<path d="M3 7.5h10V14H3zM5 7.5V5a3 3 0 0 1 6 0v2.5"/>',
}


@register.simple_tag
@cache
def kind_mark(kind: str) -> SafeString:
    """`{% kind_mark line.kind %}`: decoration only, so the word must stand beside it."""
    letters = LETTERS.get(FileKind(kind), "") if kind in FileKind.values else ""
    return format_html('<span class="kind-mark of-{}" aria-hidden="true">{}</span>', kind, letters)


@register.simple_tag
@cache
def circle_shape(shape: str) -> SafeString:
    """`{% circle_shape circle.shape %}`: the shape without its word, which must stand beside it."""
    lines = mark_safe(SHAPES[shape])
    return format_html('<svg class="circle-shape" viewBox="0 0 16 16" aria-hidden="true">{}</svg>', lines)
