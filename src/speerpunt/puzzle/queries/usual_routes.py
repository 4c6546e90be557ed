"""The way that somebody usually goes, and which works lie on it."""

from typing import Any

from django.db.models import QuerySet

from ..enums import MeasureKind, Mode, SnapState
from ..models import RoadNetwork, UsualRoute, WorkLine

ROUTE = "route"
# Nobody counts trips on foot or in a van: who walks cycles, and a van drives where a car does.
GOES_AS = {Mode.VAN: Mode.CAR, Mode.FOOT: Mode.BICYCLE}


def origins_to_choose() -> list[tuple[str, str]]:
    """Edges of the city by their ids, with their names; none where no routes were computed yet."""
    rows = _routes().order_by("origin_name", "origin")
    return list(rows.values_list("origin", "origin_name").distinct())


def usual_route(origin: str, area: str, mode: str) -> UsualRoute | None:
    """Whoever says no vehicle goes by car."""
    goes_as = GOES_AS.get(Mode(mode), mode) if mode else Mode.CAR
    return _routes().filter(origin=origin, area=area, mode=goes_as).first()


def _routes() -> QuerySet[UsualRoute]:
    """On the newest roads of the collective at hand."""
    newest = RoadNetwork.objects.order_by("-created_at", "-pk").values("pk")[:1]
    return UsualRoute.objects.filter(network__in=newest)


def works_on(route: UsualRoute) -> set[int]:
    """Numbers of works that do something to a road of it, there or back."""
    links = set(route.links)
    lines = (
        WorkLine.objects.filter(is_detour=False)
        .exclude(kind=MeasureKind.NONE)
        .exclude(snap_state=SnapState.NOWHERE)
        .values_list("work_id", "links")
    )
    return {work for work, laid in lines if not links.isdisjoint(laid)}


def drawn_route(route: UsualRoute) -> list[dict[str, Any]]:
    """Features of GeoJSON for a map."""
    line = {"type": "LineString", "coordinates": route.points}
    return [{"type": "Feature", "geometry": line, "properties": {"look": ROUTE}}]
