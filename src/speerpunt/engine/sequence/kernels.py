"""Search on a table of states, compiled.

A state is known by one number of 64 bits: the exclusive or of a random number for each work under way. So there may be any
number of works, a move changes a state by one operation, and the table is a hash table with open addresses.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

from ..roads.network import Floats

Whole = npt.NDArray[np.int64]
Bits = npt.NDArray[np.uint64]

FREE = np.uint64(0xFFFFFFFFFFFFFFFF)  # marks a free place; the state of no work is 0


class Puzzle(NamedTuple):
    """The rules and the table as arrays.

    `duration` [works]; `first` [works + 1] into `starts`, the weeks in which each work may start; `may_start` [works,
    weeks]; `label` [works]. `link_first` [works + 1] into the rows of `links`, each (before, after, weeks between
    their starts at least), each listed under both works. `need` [crews, works], `capacity` [crews, weeks]; `spend`
    [budgets, works, weeks] by the week of the start, `budget` [budgets]. `keys`, `values` [places], a power of two.
    `penalty`: cost of a week in a state that is not in the table.
    """

    duration: Whole
    first: Whole
    starts: Whole
    may_start: npt.NDArray[np.bool_]
    label: Bits
    link_first: Whole
    links: Whole
    need: Whole
    capacity: Whole
    spend: Whole
    budget: Whole
    keys: Bits
    values: Floats
    penalty: float


class Position(NamedTuple):
    """A plan under change, and the best so far.

    `start`, `best` [works]; `state`, `trial` [weeks]; `cost`, `trial_cost` [weeks]; `is_unknown`, `trial_unknown`
    [weeks]; `used` [crews, weeks]; `spent` [budgets]; `seen` [weeks]; `random` [1]; `total` [2]: cost now (with
    penalties), best cost of a plan in known states; `unknown` [1]: weeks in unknown states.
    """

    start: Whole
    best: Whole
    state: Bits
    trial: Bits
    cost: Floats
    trial_cost: Floats
    is_unknown: npt.NDArray[np.bool_]
    trial_unknown: npt.NDArray[np.bool_]
    used: Whole
    spent: Whole
    seen: Whole
    random: Bits
    total: Floats
    unknown: Whole


@njit(cache=True, nogil=True)
def next_random(random):
    """SplitMix64 (Steele, Lea and Flood, 2014)."""
    random[0] += np.uint64(0x9E3779B97F4A7C15)
    value = random[0]
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return value ^ (value >> np.uint64(31))


@njit(cache=True, nogil=True)
def below(random, count):
    """A random whole number from 0, below `count`."""
    return np.int64((next_random(random) >> np.uint64(33)) * np.uint64(count) >> np.uint64(31))


@njit(cache=True, nogil=True)
def fraction(random):
    return np.float64(next_random(random) >> np.uint64(11)) * (1.0 / 9007199254740992.0)


@njit(cache=True, nogil=True)
def place(keys, key):
    """Where `key` stands in the table, or the free place where it would stand."""
    mask = np.uint64(len(keys) - 1)
    at = (key * np.uint64(0x9E3779B97F4A7C15) >> np.uint64(20)) & mask
    while keys[at] != FREE and keys[at] != key:
        at = (at + np.uint64(1)) & mask
    return at


@njit(cache=True, nogil=True)
def fill_table(keys, values, of_states, costs):
    """Put states in the table. Returns False when two of them have the same number."""
    for state in range(len(of_states)):
        at = place(keys, of_states[state])
        if keys[at] != FREE:
            return False
        keys[at] = of_states[state]
        values[at] = costs[state]
    return True


@njit(cache=True, nogil=True)
def put_down(puzzle, position):
    """Work out states, costs and means of the plan in `position.start`."""
    position.state[:] = 0
    position.used[:] = 0
    position.spent[:] = 0
    for work in range(len(puzzle.duration)):
        start = position.start[work]
        flip(position.state, puzzle.label[work], start, start + puzzle.duration[work])
        shift_means(
            puzzle.need, puzzle.spend, position.used, position.spent, work, start, puzzle.duration[work], 1
        )
    position.total[0] = 0.0
    position.unknown[0] = 0
    for week in range(len(position.state)):
        at = place(puzzle.keys, position.state[week])
        position.is_unknown[week] = puzzle.keys[at] != position.state[week]
        position.cost[week] = puzzle.penalty if position.is_unknown[week] else puzzle.values[at]
        position.total[0] += position.cost[week]
        position.unknown[0] += position.is_unknown[week]
    position.trial[:] = position.state
    position.seen[:] = -1
    if position.unknown[0] == 0 and position.total[0] < position.total[1]:
        position.total[1] = position.total[0]
        position.best[:] = position.start


@njit(cache=True, nogil=True)
def flip(state, label, first, end):
    """Put a work in, or take it out, of the weeks `first` up to `end`."""
    for week in range(first, end):
        state[week] ^= label


@njit(cache=True, nogil=True)
def shift_means(need, spend, used, spent, work, start, duration, sign):
    """Take (`sign` 1) or give back (-1) the crews and money of a work that starts in week `start`."""
    for crew in range(len(need)):
        count = sign * need[crew, work]
        if count != 0:
            for week in range(start, start + duration):
                used[crew, week] += count
    for budget in range(len(spent)):
        spent[budget] += sign * spend[budget, work, start]


@njit(cache=True, nogil=True)
def has_means(need, used, capacity, spent, budget, work, start, duration):
    for crew in range(len(need)):
        if need[crew, work] != 0:
            for week in range(start, start + duration):
                if used[crew, week] > capacity[crew, week]:
                    return False
    for number in range(len(budget)):
        if spent[number] > budget[number]:
            return False
    return True


@njit(cache=True, nogil=True)
def keeps_precedence(link_first, links, start, work):
    for row in range(link_first[work], link_first[work + 1]):
        if start[links[row, 1]] < start[links[row, 0]] + links[row, 2]:
            return False
    return True


@njit(cache=True, nogil=True)
def may_start(table, work, week):
    return 0 <= week < table.shape[1] and table[work, week]


@njit(cache=True, nogil=True)
def propose(duration, first, starts, random, start, works, weeks):
    """Draw a move: one or two `works` and the `weeks` that they would start in. Returns how many (0: draw again)."""
    work = below(random, len(duration))
    works[0] = work
    kind = fraction(random)
    if kind < 0.35:  # anywhere
        weeks[0] = starts[first[work] + below(random, first[work + 1] - first[work])]
        return 1
    step = 1 + below(random, 3)
    if kind < 0.60:  # a little aside
        weeks[0] = start[work] + (step if kind < 0.475 else -step)
        return 1
    mate = below(random, len(duration))
    works[1] = mate
    if mate == work:
        return 0
    if kind < 0.75:  # each in the other's place
        weeks[0] = start[mate]
        weeks[1] = start[work]
        return 2
    if kind < 0.83:  # both, the same way
        step = step if kind < 0.79 else -step
        weeks[0] = start[work] + step
        weeks[1] = start[mate] + step
        return 2
    way = below(random, 4)  # against another: beginning, ending, after or before it
    weeks[0] = start[mate]
    if way in (1, 2):
        weeks[0] += duration[mate]
    if way in (1, 3):
        weeks[0] -= duration[work]
    return 1


@njit(cache=True, nogil=True)
def anneal(puzzle, position, hot, done, count, total):
    """Try moves `done` up to `done + count` of an annealing of `total`, which cools from `hot` as (1 - share done)².

    Returns the sum of the sizes of the changes in cost that the rules allowed, and their number.
    """
    # Taken out of their tuples once: each time costs a count of references.
    duration, first, starts, starts_allowed = puzzle.duration, puzzle.first, puzzle.starts, puzzle.may_start
    label, link_first, links, keys, values = (
        puzzle.label,
        puzzle.link_first,
        puzzle.links,
        puzzle.keys,
        puzzle.values,
    )
    need, capacity, spend, budget = puzzle.need, puzzle.capacity, puzzle.spend, puzzle.budget
    start, best, used, spent, random = (
        position.start,
        position.best,
        position.used,
        position.spent,
        position.random,
    )
    state, trial, cost, trial_cost = position.state, position.trial, position.cost, position.trial_cost
    is_unknown, trial_unknown, seen = position.is_unknown, position.trial_unknown, position.seen
    now, lowest = position.total[0], position.total[1]
    unknown = position.unknown[0]
    changes = 0.0
    allowed = 0
    works, weeks = np.zeros(2, np.int64), np.zeros(2, np.int64)
    spans = np.zeros((4, 2), np.int64)
    for move in range(done, done + count):
        moving = propose(duration, first, starts, random, start, works, weeks)
        if moving == 0 or not may_start(starts_allowed, works[0], weeks[0]):
            continue
        if moving == 2 and not may_start(starts_allowed, works[1], weeks[1]):
            continue
        for turn in range(moving):
            work, old, new = works[turn], start[works[turn]], weeks[turn]
            shift_means(need, spend, used, spent, work, old, duration[work], -1)
            shift_means(need, spend, used, spent, work, new, duration[work], 1)
            spans[turn, 0], spans[turn, 1] = old, old + duration[work]
            spans[2 + turn, 0], spans[2 + turn, 1] = new, new + duration[work]
            start[work] = new
            weeks[turn] = old
        is_taken = True
        for turn in range(moving):
            work = works[turn]
            is_taken = is_taken and keeps_precedence(link_first, links, start, work)
            is_taken = is_taken and has_means(
                need, used, capacity, spent, budget, work, start[work], duration[work]
            )
        if is_taken:
            delta = 0.0
            for turn in range(moving):
                flip(trial, label[works[turn]], spans[turn, 0], spans[turn, 1])
                flip(trial, label[works[turn]], spans[2 + turn, 0], spans[2 + turn, 1])
            for turn in range(2 * moving):
                span = turn if turn < moving else 2 + turn - moving
                for week in range(spans[span, 0], spans[span, 1]):
                    if seen[week] != move and trial[week] != state[week]:
                        seen[week] = move
                        at = place(keys, trial[week])
                        trial_unknown[week] = keys[at] != trial[week]
                        trial_cost[week] = puzzle.penalty if trial_unknown[week] else values[at]
                        delta += trial_cost[week] - cost[week]
            changes += abs(delta)
            allowed += 1
            left = 1.0 - move / total
            heat = hot * left * left
            is_taken = delta <= 0.0 or (heat > 0.0 and fraction(random) < np.exp(-delta / heat))
            for turn in range(2 * moving):
                span = turn if turn < moving else 2 + turn - moving
                for week in range(spans[span, 0], spans[span, 1]):
                    if not is_taken:
                        trial[week] = state[week]
                    elif trial[week] != state[week]:
                        state[week] = trial[week]
                        cost[week] = trial_cost[week]
                        unknown += np.int64(trial_unknown[week]) - np.int64(is_unknown[week])
                        is_unknown[week] = trial_unknown[week]
            if is_taken:
                now += delta
                if unknown == 0 and now < lowest:
                    lowest = now
                    best[:] = start
        if not is_taken:
            for turn in range(moving):
                work = works[turn]
                shift_means(need, spend, used, spent, work, start[work], duration[work], -1)
                shift_means(need, spend, used, spent, work, weeks[turn], duration[work], 1)
                start[work] = weeks[turn]
    position.total[0], position.total[1] = now, lowest
    position.unknown[0] = unknown
    return changes, allowed


@njit(cache=True, nogil=True)
def try_all(puzzle, position, order, extra, most_extra, most_steps):
    """Try every plan, works in `order`, and keep the cheapest in `position`.

    `extra` [works, weeks]: what a start adds at least to the bound; a plan whose starts add `most_extra` or more is passed
    over. Returns the steps taken; more than `most_steps`: not all was tried.
    """
    works, weeks = len(order), len(position.state)
    turn = np.zeros(works, np.int64)
    added = np.zeros(works + 1)
    is_put = np.zeros(works, np.bool_)
    position.state[:] = 0
    position.used[:] = 0
    position.spent[:] = 0
    depth, steps = 0, 0
    while depth >= 0:
        work = order[depth]
        duration = puzzle.duration[work]
        if is_put[work]:
            week = position.start[work]
            flip(position.state, puzzle.label[work], week, week + duration)
            shift_means(puzzle.need, puzzle.spend, position.used, position.spent, work, week, duration, -1)
            is_put[work] = False
        choice = puzzle.first[work] + turn[depth]
        if choice >= puzzle.first[work + 1]:
            turn[depth] = 0
            depth -= 1
            continue
        turn[depth] += 1
        steps += 1
        if steps > most_steps:
            return steps
        week = puzzle.starts[choice]
        added[depth + 1] = added[depth] + extra[work, week]
        if added[depth + 1] >= most_extra:
            continue
        position.start[work] = week
        is_put[work] = True
        flip(position.state, puzzle.label[work], week, week + duration)
        shift_means(puzzle.need, puzzle.spend, position.used, position.spent, work, week, duration, 1)
        fits = has_means(
            puzzle.need, position.used, puzzle.capacity, position.spent, puzzle.budget, work, week, duration
        )
        for row in range(puzzle.link_first[work], puzzle.link_first[work + 1]):
            before, after = puzzle.links[row, 0], puzzle.links[row, 1]
            if is_put[before] and is_put[after]:
                fits = fits and position.start[after] >= position.start[before] + puzzle.links[row, 2]
        if not fits:
            continue
        if depth < works - 1:
            depth += 1
            continue
        total = 0.0
        for day in range(weeks):
            at = place(puzzle.keys, position.state[day])
            if puzzle.keys[at] != position.state[day]:
                total = np.inf
                break
            total += puzzle.values[at]
        if total < position.total[1]:
            position.total[1] = total
            position.best[:] = position.start
    return steps
