from datetime import date
from typing import Any

from speerpunt.core.models import Collective
from speerpunt.places.enums import AreaKind
from speerpunt.places.models import Ambition, Area, Indicator, Measurement, Target

from .core import next_number


def make_area(collective: Collective, **fields: Any) -> Area:
    number = next_number()
    fields.setdefault("kind", AreaKind.BUSINESS_PARK)
    fields.setdefault("name", f"Terrein {number}")
    fields.setdefault("slug", f"terrein-{number}")
    return Area.objects.create(collective=collective, **fields)


def make_square(west: float = 4.50, south: float = 52.15, side: float = 0.01) -> dict[str, Any]:
    """A shape as the product keeps it: seven decimals, anticlockwise, closed."""
    east, north = round(west + side, 7), round(south + side, 7)
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def make_indicator(collective: Collective, **fields: Any) -> Indicator:
    number = next_number()
    fields.setdefault("name", f"Indicator {number}")
    fields.setdefault("slug", f"indicator-{number}")
    return Indicator.objects.create(collective=collective, **fields)


def make_measurement(indicator: Indicator, area: Area | None = None, **fields: Any) -> Measurement:
    fields.setdefault("measured_on", date(2026, 11, 1))
    fields.setdefault("value", 5.0)
    return Measurement.objects.create(
        collective_id=indicator.collective_id, indicator=indicator, area=area, **fields
    )


def make_target(indicator: Indicator, area: Area | None = None, **fields: Any) -> Target:
    fields.setdefault("due", date(2027, 12, 31))
    fields.setdefault("value", 7.0)
    return Target.objects.create(
        collective_id=indicator.collective_id, indicator=indicator, area=area, **fields
    )


def make_ambition(area: Area, **fields: Any) -> Ambition:
    fields.setdefault("theme", "energy")
    fields.setdefault("text", f"Wens {next_number()}")
    return Ambition.objects.create(collective_id=area.collective_id, area=area, **fields)
