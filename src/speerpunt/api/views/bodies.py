"""Reading what is sent. What the databases would take differently, or not at all, stops here."""

import json
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.parser import Parser

from speerpunt.core.texts import FORBIDDEN

from ..problems import ApiProblem, FieldError, Trouble

DEEPEST = 12


class StrictJson(Parser):
    """UTF-8 JSON as RFC 8259 has it: an object, not nested without end, every name once, no signs that nobody can see."""

    def parse_body(self, request: HttpRequest) -> Any:
        if request.content_type != "application/json":
            raise ApiProblem(Trouble.NOT_JSON, _("The body is application/json."))
        try:
            found = json.loads(
                request.body.decode("utf-8"), parse_constant=_refuse_word, object_pairs_hook=_once
            )
        except RecursionError:
            raise ApiProblem(Trouble.UNREADABLE, _("This is nested too deeply.")) from None
        except ValueError as problem:
            raise ApiProblem(Trouble.UNREADABLE, str(problem)[:200]) from None
        if not isinstance(found, dict):
            raise ApiProblem(Trouble.UNREADABLE, _("The body is an object."))
        _check(found, "#", 1)
        return found


def _refuse_word(word: str) -> Any:
    raise ValueError(f"{word} is no number of JSON")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name stands twice in an object")
    return found


def _check(value: Any, pointer: str, depth: int) -> None:
    if depth > DEEPEST:
        raise ApiProblem(Trouble.UNREADABLE, _("This is nested too deeply."))
    if isinstance(value, str) and FORBIDDEN.search(value):
        said = _("There is a sign in it that cannot be shown.")
        raise ApiProblem(Trouble.INVALID, errors=[FieldError(pointer, said)])
    if isinstance(value, dict):
        for name, each in value.items():
            _check(name, pointer, depth)
            _check(each, f"{pointer}/{name}", depth + 1)
    elif isinstance(value, list):
        for number, each in enumerate(value):
            _check(each, f"{pointer}/{number}", depth + 1)
