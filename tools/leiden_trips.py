"""Estimates the trips of examples/leiden/roads in one busy morning hour, and writes them to trips.csv.

python -m tools.leiden_trips

Through traffic is taken from through.csv; all other trips by the gravity model from zones.csv.
"""

import csv
from pathlib import Path

import numpy as np

from speerpunt.engine.roads import Demand, Network, gmns, gravity, matrices
from speerpunt.engine.roads.network import Floats

ROADS = Path(__file__).resolve().parent.parent / "examples" / "leiden" / "roads"
RATES = gravity.Rates(
    departures_per_inhabitant=0.075,
    departures_per_job=0.03,
    arrivals_per_inhabitant=0.02,
    arrivals_per_job=0.17,
)
MEAN_MINUTES = 8.0
"""Mean time of a trip on the empty road, as far as it runs in this network."""
DECIMALS = 2


def main() -> None:
    network = gmns.read_network(ROADS)
    demand = estimate(network)
    write(network, demand)
    print(f"{demand.total:.0f} trips per hour", *demand.notes, sep="\n")


def estimate(network: Network) -> Demand:
    """Trips per hour between the zones of Leiden: estimated, not counted."""
    through = _through(network)
    entering = {
        zone: n - through[network.zone_number[zone]].sum() for zone, n in _zones("vehicles_out").items()
    }
    leaving = {
        zone: n - through[:, network.zone_number[zone]].sum() for zone, n in _zones("vehicles_in").items()
    }
    ends = gravity.trip_ends(
        network,
        inhabitants=_counted("inhabitants"),
        jobs=_counted("jobs"),
        entering=entering,
        leaving=leaving,
        rates=RATES,
    )
    local = gravity.estimate(network, ends, MEAN_MINUTES)
    return Demand(
        local.trips + through,
        local.classes,
        is_estimate=True,
        notes=(*local.notes, f"Besides, {through.sum():.0f} vehicles drive through, as through.csv says."),
    )


def write(network: Network, demand: Demand) -> None:
    """A square, with the ids of zones in the first row and the first column, under what it rests on."""
    with (ROADS / "trips.csv").open("w", newline="", encoding="utf-8") as file:
        file.writelines(f"# {remark}\n" for remark in (matrices.ESTIMATE, *demand.notes))
        table = csv.writer(file, lineterminator="\n")
        table.writerow(("zone", *network.zone_ids))
        for zone, trips in zip(network.zone_ids, demand.trips[0].round(DECIMALS), strict=True):
            table.writerow((zone, *(f"{number:g}" for number in trips)))


def _zones(column: str) -> dict[str, float]:
    """A column of zones.csv, without its empty cells."""
    return {row["zone_id"]: float(row[column]) for row in _rows("zones.csv") if row[column]}


def _counted(column: str) -> dict[str, float]:
    """Inhabitants or jobs, of a town at the edge only those whose trips use this network."""
    share = _zones("share")
    return {zone: number * share[zone] for zone, number in _zones(column).items()}


def _through(network: Network) -> Floats:
    trips = np.zeros((network.zone_count, network.zone_count))
    for row in _rows("through.csv"):
        trips[network.zone_number[row["origin"]], network.zone_number[row["destination"]]] = float(
            row["vehicles"]
        )
    return trips


def _rows(name: str) -> list[dict[str, str]]:
    with (ROADS / name).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    main()
