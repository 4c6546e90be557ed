"""Commands about roads and traffic: `assign` and `reach`."""

import argparse
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..problems import InputProblem
from ..reachability import Reach, weekly_reach
from ..roads import Demand, Measures, Network
from ..roads.files import load, load_trips
from ..sequence import TrafficCosts, read_plan, read_problem
from ..traffic import Assignment, Equilibrium
from .answers import Answer, Table, progress

BUSIEST = 10


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    assign = commands.add_parser("assign", parents=[shared], help="user equilibrium of trips on a network")
    assign.add_argument(
        "--net", type=Path, required=True, metavar="F", help="network: TNTP, GMNS, GeoJSON or .osm.pbf"
    )
    assign.add_argument("--trips", type=Path, required=True, metavar="F", help="trips: TNTP, OMX or CSV")
    assign.add_argument("--gap", type=_gap, default=1e-6, help="relative gap to reach (1e-6)")
    assign.add_argument(
        "--close",
        nargs="+",
        action="extend",
        default=[],
        metavar="LINK",
        help="links to close, by id or as tail-head",
    )
    assign.add_argument(
        "--toll-factor", type=float, metavar="M", help="minutes per unit of toll in a TNTP file"
    )
    assign.add_argument(
        "--distance-factor", type=float, metavar="M", help="minutes per unit of length in a TNTP file"
    )
    assign.add_argument("--max-iterations", type=int, default=1000, metavar="N")
    assign.add_argument("--flows", action="store_true", help="with --json: flow and minutes of each link")
    assign.set_defaults(command=run_assign)
    reach = commands.add_parser("reach", parents=[shared], help="reachability of each area under works")
    reach.add_argument("problem", type=Path, metavar="PROBLEM")
    reach.add_argument(
        "--plan", type=Path, metavar="PLAN", help="week by week under this plan, not work by work"
    )
    reach.set_defaults(command=run_reach)


def run_assign(options: argparse.Namespace) -> Answer:
    network = load(
        options.net, minutes_per_toll=options.toll_factor, minutes_per_length=options.distance_factor
    )
    demand = load_trips(options.trips, network)
    measures = Measures.closing(options.close)
    with progress(None, " rounds", is_shown=not options.json) as bar:

        def tell(_iteration: int, gap: float) -> None:
            bar.update()
            bar.set_postfix_str(f"gap {gap:.1e}")

        found = Assignment(network, demand).solve(
            measures, gap=options.gap, max_iterations=options.max_iterations, on_iteration=tell
        )
    facts = _facts(network, demand, found)
    if options.flows:
        facts["links"] = {
            name: {"flow": float(flow), "minutes": float(minutes)}
            for name, flow, minutes in zip(
                network.link_ids, found.link_volume, found.link_minutes, strict=True
            )
        }
    return Answer(facts, [*_summary(facts), "", _busiest(network, found)])


def run_reach(options: argparse.Namespace) -> Answer:
    file = read_problem(options.problem)
    if file.network is None:
        raise InputProblem("reachability needs a network", source=str(options.problem), place="network")
    costs = TrafficCosts.read(file.problem, file.network)
    if options.plan:
        plan = read_plan(options.plan, file.problem)
        states = plan.states(file.problem)
        with progress(len(set(states)), " states", is_shown=not options.json) as bar:

            def under(state: frozenset[str]) -> Reach:
                bar.update()
                return costs.reachability.under(costs.together(state))

            weekly = weekly_reach(states, under)
        weeks = [
            (week, sorted(state), _per_area(reach))
            for week, (state, reach) in enumerate(zip(states, weekly.weeks, strict=True))
            if reach is not None
        ]
        facts = [{"week": week, "works": works, "areas": areas} for week, works, areas in weeks]
        weekly_table = _reach_table("week", {week: areas for week, _, areas in weeks})
        return Answer({"weeks": facts}, [*_rests_on(costs.reachability.demand), weekly_table])
    works = {}
    with progress(len(file.problem.works), " works", is_shown=not options.json) as bar:
        for work in file.problem.works:
            works[work.id] = _per_area(costs.reachability.under(work.measures))
            bar.update()
    return Answer({"works": works}, [*_rests_on(costs.reachability.demand), _reach_table("work", works)])


