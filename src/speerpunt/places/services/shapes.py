"""Shapes that people bring in: read with care, and refused in words that say what to do."""

import json
import re
from typing import Any, NoReturn

from django.utils.translation import gettext as _

from speerpunt.core.geometry import (
    MAX_POINTS,
    NETHERLANDS,
    Bounds,
    Crs,
    Flaw,
    Geometry,
    GeometryProblem,
    Position,
    checked_geometry,
)
from speerpunt.core.models import Collective

# The preview sends the text back with the form, which may hold 5 MB.
MOST_BYTES = 2 * 1024 * 1024
NUL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")
# As often as its own size on every side, an area may lie outside the map of the collective.
ROOM_AROUND = 1.0


class ShapeProblem(Exception):
    """Why a shape cannot be used; the message is for the person at the screen."""


def read_json(content: bytes | str) -> Any:
    """JSON of a person, refusing what is too large, too deep, or holds what no database keeps."""
    if len(content) > MOST_BYTES:
        raise ShapeProblem(
            _("The file is larger than %(most)d MB. Split it and bring the parts in one by one.")
            % {"most": MOST_BYTES // (1024 * 1024)}
        )
    text = _as_text(content)
    try:
        found = json.loads(text, parse_constant=_refuse_constant)
        _refuse_odd_text(found)
    except json.JSONDecodeError as error:
        raise ShapeProblem(
            _("This is not GeoJSON: line %(line)d, position %(column)d cannot be read.")
            % {"line": error.lineno, "column": error.colno}
        ) from error
    except RecursionError as error:
        raise ShapeProblem(_("The brackets in this GeoJSON are nested too deep. Export it again.")) from error
    except ValueError as error:
        raise ShapeProblem(_("This GeoJSON holds a number that cannot be a coordinate.")) from error
    return found


def _as_text(content: bytes | str) -> str:
    if isinstance(content, str):
        return content.removeprefix("\ufeff")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ShapeProblem(_("The file is not text in UTF-8. Export it again as GeoJSON.")) from error


def _refuse_constant(name: str) -> NoReturn:
    """NaN and Infinity are no JSON, though Python reads them."""
    raise ValueError(name)


def _refuse_odd_text(found: Any) -> None:
    """Half a character pair or a NUL: the two databases treat those differently, so neither sees them."""
    written = json.dumps(found, ensure_ascii=False)
    try:
        written.encode()
    except UnicodeEncodeError as error:
        raise ShapeProblem(_("The text holds a broken character. Remove it and try again.")) from error
    if NUL.search(written):
        raise ShapeProblem(_("The text holds a broken character. Remove it and try again."))


def drawing_bounds(collective: Collective) -> Bounds:
    """Where an area of this collective can lie."""
    if len(collective.map_bounds) == 4:
        return Bounds(*collective.map_bounds).widened(ROOM_AROUND)
    return NETHERLANDS


def sound_shape(shape: object, collective: Collective, *, crs: Crs = Crs.WGS84) -> Geometry:
    """The shape in WGS84, tidied; or a ShapeProblem that says what is wrong and what to do."""
    if isinstance(shape, dict) and shape.get("type") == "Feature":
        shape = shape.get("geometry")
    try:
        return checked_geometry(shape, crs=crs, within=drawing_bounds(collective))
    except GeometryProblem as problem:
        raise ShapeProblem(_words(problem.flaw) % {"at": _place(problem.at), "most": MAX_POINTS}) from problem


def _place(at: Position | None) -> str:
    if at is None:
        return "?"
    digits = 0 if abs(at[0]) > 180 or abs(at[1]) > 180 else 5
    return f"{at[0]:.{digits}f}, {at[1]:.{digits}f}"


def _words(flaw: Flaw) -> str:
    return {
        Flaw.NOT_A_SHAPE: _("This is not a shape. Paste a GeoJSON point, polygon or multipolygon."),
        Flaw.UNKNOWN_KIND: _(
            "An area is a point, a polygon or a multipolygon. Lines and collections are not."
        ),
        Flaw.NOT_NUMBERS: _("A coordinate is missing or is not a number. Each point needs two numbers."),
        Flaw.TOO_MANY_POINTS: _("The shape has more than %(most)d points. Simplify it and try again."),
        Flaw.TOO_FEW_POINTS: _("The shape has too few points. Draw at least three corners."),
        Flaw.UNCLOSED: _("The line is not closed near %(at)s. End it at the point where it begins."),
        Flaw.SELF_CROSSING: _("The line crosses itself near %(at)s. Move one of the points there."),
        Flaw.PARTS_OVERLAP: _("Parts of the shape overlap near %(at)s. Join them or move them apart."),
        Flaw.LOOKS_LIKE_RD: _(
            "Coordinates such as %(at)s look like RD New, not degrees. State RD New and try again."
        ),
        Flaw.SWAPPED: _("Longitude and latitude are swapped near %(at)s. Give the longitude first."),
        Flaw.OUTSIDE: _(
            "The shape lies outside the map of the collective, near %(at)s. Check the coordinates."
        ),
    }[flaw]
