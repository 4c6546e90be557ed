"""The paths that trips take: a pool of paths per commodity, and the kernels that move flow between them.

A commodity is what one class of vehicles wants to carry from one origin to one destination. Flow is counted in
passenger car units per hour.
"""

from typing import NamedTuple

import numpy as np
from numba import njit

from ..roads.demand import Demand
from ..roads.network import Floats, Integers, Network
from .delay import minutes_and_slope
from .trees import UNREACHED, grow_tree

NONE = -1
TIE = 1e-11  # relative; a new path must be shorter by more than this
HALT, DONE = 0, 1


class Commodities(NamedTuple):
    """Trips by tree: tree `t` carries commodities `first[t]` up to `first[t + 1]`.

    Shapes: `first` [trees + 1]; `origin` (node) and `vehicle_class` [trees]; `destination` (node) and `flow`
    (passenger car units per hour) [commodities]; `zone` [commodities, 2], numbers of the origin and destination zones.
    """

    first: np.ndarray
    origin: Integers
    vehicle_class: Integers
    destination: Integers
    flow: Floats
    zone: Integers

    @classmethod
    def of(cls, network: Network, demand: Demand) -> "Commodities":
        units = np.array([each.passenger_car_units for each in demand.classes])
        of_class, start, end = np.nonzero(demand.trips)
        trees, first = np.unique(np.stack([of_class, start], axis=1), axis=0, return_index=True)
        return cls(
            np.append(first, len(start)).astype(np.int64),
            network.zones[trees[:, 1]].astype(np.int32),
            trees[:, 0].astype(np.int32),
            network.zones[end].astype(np.int32),
            demand.trips[of_class, start, end] * units[of_class],
            np.stack([start, end], axis=1).astype(np.int32),
        )


class Pool(NamedTuple):
    """Paths in linked lists, one list per commodity.

    `head` [commodities]: its first path; `start`, `length`, `flow`, `after` [paths]: where in `links` a path begins,
    how many links it has, what it carries, and the next path of the same commodity. `used` [2]: paths and links that
    are taken.
    """

    head: Integers
    start: np.ndarray
    length: Integers
    flow: Floats
    after: Integers
    links: Integers
    used: np.ndarray

    @classmethod
    def room(cls, commodities: int, paths: int, links: int) -> "Pool":
        return cls(
            np.full(commodities, NONE, np.int32),
            np.empty(paths, np.int64),
            np.empty(paths, np.int32),
            np.empty(paths),
            np.empty(paths, np.int32),
            np.empty(links, np.int32),
            np.zeros(2, np.int64),
        )

    def packed(self, *, spare_paths: int = 0, spare_links: int = 0) -> "Pool":
        """A copy without the paths that were dropped, with room to grow."""
        paths, links = measure(self)
        copy = Pool.room(len(self.head), paths + spare_paths, links + spare_links)
        pack(self, copy)
        return copy


class LinkState(NamedTuple):
    """What the kernels keep up to date per link; each of shape [links]."""

    flow: Floats
    minutes: Floats
    slope: Floats
    mark: np.ndarray


@njit(cache=True, nogil=True)
def measure(pool):
    """Paths and links that are in use."""
    paths, links = 0, 0
    for commodity in range(pool.head.shape[0]):
        path = pool.head[commodity]
        while path != NONE:
            paths += 1
            links += pool.length[path]
            path = pool.after[path]
    return paths, links


@njit(cache=True, nogil=True)
def pack(pool, copy):
    """Write the paths that are in use to `copy`, in order of commodity."""
    paths, links = 0, 0
    for commodity in range(pool.head.shape[0]):
        path, before = pool.head[commodity], NONE
        copy.head[commodity] = NONE
        while path != NONE:
            start, length = pool.start[path], pool.length[path]
            copy.links[links : links + length] = pool.links[start : start + length]
            copy.start[paths], copy.length[paths], copy.flow[paths] = links, length, pool.flow[path]
            copy.after[paths] = NONE
            if before == NONE:
                copy.head[commodity] = paths
            else:
                copy.after[before] = paths
            before = paths
            paths += 1
            links += length
            path = pool.after[path]
    copy.used[0], copy.used[1] = paths, links


@njit(cache=True, nogil=True)
def _path_minutes(pool, path, minutes):
    total = 0.0
    for k in range(pool.start[path], pool.start[path] + pool.length[path]):
        total += minutes[pool.links[k]]
    return total


@njit(cache=True, nogil=True)
def _load(pool, path, flow, delays, state):
    """Add flow to a path and to its links, whose times follow at once."""
    pool.flow[path] += flow
    for k in range(pool.start[path], pool.start[path] + pool.length[path]):
        link = pool.links[k]
        state.flow[link] += flow
        state.minutes[link], state.slope[link] = minutes_and_slope(link, state.flow[link], delays)


