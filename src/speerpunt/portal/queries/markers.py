"""Where projects stand on the map of the city, so that each can be seen and chosen."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from speerpunt.core.templatetags.drawing.points import MapPoint
from speerpunt.places.models import Area

METRES_PER_DEGREE = 111_320
# About the width of a marker when the whole city is in view.
APART_METRES = 220
GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))
# Positions closer than this, in decimals of a degree, are one pile: about a hundred metres.
PILE_DECIMALS = 3
MARGIN = 0.06


def markers(points: Iterable[MapPoint], whole_city: Sequence[Area]) -> list[MapPoint]:
    """Without projects that only lie in the whole city: its middle is no place. Piles are spread out."""
    middles = {_middle(area) for area in whole_city if area.west is not None}
    piles: Counter[tuple[float, float]] = Counter()
    found = []
    for point in points:
        if (point.longitude, point.latitude) in middles:
            continue
        pile = (round(point.longitude, PILE_DECIMALS), round(point.latitude, PILE_DECIMALS))
        longitude, latitude = _beside(point, piles[pile])
        piles[pile] += 1
        tags = {**point.tags, "health": point.health}
        found.append(replace(point, longitude=longitude, latitude=latitude, tags=tags))
    return found


def _middle(area: Area) -> tuple[float, float]:
    """As `priorities.queries.place_of` has it."""
    return (area.west + area.east) / 2, (area.south + area.north) / 2


def _beside(point: MapPoint, number: int) -> tuple[float, float]:
    """The first of a pile keeps its place; the others go round it like the seeds of a sunflower."""
    reach = APART_METRES / METRES_PER_DEGREE * math.sqrt(number)
    angle = number * GOLDEN_ANGLE
    narrow = math.cos(math.radians(point.latitude))
    longitude = point.longitude + reach * math.cos(angle) / narrow
    return round(longitude, 6), round(point.latitude + reach * math.sin(angle), 6)


def bounds_of(points: Sequence[MapPoint]) -> tuple[float, float, float, float] | None:
    """West, south, east, north around the markers; nothing where they say too little about a city."""
    west, east = _range([point.longitude for point in points])
    south, north = _range([point.latitude for point in points])
    if east - west < 0.01 or north - south < 0.01:
        return None
    across, along = (east - west) * MARGIN, (north - south) * MARGIN
    return west - across, south - along, east + across, north + along


def _range(values: Sequence[float]) -> tuple[float, float]:
    return min(values, default=0.0), max(values, default=0.0)
