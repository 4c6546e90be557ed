"""An estimate of trips where nobody counted them: the doubly constrained gravity model.

Trips from zone i to zone j are `T = a_i O_i b_j D_j f(t_ij)`, where `O` are trips that depart, `D` trips that arrive,
`t` minutes on the empty road, `f(t) = t^power exp(-beta t)` how much time deters, and `a`, `b` such that all trips
depart and arrive. That is the likeliest pattern with these totals and this mean trip time: Wilson (1967), "A
statistical theory of spatial distribution models". `a` and `b` by Furness (1965); `beta` by Hyman (1969), "The
calibration of trip distribution models". See also Ortúzar and Willumsen, "Modelling Transport", chapter 5.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ..problems import InputProblem
from .demand import Demand, VehicleClass
from .network import Floats, Network
from .times import zone_minutes

LARGEST_BETA = 50.0
LARGEST_FACTOR = 1e150


@dataclass(frozen=True)
class Rates:
    """Trips by car in the hour that is modelled, for each inhabitant and each job: planning values for a busy hour."""

    departures_per_inhabitant: float = 0.08
    departures_per_job: float = 0.10
    arrivals_per_inhabitant: float = 0.08
    arrivals_per_job: float = 0.10


@dataclass(frozen=True, eq=False)
class TripEnds:
    """Trips per hour that depart from and arrive at each zone, in the order of `Network.zones`; equal in total."""

    departures: Floats
    arrivals: Floats
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Distribution:
    """Trips per hour [zones, zones], with the `beta` (per minute) and the mean trip time (minutes) that they show."""

    trips: Floats
    beta: float
    mean_minutes: float


def trip_ends(
    network: Network,
    *,
    inhabitants: Mapping[str, float],
    jobs: Mapping[str, float],
    entering: Mapping[str, float] | None = None,
    leaving: Mapping[str, float] | None = None,
    rates: Rates | None = None,
) -> TripEnds:
    """How many trips depart and arrive, from inhabitants and jobs by zone and vehicles per hour at gateways.

    The numbers at gateways are kept as they are. Where arrivals in the zones do not add up to departures, these
    arrivals are made larger or smaller by one factor, which the notes tell.

    Raises:
        InputProblem: an unknown zone, a number below 0, or gateways that leave nothing for the zones.
    """
    rate = rates or Rates()
    people, work = _by_zone(network, inhabitants, "inhabitants"), _by_zone(network, jobs, "jobs")
    inward, outward = (_by_zone(network, given or {}, "vehicles") for given in (entering, leaving))
    departing = people * rate.departures_per_inhabitant + work * rate.departures_per_job
    arriving = people * rate.arrivals_per_inhabitant + work * rate.arrivals_per_job
    wanted = departing.sum() + inward.sum() - outward.sum()
    if wanted < 0 or (wanted > 0) != (arriving.sum() > 0):
        raise InputProblem(
            f"{departing.sum() + inward.sum():g} vehicles depart or enter, and {outward.sum():g} leave at gateways: "
            "what is left cannot arrive in the zones"
        )
    factor = wanted / arriving.sum() if wanted else 1.0
    notes = (
        f"Departures per hour: {rate.departures_per_inhabitant:g} per inhabitant, {rate.departures_per_job:g} per job.",
        f"Arrivals per hour: {rate.arrivals_per_inhabitant:g} per inhabitant, {rate.arrivals_per_job:g} per job.",
        f"Arrivals in the zones are taken {factor:.3f} times, so that all that depart arrive.",
    )
    return TripEnds(departing + inward, arriving * factor + outward, notes)


def estimate(
    network: Network,
    ends: TripEnds,
    mean_minutes: float,
    *,
    power: float = 0.0,
    vehicle: VehicleClass | None = None,
) -> Demand:
    """Trips between all zones, with this mean trip time on the empty road. Marked as an estimate, with its assumptions.

    Raises:
        InputProblem: no pattern of trips has this mean time, or some trips cannot reach a zone.
    """
    each = vehicle or VehicleClass()
    minutes = zone_minutes(network, each.mode)
    _refuse_cut_off(network, minutes, ends)
    found = calibrate(minutes, ends.departures, ends.arrivals, mean_minutes, power=power)
    notes = (
        "Trips are estimated by a gravity model, not counted.",
        *ends.notes,
        f"Time deters as t^{power:g} exp(-{found.beta:.4g} t), t in minutes on the empty road.",
        f"The mean trip takes {found.mean_minutes:.2f} minutes on the empty road.",
    )
    return Demand(found.trips, (each,), is_estimate=True, notes=notes)


def calibrate(
    minutes: Floats,
    departures: Floats,
    arrivals: Floats,
    mean_minutes: float,
    *,
    power: float = 0.0,
    tolerance: float = 1e-6,
) -> Distribution:
    """Find the `beta` at which the mean trip time is `mean_minutes`, within `tolerance` of it.

    Hyman's secant steps, held between a `beta` that is too small and one that is too large. Without deterrence
    (`beta` 0) trips take longest, so no longer mean can be asked for.

    Raises:
        InputProblem: no `beta` from 0 up gives this mean.
    """
    low = _at(minutes, departures, arrivals, 0.0, power)
    if not 0 < mean_minutes <= low.mean_minutes * (1 + tolerance):
        raise InputProblem(
            f"a mean trip time of {mean_minutes:g} minutes cannot be: if time did not matter it would be "
            f"{low.mean_minutes:.2f}"
        )
    high: Distribution | None = None
    latest, beta = low, 1.0 / mean_minutes
    for _ in range(100):
        if abs(latest.mean_minutes - mean_minutes) <= tolerance * mean_minutes:
            return latest
        before, latest = latest, _at(minutes, departures, arrivals, beta, power)
        if latest.mean_minutes > mean_minutes:
            low = latest
        else:
            high = latest
        beta = _next_beta(before, latest, low, high, mean_minutes)
        if beta > LARGEST_BETA:
            break
    raise InputProblem(
        f"a mean trip time of {mean_minutes:g} minutes cannot be reached; the shortest found is "
        f"{latest.mean_minutes:.2f}"
    )


def distribute(
    minutes: Floats,
    departures: Floats,
    arrivals: Floats,
    beta: float,
    *,
    power: float = 0.0,
    tolerance: float = 1e-10,
) -> Floats:
    """Trips per hour between zones for one `beta` (per minute); shape [zones, zones].

    No trip stays in its zone, nor goes where no way leads.

    >>> minutes = np.array([[0.0, 5.0, 10.0], [5.0, 0.0, 5.0], [10.0, 5.0, 0.0]])
    >>> distribute(minutes, np.array([20.0, 30.0, 20.0]), np.array([20.0, 30.0, 20.0]), beta=0.1).round(6)
    array([[ 0., 15.,  5.],
           [15.,  0., 15.],
           [ 5., 15.,  0.]])
    """
    possible = np.isfinite(minutes)
    np.fill_diagonal(possible, False)
    logarithm = np.full(minutes.shape, -np.inf)
    time = minutes[possible]
    with np.errstate(divide="ignore"):
        logarithm[possible] = -beta * time + (power * np.log(time) if power else 0.0)
    # One factor for each row changes nothing, and keeps far zones from vanishing.
    largest = np.where(possible.any(axis=1), logarithm.max(axis=1, initial=-np.inf), 0.0)
    if np.isposinf(largest).any():
        raise InputProblem("zones lie 0 minutes apart, where time to a power below 0 means nothing")
    return furness(np.exp(logarithm - largest[:, None]), departures, arrivals, tolerance=tolerance)


def furness(
    seed: Floats, rows: Floats, columns: Floats, *, tolerance: float = 1e-10, rounds: int = 20_000
) -> Floats:
    """Multiply rows and columns of `seed` until they add up to these totals, each within `tolerance` of itself.

    >>> furness(np.array([[1.0, 1.0], [1.0, 3.0]]), np.array([10.0, 20.0]), np.array([12.0, 18.0])).sum(axis=0).round(6)
    array([12., 18.])

    Raises:
        InputProblem: totals differ, or zeros in `seed` leave some without a place.
    """
    if not np.isclose(rows.sum(), columns.sum(), rtol=1e-9):
        raise InputProblem(f"{rows.sum():g} trips depart and {columns.sum():g} arrive")
    stuck = np.flatnonzero(((rows > 0) & ~seed.any(axis=1)) | ((columns > 0) & ~seed.any(axis=0)))
    if stuck.size:
        raise InputProblem(f"zone number {stuck[0] + 1} has trips and no way to or from any other zone")
    b = np.ones(len(columns))
    for _ in range(rounds):
        a = _ratio(rows, seed @ b)
        reached = seed.T @ a
        if (np.abs(b * reached - columns) <= tolerance * columns).all():
            balanced: Floats = a[:, None] * seed * b
            return balanced
        b = _ratio(columns, reached)
        if max(a.max(initial=0), b.max(initial=0)) > LARGEST_FACTOR:
            break
    raise InputProblem("trips cannot be balanced: some zones can be reached from too few others")


def _by_zone(network: Network, given: Mapping[str, float], what: str) -> Floats:
    values = np.zeros(network.zone_count)
    for zone, value in given.items():
        if zone not in network.zone_number:
            raise InputProblem(f"{what} are given for {zone!r}, which is no zone")
        if not (np.isfinite(value) and value >= 0):
            raise InputProblem(f"zone {zone!r} has {value:g} {what}")
        values[network.zone_number[zone]] = value
    return values


def _refuse_cut_off(network: Network, minutes: Floats, ends: TripEnds) -> None:
    reached = np.isfinite(minutes)
    np.fill_diagonal(reached, False)
    for trips, way, words in (
        (ends.departures, reached.any(axis=1), "trips depart from zone {!r}, and no way leads from it"),
        (ends.arrivals, reached.any(axis=0), "trips arrive in zone {!r}, and no way leads to it"),
    ):
        cut_off = np.flatnonzero((trips > 0) & ~way)
        if cut_off.size:
            raise InputProblem(words.format(network.zone_ids[cut_off[0]]))


def _at(minutes: Floats, departures: Floats, arrivals: Floats, beta: float, power: float) -> Distribution:
    trips = distribute(minutes, departures, arrivals, beta, power=power)
    used = trips > 0
    total = trips.sum()
    mean = float((trips[used] * minutes[used]).sum() / total) if total else 0.0
    return Distribution(trips, beta, mean)


def _next_beta(
    before: Distribution, latest: Distribution, low: Distribution, high: Distribution | None, wanted: float
) -> float:
    difference = latest.mean_minutes - before.mean_minutes
    if difference:
        step = (wanted - latest.mean_minutes) * (latest.beta - before.beta) / difference
        if low.beta < latest.beta + step < (high.beta if high else 3 * latest.beta + 1):
            return float(latest.beta + step)
    return (low.beta + high.beta) / 2 if high else 2 * latest.beta + 0.1


def _ratio(wanted: Floats, reached: Floats) -> Floats:
    return np.divide(wanted, reached, out=np.zeros_like(wanted), where=reached > 0)