@njit(cache=True, nogil=True)
def _add_path(pool, graph, commodity, origin, destination, into):
    """Take the path of a tree into the pool. Returns its number, or NONE when the pool is full."""
    length, node = 0, destination
    while node != origin:
        length += 1
        node = graph.tail[into[node]]
    path, start = pool.used[0], pool.used[1]
    if path >= pool.start.shape[0] or start + length > pool.links.shape[0]:
        return NONE
    node = destination
    for k in range(start + length - 1, start - 1, -1):
        pool.links[k] = into[node]
        node = graph.tail[into[node]]
    pool.start[path], pool.length[path], pool.flow[path] = start, length, 0.0
    pool.after[path] = pool.head[commodity]
    pool.head[commodity] = path
    pool.used[0], pool.used[1] = path + 1, start + length
    return path


@njit(cache=True, nogil=True)
def add_shortest_paths(begin, commodities, graph, trees, pool, delays, state, several):
    """Offer each commodity the shortest path of its tree.

    Starts at tree `begin`. Returns (HALT or DONE, tree to go on with, sum of flow times shortest minutes,
    commodities that had no path before, commodities that now have several). The numbers of the last are in
    `several`. HALT: the pool is full; enlarge it and call again with the tree returned.
    """
    shortest, new, many = 0.0, 0, 0
    for tree in range(begin, commodities.origin.shape[0]):
        sum_before, many_before = shortest, many
        for commodity in range(commodities.first[tree], commodities.first[tree + 1]):
            destination = commodities.destination[commodity]
            least = trees.minutes[tree, destination]
            if least == UNREACHED:
                continue
            shortest += commodities.flow[commodity] * least
            best = UNREACHED
            path = pool.head[commodity]
            while path != NONE:
                best = min(best, _path_minutes(pool, path, state.minutes))
                path = pool.after[path]
            if least < best * (1.0 - TIE):
                is_first = pool.head[commodity] == NONE
                path = _add_path(
                    pool, graph, commodity, commodities.origin[tree], destination, trees.into[tree]
                )
                if path == NONE:
                    return HALT, tree, sum_before, new, many_before
                if is_first:
                    _load(pool, path, commodities.flow[commodity], delays, state)
                    new += 1
            if pool.after[pool.head[commodity]] != NONE:
                several[many] = commodity
                many += 1
    return DONE, commodities.origin.shape[0], shortest, new, many


@njit(cache=True, nogil=True)
def load_in_turn(begin, commodities, graph, is_open, trees, pool, delays, state, scratch):
    """Put all trips on the shortest paths of their origin, origin after origin, each on the times that the last left.

    Starts at tree `begin`, and returns HALT or DONE and the tree to go on with, as `add_shortest_paths` does.
    """
    for tree in range(begin, commodities.origin.shape[0]):
        origin = commodities.origin[tree]
        may_use = is_open[commodities.vehicle_class[tree]]
        into, order = trees.into[tree], trees.order[tree]
        trees.size[tree] = grow_tree(
            graph, origin, state.minutes, may_use, trees.minutes[tree], into, order, scratch
        )
        for commodity in range(commodities.first[tree], commodities.first[tree + 1]):
            destination = commodities.destination[commodity]
            if pool.head[commodity] != NONE or trees.minutes[tree, destination] == UNREACHED:
                continue
            path = _add_path(pool, graph, commodity, origin, destination, into)
            if path == NONE:
                return HALT, tree
            _load(pool, path, commodities.flow[commodity], delays, state)
    return DONE, commodities.origin.shape[0]


@njit(cache=True, nogil=True)
def list_several(pool, several):
    """Commodities that have several paths. Returns how many; their numbers are in `several`."""
    many = 0
    for commodity in range(pool.head.shape[0]):
        path = pool.head[commodity]
        if path != NONE and pool.after[path] != NONE:
            several[many] = commodity
            many += 1
    return many


@njit(cache=True, nogil=True)
def _shift(pool, source, target, delays, state, stamp):
    """Move flow from one path to a quicker one, by one step of Newton on the difference of their times.

    Links that both use stay as they are. Returns the minutes that the flow lost in all by being on `source`.
    """
    begin, end = pool.start[target], pool.start[target] + pool.length[target]
    for k in range(begin, end):
        state.mark[pool.links[k]] = stamp
    difference, slope = 0.0, 0.0
    for k in range(pool.start[source], pool.start[source] + pool.length[source]):
        link = pool.links[k]
        if state.mark[link] == stamp:
            state.mark[link] = stamp + 1
        else:
            difference += state.minutes[link]
            slope += state.slope[link]
    for k in range(begin, end):
        link = pool.links[k]
        if state.mark[link] == stamp:
            difference -= state.minutes[link]
            slope += state.slope[link]
    if difference <= 0.0:
        return 0.0
    flow = pool.flow[source]
    excess = flow * difference
    if slope > 0.0 and difference / slope < flow:
        flow = difference / slope
    pool.flow[source] -= flow
    pool.flow[target] += flow
    for k in range(pool.start[source], pool.start[source] + pool.length[source]):
        link = pool.links[k]
        if state.mark[link] != stamp + 1:
            state.flow[link] = max(0.0, state.flow[link] - flow)
            state.minutes[link], state.slope[link] = minutes_and_slope(link, state.flow[link], delays)
    for k in range(begin, end):
        link = pool.links[k]
        if state.mark[link] == stamp:
            state.flow[link] += flow
            state.minutes[link], state.slope[link] = minutes_and_slope(link, state.flow[link], delays)
    return excess


