"""One week of a search through all plans that cost little more than a bound, compiled.

What matters of a plan up to some week are the works that have started and the weeks that those under way still need:
plans that agree on these go on alike, and only the cheapest is kept. Works are bits of a number; a carried work is 16
bits, its number and the weeks that it needs.
"""

from typing import NamedTuple

import numpy as np
from numba import njit

from ..roads.network import Floats
from .kernels import Bits, Whole

TOKEN_BITS = 16
LENGTH_BITS = 10
MOST_WORKS, MOST_CARRIED, LONGEST = 64, 4, 1 << LENGTH_BITS


class Layer(NamedTuple):
    """Beginnings of plans up to a week: `started`, `carried`, `value` (what they add to the bound), `parent` (place in the
    layer before); each [beginnings]. `filled` [1]: how many there are. `slots` [a power of two]: places by hash, or -1."""

    started: Bits
    carried: Bits
    value: Floats
    parent: Whole
    filled: Whole
    slots: Whole

    @classmethod
    def room(cls, most: int) -> "Layer":
        size = 1
        while size < 2 * most:
            size *= 2
        return cls(
            np.zeros(most, np.uint64),
            np.zeros(most, np.uint64),
            np.zeros(most),
            np.zeros(most, np.int64),
            np.zeros(1, np.int64),
            np.full(size, -1, np.int64),
        )


class Week(NamedTuple):
    """What a week offers: `works` and `added` [states], which state and what it adds; `start_added` [works], what a start
    adds; `must` [1], works that must have started when it is over; `precedes` [works], works that must be over before; `most`,
    what a plan may add in all."""

    works: Bits
    added: Floats
    start_added: Floats
    must: Bits
    precedes: Bits
    most: float


@njit(cache=True, nogil=True)
def put(layer, started, carried, value, parent):
    """Keep a beginning, or the cheaper of two that go on alike. Returns False when there is no room."""
    mask = np.uint64(len(layer.slots) - 1)
    mixed = (started ^ (carried * np.uint64(0xBF58476D1CE4E5B9))) * np.uint64(0x9E3779B97F4A7C15)
    mixed ^= carried >> np.uint64(17)
    at = (mixed * np.uint64(0x94D049BB133111EB) >> np.uint64(18)) & mask
    while layer.slots[at] >= 0:
        place = layer.slots[at]
        if layer.started[place] == started and layer.carried[place] == carried:
            if value < layer.value[place]:
                layer.value[place] = value
                layer.parent[place] = parent
            return True
        at = (at + np.uint64(1)) & mask
    place = layer.filled[0]
    if place == len(layer.started):
        return False
    layer.slots[at] = place
    layer.started[place], layer.carried[place] = started, carried
    layer.value[place], layer.parent[place] = value, parent
    layer.filled[0] = place + 1
    return True


@njit(cache=True, nogil=True)
def add_token(carried, work, weeks):
    """Put a work among the carried ones, which stand in order."""
    token = (np.uint64(work) << np.uint64(LENGTH_BITS)) | np.uint64(weeks)
    higher = np.uint64(0)
    shift = np.uint64(0)
    while carried != np.uint64(0):
        last = carried & np.uint64(0xFFFF)
        if last > token:
            break
        higher |= last << shift
        shift += np.uint64(TOKEN_BITS)
        carried >>= np.uint64(TOKEN_BITS)
    return higher | (token << shift) | ((carried << np.uint64(TOKEN_BITS)) << shift)


@njit(cache=True, nogil=True)
def go_on(layer, after, week, duration):
    """All ways to spend a week. Returns False when there are more than `after` can hold."""
    one = np.uint64(1)
    must, most = week.must[0], week.most
    works_of, added, start_added, precedes = week.works, week.added, week.start_added, week.precedes
    for number in range(layer.filled[0]):
        started, carried, value = layer.started[number], layer.carried[number], layer.value[number]
        active = np.uint64(0)
        onward = np.uint64(0)
        rest = carried
        while rest != np.uint64(0):
            token = rest & np.uint64(0xFFFF)
            work = token >> np.uint64(LENGTH_BITS)
            weeks = token & np.uint64(LONGEST - 1)
            active |= one << work
            if weeks > one:
                onward = add_token(onward, work, weeks - one)
            rest >>= np.uint64(TOKEN_BITS)
        over = started & ~active
        for state in range(len(works_of)):
            works = works_of[state]
            if works & active != active or works & over != np.uint64(0):
                continue
            total = value + added[state]
            if total > most:
                continue
            fresh = works & ~active
            if must & ~(started | fresh) != np.uint64(0):
                continue
            next_carried = onward
            is_allowed = True
            bit = fresh
            while bit != np.uint64(0):
                low = bit & (~bit + one)
                work = 0
                probe = low
                while probe != one:
                    probe >>= one
                    work += 1
                total += start_added[work]
                if total > most or precedes[work] & ~over != np.uint64(0):
                    is_allowed = False
                    break
                if duration[work] > 1:
                    next_carried = add_token(next_carried, work, duration[work] - 1)
                bit ^= low
            if is_allowed and not put(after, started | fresh, next_carried, total, number):
                return False
    return True
