"""JSON against the schema, with every fault told by its place and in plain words."""

import json
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NoReturn

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from ..problems import InputProblem

TYPES = {
    "integer": "a whole number",
    "number": "a number",
    "string": "text",
    "array": "a list",
    "object": "an object",
    "null": "empty",
    "boolean": "true or false",
}
LONGEST_SHOWN = 60


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of problems and plans.

    >>> sorted(schema()["$defs"]["problem"]["required"])
    ['weeks', 'works']
    """
    text = files(__package__).joinpath("schema.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def load(file: Path | str) -> Any:
    """Read strict JSON: no key twice in an object, no NaN.

    Raises:
        InputProblem: with the file, and the line where there is one.
    """
    path = Path(file)
    try:
        return json.loads(
            path.read_text(encoding="utf-8-sig"),
            object_pairs_hook=lambda pairs: _object(pairs, path),
            parse_constant=lambda word: _refuse(f"{word} is no number", path),
        )
    except OSError as error:
        raise InputProblem(error.strerror or str(error), source=str(path)) from error
    except UnicodeDecodeError as error:
        raise InputProblem("this is not a text file", source=str(path)) from error
    except RecursionError as error:
        raise InputProblem("this is nested too deeply", source=str(path)) from error
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise InputProblem(f"this is no JSON: {error.msg}", str(path), place) from error


def refuse_unlike(content: Any, kind: str, source: str) -> None:
    """Raise the first fault of `content` against the definition `kind` of the schema."""
    validator = Draft202012Validator({"$ref": f"#/$defs/{kind}", "$defs": schema()["$defs"]})
    faults = sorted(validator.iter_errors(content), key=lambda fault: list(map(str, fault.absolute_path)))
    for fault in faults:
        raise InputProblem(_in_words(fault), source, place_of(fault.absolute_path))


def refuse_misspelt(content: Any, kind: str, source: str, place: str = "") -> None:
    """Refuse a key that looks like a known one: what it says would go unseen."""
    known = schema()["$defs"][kind]["properties"]
    for key in content:
        if key not in known and (meant := get_close_matches(key, known, n=1, cutoff=0.8)):
            where = f"{place}.{key}" if place else key
            raise InputProblem(f"{key!r} is no known key; {meant[0]!r} is", source, where)


def place_of(path: Iterable[str | int]) -> str:
    """
    >>> place_of(["works", 3, "duration"])
    'works[3].duration'
    """
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else str(step)
    return text


def _object(pairs: list[tuple[str, Any]], path: Path) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        _refuse(f"{twice!r} is given twice in one object", path)
    return found


def _refuse(reason: str, path: Path) -> NoReturn:
    raise InputProblem(reason, source=str(path))


def _in_words(fault: ValidationError) -> str:
    value: Any = fault.instance
    wanted: Any = fault.validator_value
    shown = json.dumps(value, ensure_ascii=False)
    shown = shown if len(shown) <= LONGEST_SHOWN else f"{shown[:LONGEST_SHOWN]}…"
    title = fault.schema.get("title") if isinstance(fault.schema, dict) else None
    kinds = [wanted] if isinstance(wanted, str) else wanted
    words: dict[str, Callable[[], str]] = {
        "required": lambda: f"{next(key for key in wanted if key not in value)!r} is missing",
        "minimum": lambda: f"{shown} is below {wanted}",
        "exclusiveMinimum": lambda: f"{shown} is not above {wanted}",
        "minItems": lambda: f"{shown} is too short" if value else "the list is empty",
        "enum": lambda: f"{shown} is none of {', '.join(wanted)}",
        "type": lambda: f"{shown} is not {title or ' or '.join(TYPES[kind] for kind in kinds)}",
    }
    if str(fault.validator) in words:
        return words[str(fault.validator)]()
    return f"{shown} is not {title}" if title else fault.message
