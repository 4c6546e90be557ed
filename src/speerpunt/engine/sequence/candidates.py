"""Which works can be under way together, and in which weeks: what the rules leave of all states."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from .problem import NOTHING, Problem, State

Booleans = npt.NDArray[np.bool_]


def tightened_starts(problem: Problem) -> Mapping[str, tuple[int, ...]]:
    """Weeks in which each work may start, by its own rules and by precedence; empty where nothing is left.

    >>> from speerpunt.engine.sequence import Precedence, Work
    >>> tightened_starts(Problem(4, (Work("a", 2), Work("b", 1)), precedence=(Precedence("a", "b"),)))
    {'a': (0, 1), 'b': (2, 3)}
    """
    starts = dict(problem.allowed_starts)
    changed = True
    while changed:
        changed = False
        for rule in problem.precedence:
            before, after = starts[rule.before], starts[rule.after]
            if not before or not after:
                continue
            apart = problem.by_id[rule.before].duration + rule.lag
            starts[rule.after] = tuple(week for week in after if week >= before[0] + apart)
            starts[rule.before] = tuple(week for week in before if week + apart <= after[-1])
            changed |= (before, after) != (starts[rule.before], starts[rule.after])
    return starts


@dataclass(frozen=True)
class Together:
    """What one week may hold.

    >>> from speerpunt.engine.sequence import Work
    >>> problem = Problem(3, tuple(map(lambda name: Work(name, 1), "abc")), never_together=(frozenset("ab"),))
    >>> [sorted(state) for state in Together(problem).up_to(2)]
    [[], ['a'], ['b'], ['c'], ['a', 'c'], ['b', 'c']]
    """

    problem: Problem

    @cached_property
    def starts(self) -> Mapping[str, tuple[int, ...]]:
        return tightened_starts(self.problem)

    @cached_property
    def _active(self) -> dict[str, int]:
        """Weeks in which a work can be under way, as bits."""
        return {
            work.id: _bits(
                week for start in self.starts[work.id] for week in range(start, start + work.duration)
            )
            for work in self.problem.works
        }

    @cached_property
    def _apart(self) -> dict[str, frozenset[str]]:
        """Works that are never under way in the same week as this one: by rule, or because one follows the other."""
        apart: dict[str, set[str]] = {work: set() for work in self.problem.ids}
        for one, other in self.problem.conflicts:
            apart[one].add(other)
        for (before, after), weeks in weeks_between(self.problem).items():
            if weeks >= 0:
                apart[before].add(after)
                apart[after].add(before)
        return {work: frozenset(others) for work, others in apart.items()}

    def weeks(self, state: State) -> int:
        """Weeks in which a plan can be in `state`, as bits; 0 when the rules allow none."""
        if any(not self._apart[work].isdisjoint(state) for work in state) or self._is_crowded(state):
            return 0
        weeks = (1 << self.problem.weeks) - 1
        for work in state:
            weeks &= self._active[work]
        for crew in self.problem.crews:
            need = sum(self.problem.by_id[work].crews.get(crew.name, 0) for work in state)
            if need:
                weeks &= _bits(week for week, capacity in enumerate(crew.capacity) if capacity >= need)
        return weeks

    def _is_crowded(self, state: State) -> bool:
        limit = self.problem.max_concurrent
        if limit.overall is not None and len(state) > limit.overall:
            return True
        return any(
            sum(group in self.problem.by_id[work].groups for work in state) > most
            for group, most in limit.groups.items()
        )

    def up_to(self, size: int) -> Iterator[State]:
        """All states of at most `size` works that some week may hold, small ones first."""
        order = {work: number for number, work in enumerate(self.problem.ids)}
        level = [(NOTHING, -1)]
        for _ in range(size + 1):
            following = []
            for state, last in level:
                yield state
                if len(state) < size:
                    grown = ((state | {work}, number) for work, number in order.items() if number > last)
                    following += [(more, number) for more, number in grown if self.weeks(more)]
            level = following
            if not level:
                return

    def possible(self, states: Iterable[State]) -> list[State]:
        """Those of `states` that some week may hold."""
        known = set(self.problem.ids)
        return [state for state in states if state <= known and self.weeks(state)]


def weeks_between(problem: Problem) -> dict[tuple[str, str], int]:
    """Weeks that precedence leaves at least between the end of a work and the start of a later one, also of one that
    follows through others.

    >>> from speerpunt.engine.sequence import Precedence, Work
    >>> rules = (Precedence("a", "b", 1), Precedence("b", "c"))
    >>> weeks_between(Problem(9, (Work("a", 1), Work("b", 2), Work("c", 1)), precedence=rules))["a", "c"]
    3
    """
    between: dict[tuple[str, str], int] = {}
    for rule in problem.precedence:
        pair = rule.before, rule.after
        between[pair] = max(rule.lag, between.get(pair, rule.lag))
    for middle in problem.ids:
        into = [(before, lag) for (before, after), lag in between.items() if after == middle]
        out = [(after, lag) for (before, after), lag in between.items() if before == middle]
        for before, first in into:
            for after, second in out:
                through = first + problem.by_id[middle].duration + second
                between[before, after] = max(through, between.get((before, after), through))
    return between


def week_table(weeks: Iterable[int], count: int) -> Booleans:
    """Bits as booleans; shape [states, count].

    >>> week_table([0b101], 3).tolist()
    [[True, False, True]]
    """
    size = -(-count // 8)
    packed = np.frombuffer(b"".join(bits.to_bytes(size, "little") for bits in weeks), np.uint8)
    unpacked = np.unpackbits(packed.reshape(-1, size), axis=1, count=count, bitorder="little")
    return unpacked.astype(np.bool_)


def _bits(weeks: Iterable[int]) -> int:
    bits = 0
    for week in weeks:
        bits |= 1 << week
    return bits
