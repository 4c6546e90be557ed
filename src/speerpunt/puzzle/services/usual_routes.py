"""The usual routes on a network are written down when reachability is computed on it."""

from django.db import transaction

from speerpunt.engine.reachability import Reachability
from speerpunt.engine.roads import Network

from ..models import RoadNetwork, UsualRoute
from ..problems.usual_routes import ThereAndBack, usual_routes
from ..queries.protocols import node_names
from ..queries.road_map import points_of

# On the ground that is 10 cm.
DECIMALS = 6


@transaction.atomic
def keep_usual_routes(roads: RoadNetwork, reachability: Reachability) -> None:
    """In place of those that were there."""
    names = node_names(roads)
    UsualRoute.objects.filter(network=roads).delete()
    UsualRoute.objects.bulk_create(
        _row(roads, reachability.network, names, each) for each in usual_routes(reachability)
    )


def _row(roads: RoadNetwork, network: Network, names: dict[str, str], found: ThereAndBack) -> UsualRoute:
    origin = network.node_ids[found.origin]
    both = dict.fromkeys([*found.there.links, *found.back.links])
    return UsualRoute(
        collective_id=roads.collective_id,
        network=roads,
        origin=origin,
        origin_name=names.get(origin, origin),
        area=found.area,
        mode=found.mode,
        minutes_there=round(found.there.minutes, 1),
        minutes_back=round(found.back.minutes, 1),
        links=[network.link_ids[link] for link in both],
        streets=[name for name, _metres in found.there.streets(network)],
        points=_points(network, found.there.links),
    )


def _points(network: Network, links: tuple[int, ...]) -> list[list[float]]:
    """Where two links meet stands once."""
    along = [point for link in links for point in points_of(network, link)]
    rounded = [[round(x, DECIMALS), round(y, DECIMALS)] for x, y in along]
    return [point for before, point in zip([None, *rounded], rounded, strict=False) if point != before]
