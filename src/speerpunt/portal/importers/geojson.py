"""Shapes of an example: GeoJSON in WGS84, each feature with the id of what it draws."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from speerpunt.core.geometry import GeometryProblem, checked_geometry

from ..problems import ExampleProblem, Fault


def read_collection(path: Path) -> dict[str, Any]:
    """A feature collection as it stands in the file."""
    try:
        collection = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ExampleProblem([Fault(path.name, "", "", f"cannot be read: {error}")]) from error
    if not isinstance(collection, Mapping) or not isinstance(collection.get("features"), list):
        raise ExampleProblem(
            [Fault(path.name, "", "features", "must be a list: this is no feature collection")]
        )
    return dict(collection)


def shapes_of(collection: Mapping[str, Any], file: str, faults: list[Fault]) -> dict[str, dict[str, Any]]:
    """The checked shape of each feature, by the id among its properties."""
    shapes = {}
    for number, feature in enumerate(collection["features"], start=1):
        name = str(feature.get("properties", {}).get("id") or f"feature {number}")
        try:
            shapes[name] = checked_geometry(feature.get("geometry"))
        except GeometryProblem as problem:
            faults.append(Fault(file, name, "geometry", f"{problem.flaw.value} at {problem.at}"))
    return shapes
