"""The folder examples/leiden as plain data, and how each of its files is walked."""

import json
import re
import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from shapely.geometry import Polygon, shape

FOLDER = Path(__file__).resolve().parents[2] / "examples" / "leiden"
TODAY = date(2026, 11, 23)

# Degrees to metres around Leiden; good to half a percent.
METRES_EAST = 68_300
METRES_NORTH = 111_250


@cache
def table(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def rows(name: str, key: str | None = None) -> list[dict[str, Any]]:
    return list(table(name)[key or name])


def ids(name: str, key: str | None = None) -> set[str]:
    return {row["id"] for row in rows(name, key)}


@cache
def collection(name: str) -> dict[str, Any]:
    return dict(json.loads((FOLDER / f"{name}.geojson").read_text(encoding="utf-8")))


@cache
def shapes() -> dict[str, Polygon]:
    return {f["properties"]["id"]: shape(f["geometry"]) for f in collection("areas")["features"]}


def base_features(kind: str) -> dict[str, Any]:
    """Geometry of each feature of the base map of one kind, by name."""
    return {
        f["properties"]["name"]: shape(f["geometry"])
        for f in collection("basemap")["features"]
        if f["properties"]["kind"] == kind
    }


def hectares(drawn: Polygon) -> float:
    return float(drawn.area * METRES_EAST * METRES_NORTH / 10_000)


def dates(row: dict[str, Any]) -> Iterator[tuple[str, date, dict[str, Any]]]:
    """Each date in a row with the key it stands under and the record that it belongs to."""
    for key, value in row.items():
        if isinstance(value, date):
            yield key, value, row
        elif isinstance(value, list):
            for each in value:
                if isinstance(each, dict):
                    yield from dates(each)


def sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.!?;:])\s+", text) if part]
