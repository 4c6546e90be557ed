"""How long a link takes when traffic fills it: volume-delay functions, their slopes and their integrals.

BPR: `t = t0 (1 + alpha (v / c) ** power) + fixed` (Bureau of Public Roads, 1964).
Conical: `t = t0 (2 + sqrt(alpha^2 (1 - x)^2 + beta^2) - alpha (1 - x) - beta) + fixed` with `x = v / c` and
`beta = (2 alpha - 1) / (2 alpha - 2)` (Spiess, Transportation Science 24(2), 1990).
"""

from typing import NamedTuple

import numpy as np
from numba import njit

from ..roads.network import CONICAL, Floats, Network


class Delays(NamedTuple):
    """Per link what its time depends on; each of shape [links], units as in `Network`."""

    free_flow_minutes: Floats
    capacity: Floats
    delay_function: np.ndarray
    alpha: Floats
    power: Floats
    fixed_minutes: Floats

    @classmethod
    def of(cls, network: Network) -> "Delays":
        return cls(
            network.free_flow_minutes,
            network.capacity,
            network.delay_function,
            network.alpha,
            network.power,
            network.fixed_minutes,
        )


@njit(cache=True, nogil=True)
def minutes_and_slope(link, flow, delays):
    """Minutes over one link, and by how much they rise per vehicle per hour."""
    free, fixed = delays.free_flow_minutes[link], delays.fixed_minutes[link]
    alpha, power = delays.alpha[link], delays.power[link]
    if alpha == 0.0:
        return free + fixed, 0.0
    share = flow / delays.capacity[link]
    if delays.delay_function[link] == CONICAL:
        beta = (2.0 * alpha - 1.0) / (2.0 * alpha - 2.0)
        room = alpha * (1.0 - share)
        root = np.sqrt(room * room + beta * beta)
        return free * (2.0 + root - room - beta) + fixed, free * alpha * (
            1.0 - room / root
        ) / delays.capacity[link]
    if power == 0.0:
        return free * (1.0 + alpha) + fixed, 0.0
    if share <= 0.0:
        return free + fixed, free * alpha / delays.capacity[link] if power == 1.0 else 0.0
    below = share * share * share if power == 4.0 else share ** (power - 1.0)
    return free * (1.0 + alpha * below * share) + fixed, free * alpha * power * below / delays.capacity[link]


@njit(cache=True, nogil=True)
def set_minutes(delays, flow, minutes, slope):
    """Fill `minutes` and `slope` for all links at `flow`."""
    for link in range(flow.shape[0]):
        minutes[link], slope[link] = minutes_and_slope(link, flow[link], delays)


def link_minutes(delays: Delays, flow: Floats) -> Floats:
    """Minutes over each link at `flow` (vehicles per hour); shape [links].

    >>> one = Delays(*(np.array([x]) for x in (10.0, 100.0, 0, 0.15, 4.0, 1.0)))
    >>> link_minutes(one, np.array([100.0]))
    array([12.5])
    """
    minutes, slope = np.empty(len(flow)), np.empty(len(flow))
    set_minutes(delays, np.asarray(flow, dtype=np.float64), minutes, slope)
    return minutes


def beckmann(delays: Delays, flow: Floats) -> float:
    """Sum over links of the integral of minutes from 0 to `flow`: what an equilibrium makes smallest.

    Beckmann, McGuire and Winsten, Studies in the Economics of Transportation (1956), chapter 3.

    >>> one = Delays(*(np.array([x]) for x in (10.0, 100.0, 0, 0.15, 4.0, 1.0)))
    >>> beckmann(one, np.array([100.0]))
    1130.0
    """
    flow = np.asarray(flow, dtype=np.float64)
    area = _bpr_area(delays, flow)
    conical = delays.delay_function == CONICAL
    if conical.any():
        area = np.where(conical, _conical_area(delays, flow), area)
    return float(np.sum(delays.free_flow_minutes * area + delays.fixed_minutes * flow))


def _bpr_area(delays: Delays, flow: Floats) -> Floats:
    capacity = np.where(delays.capacity > 0, delays.capacity, 1.0)
    more = delays.power + 1.0
    return flow + delays.alpha * capacity / more * (flow / capacity) ** more


def _conical_area(delays: Delays, flow: Floats) -> Floats:
    capacity = np.where(delays.capacity > 0, delays.capacity, 1.0)
    alpha = np.where(delays.delay_function == CONICAL, delays.alpha, 2.0)
    beta = (2.0 * alpha - 1.0) / (2.0 * alpha - 2.0)

    def primitive(room: Floats) -> Floats:
        root = np.sqrt(room * room + beta * beta)
        return 0.5 * (room * root + beta * beta * np.arcsinh(room / beta)) - 0.5 * room * room

    filled = primitive(alpha * np.ones_like(flow)) - primitive(alpha * (1.0 - flow / capacity))
    return (2.0 - beta) * flow + capacity / alpha * filled