def _rests_on(demand: Demand | None) -> list[str]:
    if demand is None:
        return ["No trips are known: times are those of the empty road."]
    return ["The trips are an estimate.", *demand.notes] if demand.is_estimate else []


def _gap(text: str) -> float:
    gap = float(text)
    if not (0 < gap < 1 and math.isfinite(gap)):
        raise argparse.ArgumentTypeError("must lie between 0 and 1")
    return gap


def _facts(network: Network, demand: Demand, found: Equilibrium) -> dict[str, Any]:
    return {
        "tstt": found.tstt,
        "beckmann": found.beckmann,
        "relative_gap": found.relative_gap,
        "iterations": found.iterations,
        "seconds": found.seconds,
        "has_converged": found.has_converged,
        "trips": demand.total,
        "trips_are_estimate": demand.is_estimate,
        "unserved_trips": float(found.unserved.sum()),
        "unserved_minutes": found.unserved_minutes,
        "zone_count": network.zone_count,
        "node_count": network.node_count,
        "link_count": network.link_count,
    }


def _summary(facts: Mapping[str, Any]) -> list[str]:
    trips = f"{facts['trips']:,.0f} trips per hour{' (an estimate)' if facts['trips_are_estimate'] else ''}"
    lines = [
        f"{facts['zone_count']:,} zones, {facts['node_count']:,} nodes, {facts['link_count']:,} links, {trips}",
        f"Total system travel time  {facts['tstt']:,.2f} vehicle minutes per hour",
        f"Beckmann                  {facts['beckmann']:,.2f}",
        f"Relative gap              {facts['relative_gap']:.2e} after {facts['iterations']} rounds, {facts['seconds']:.3f} s",
    ]
    if facts["unserved_trips"]:
        lines.append(
            f"Without a path            {facts['unserved_trips']:,.0f} trips per hour, "
            f"priced at {facts['unserved_minutes']:,.0f} minutes"
        )
    if not facts["has_converged"]:
        lines.append(
            "The gap that was asked for was not reached: rounding, or the largest number of rounds, came first."
        )
    return lines


def _busiest(network: Network, found: Equilibrium) -> Table:
    order = (-found.link_volume).argsort()[:BUSIEST]
    return Table(
        ("busiest link", "name", "vehicles/h", "capacity", "minutes"),
        [
            (
                network.link_ids[link],
                network.names[link],
                float(found.link_volume[link]),
                float(network.capacity[link]),
                float(found.link_minutes[link]),
            )
            for link in order
        ],
    )


def _per_area(reach: Reach) -> list[dict[str, Any]]:
    return [
        {
            "area": area,
            "class": of_class,
            "extra_minutes_out": float(reach.extra_minutes_out[row, column]),
            "extra_minutes_in": float(reach.extra_minutes_in[row, column]),
            "lost_out": float(reach.lost_out[row, column]),
            "lost_in": float(reach.lost_in[row, column]),
            "gateways": float(reach.gateways[row, column]),
            "partners": float(reach.partners[row, column]),
            "is_cut_off": bool(reach.is_cut_off[row, column]),
            "extra_vehicle_minutes": float(reach.extra_vehicle_minutes[row, column]),
            "detour_metres": float(reach.detour_metres[row, column]),
        }
        for row, of_class in enumerate(reach.classes)
        for column, area in enumerate(reach.areas)
    ]


def _reach_table(what: str, found: Mapping[Any, list[dict[str, Any]]]) -> Table:
    heads = (
        what,
        "area",
        "class",
        "min. out",
        "min. in",
        "lost out %",
        "lost in %",
        "gateways %",
        "cut off",
        "detour m",
    )
    return Table(
        heads,
        [
            (
                str(name),
                row["area"],
                row["class"],
                row["extra_minutes_out"],
                row["extra_minutes_in"],
                100 * row["lost_out"],
                100 * row["lost_in"],
                100 * row["gateways"],
                "yes" if row["is_cut_off"] else "no",
                row["detour_metres"],
            )
            for name, rows in found.items()
            for row in rows
        ],
    )