@njit(cache=True, nogil=True)
def _balance(commodity, pool, delays, state, stamp, tolerance):
    """Move flow of one commodity to its quickest path, and drop paths that carry none.

    Returns the minutes lost before, 0 when its paths differ by less than `tolerance` (relative).
    """
    best, least, most = NONE, UNREACHED, 0.0
    path = pool.head[commodity]
    while path != NONE:
        minutes = _path_minutes(pool, path, state.minutes)
        if minutes < least:
            best, least = path, minutes
        if pool.flow[path] > 0.0:
            most = max(most, minutes)
        path = pool.after[path]
    if most - least <= tolerance * least:
        return 0.0
    excess, before = 0.0, NONE
    path = pool.head[commodity]
    while path != NONE:
        following = pool.after[path]
        if path != best and pool.flow[path] > 0.0:
            stamp[0] += 2
            excess += _shift(pool, path, best, delays, state, stamp[0])
        if path != best and pool.flow[path] <= 0.0:
            if before == NONE:
                pool.head[commodity] = following
            else:
                pool.after[before] = following
        else:
            before = path
        path = following
    return excess


@njit(cache=True, nogil=True)
def balance_paths(
    several, many, pool, delays, state, stamp, is_calm, lost_at_most, tolerance, sweeps, reduction
):
    """Sweep over the commodities with several paths until little is lost on them.

    Stops when a sweep found less than `lost_at_most` minutes lost, or less than `reduction` of what the first found,
    or after `sweeps`. A commodity that was calm is looked at again in every fourth sweep.
    """
    first = 0.0
    is_calm[:many] = False
    for sweep in range(sweeps):
        lost = 0.0
        for k in range(many):
            if is_calm[k] and sweep % 4 != 0:
                continue
            commodity = several[k]
            if pool.after[pool.head[commodity]] == NONE:
                is_calm[k] = True
                continue
            excess = _balance(commodity, pool, delays, state, stamp, tolerance)
            lost += excess
            is_calm[k] = excess == 0.0
        if sweep == 0:
            first = lost
        if lost <= lost_at_most or (sweep > 0 and lost < reduction * first):
            break


@njit(cache=True, nogil=True)
def drop_closed_paths(commodities, is_open, pool):
    """Take away the paths that use a link which is closed to their class; their flow goes to a path that is left.

    Where none is left the commodity has no path: `add_shortest_paths` finds it one, if there is one.
    """
    for tree in range(commodities.origin.shape[0]):
        may_use = is_open[commodities.vehicle_class[tree]]
        for commodity in range(commodities.first[tree], commodities.first[tree + 1]):
            path, before, homeless = pool.head[commodity], NONE, 0.0
            while path != NONE:
                following = pool.after[path]
                passable = True
                for k in range(pool.start[path], pool.start[path] + pool.length[path]):
                    passable = passable and may_use[pool.links[k]]
                if passable:
                    before = path
                else:
                    homeless += pool.flow[path]
                    if before == NONE:
                        pool.head[commodity] = following
                    else:
                        pool.after[before] = following
                path = following
            if homeless > 0.0 and pool.head[commodity] != NONE:
                pool.flow[pool.head[commodity]] += homeless


@njit(cache=True, nogil=True)
def sum_flow(pool, flow):
    """Flow on each link from the flow on paths, free of what rounding left."""
    flow[:] = 0.0
    for commodity in range(pool.head.shape[0]):
        path = pool.head[commodity]
        while path != NONE:
            for k in range(pool.start[path], pool.start[path] + pool.length[path]):
                flow[pool.links[k]] += pool.flow[path]
            path = pool.after[path]


@njit(cache=True, nogil=True)
def sum_flow_of_classes(commodities, pool, flow):
    """Flow on each link by class; `flow` has shape [classes, links]."""
    flow[:] = 0.0
    for tree in range(commodities.origin.shape[0]):
        of_class = flow[commodities.vehicle_class[tree]]
        for commodity in range(commodities.first[tree], commodities.first[tree + 1]):
            path = pool.head[commodity]
            while path != NONE:
                for k in range(pool.start[path], pool.start[path] + pool.length[path]):
                    of_class[pool.links[k]] += pool.flow[path]
                path = pool.after[path]
