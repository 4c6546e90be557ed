"""Days in the language of the reader. The same days return all over a page, and Django takes long over each."""

from datetime import date
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import get_language

KEPT_DAYS = 8_192


def said_as(day: date, pattern: str) -> str:
    """As Django's `date` filter has it."""
    return _kept(day, pattern, get_language())


@lru_cache(maxsize=KEPT_DAYS)
def _kept(day: date, pattern: str, language: str | None) -> str:
    return date_format(day, pattern)
