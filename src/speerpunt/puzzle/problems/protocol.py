"""What fails on a day, and the works of that day, as the engine needs them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce

from speerpunt.engine.reachability import Area
from speerpunt.engine.roads import Demand, Measures, Network

from ..models import RoadNetwork, Work
from ..queries.roads import roads_of
from .digests import digest_of
from .weekly import OVER, goes_on, measures_of


@dataclass(frozen=True)
class ProtocolProblem:
    """`works`: what each work of the day does to the roads, by its number."""

    network: Network
    demand: Demand | None
    areas: tuple[Area, ...]
    failing: Measures
    works: dict[int, Measures]
    from_zone: str
    digest: str

    @property
    def before(self) -> Measures:
        """The roads of that day."""
        return self.without(None)

    def without(self, work: int | None) -> Measures:
        """The roads of that day, as if one of its works did not go on."""
        return reduce(
            lambda both, pk: both | self.works[pk], (pk for pk in self.works if pk != work), Measures()
        )


def protocol_problem(
    roads: RoadNetwork, links: Sequence[str], *, on: date, from_zone: str = ""
) -> ProtocolProblem:
    """
    Raises:
        InputProblem: the tables of the network do not make one.
    """
    network, demand = roads_of(roads)
    rows = Work.objects.exclude(status__in=OVER).prefetch_related("phases", "lines")
    today = [work for work in rows if any(goes_on(phase, on, on) for phase in work.phases.all())]
    works = {work.pk: found for work in today if (found := measures_of(work.lines.all(), network))}
    areas = tuple(Area(slug, tuple(zones)) for slug, zones in roads.zones_of_areas.items())
    known = [link for link in links if link in network.link_number]
    digest = digest_of(roads.digest, areas, sorted(known), from_zone, works)
    return ProtocolProblem(network, demand, areas, Measures.closing(known), works, from_zone, digest)
