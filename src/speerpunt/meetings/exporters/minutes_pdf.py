"""Minutes as a designed PDF."""

from .minutes_content import MinutesContent
from .typesetting import typeset


def minutes_as_pdf(content: MinutesContent) -> bytes:
    return typeset("minutes", content.as_dictionary())
