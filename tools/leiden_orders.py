"""Leiden's best order of works when fewer, as many or more people drive than was estimated.

python -m tools.leiden_orders --seconds 150

Prints the cost and the bound at each share of the trips, what each plan costs at the other shares, and the weeks.
"""

import argparse
from pathlib import Path

from speerpunt.engine.reachability import Area
from speerpunt.engine.roads.files import load, load_trips
from speerpunt.engine.sequence import Plan, ProblemFile, evaluate, read_problem, solve
from speerpunt.engine.sequence.traffic_costs import TrafficCosts

PUZZLE = Path(__file__).resolve().parent.parent / "examples" / "leiden" / "roads" / "puzzle.json"
SHARES = (0.7, 1.0, 1.3)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--seconds", type=float, default=150.0, help="for each share of the trips")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    puzzle = read_problem(PUZZLE)
    costs = {share: costs_at(puzzle, share) for share in SHARES}
    plans: dict[float, Plan] = {}
    for share in SHARES:
        found = solve(puzzle.problem, costs[share], seconds=given.seconds, seed=given.seed)
        plans[share] = found.plan
        print(
            f"{share:.0%} of the trips: {found.cost / 60:.0f} vehicle hours, gap {found.gap:.2%}. {found.proven}"
        )
    for share in SHARES:
        totals = {other: evaluate(puzzle.problem, plans[other], costs[share]).total for other in SHARES}
        more = ", ".join(f"{totals[other] / totals[share] - 1:+.1%} ({other:.0%})" for other in SHARES)
        print(f"At {share:.0%} the plans made for each share cost {more}")
    for work in puzzle.problem.works:
        print(f"{work.id:22}", *(f"{plans[share].starts[work.id]:4}" for share in SHARES))


def costs_at(puzzle: ProblemFile, share: float) -> TrafficCosts:
    """Costs of states when this share of the estimated trips is made."""
    files = puzzle.network
    assert files is not None
    assert files.trips is not None
    network = load(files.net)
    trips = load_trips(files.trips, network).scaled(share)
    areas = [Area(name, zones) for name, zones in files.areas.items()]
    return TrafficCosts(puzzle.problem, network, trips, areas, gap=files.gap)


if __name__ == "__main__":
    main()
