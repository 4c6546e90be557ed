"""What became of what a visitor asked, and what he sent, as far as it can be read."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest

from ..problems import MeetingProblem

MOST_NUMBERS = 400
LONGEST_ID = 18


def went(request: HttpRequest, do: Callable[[], object]) -> bool:
    """What cannot be done is told, and leaves everything as it was."""
    try:
        do()
    except MeetingProblem as problem:
        messages.warning(request, str(problem))
        return False
    return True


def numbers(request: HttpRequest, name: str) -> list[int]:
    """As in `12,7,9`; what is no number is left out."""
    parts = request.POST.get(name, "").split(",")[:MOST_NUMBERS]
    return [int(part) for part in parts if part.isdecimal() and part.isascii() and len(part) <= LONGEST_ID]
