"""What it costs to have a set of works under way for a week: the protocol, and a table of given costs."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from ..problems import InputProblem
from .problem import NOTHING, State, in_words


@dataclass(frozen=True)
class StateCost:
    """Cost of one week in one state: in all, and for each area (shape [areas]). The unit is the maker's own."""

    total: float
    per_area: tuple[float, ...] = ()


@runtime_checkable
class StateCosts(Protocol):
    """Costs of states, asked in batches so that many can be computed at once.

    An object goes to other processes, so it can be pickled. The cost of a state depends on that state alone: not on
    what was asked before, or beside it. Then every executor gives the same.
    """

    @property
    def areas(self) -> tuple[str, ...]:
        """Names of the areas, in the order of `StateCost.per_area`."""

    @property
    def digest(self) -> str:
        """Changes with everything that decides the costs, except what a work does (that is in `key`)."""

    @property
    def precision(self) -> float:
        """By how much a cost may differ when it is computed anew; 0 where costs are given."""

    def key(self, state: State) -> str:
        """Names a state by what its works do, so that a cost can be kept and found again."""

    def listed(self) -> Iterable[State] | None:
        """All states that have a cost, where these are given; None where every state can be asked."""

    def costs(self, states: Sequence[State]) -> list[StateCost | None]:
        """One cost per state, None where it is not known."""

    def cold(self, state: State) -> StateCost | None:
        """The cost computed anew, without anything kept: what a check compares with."""


class TableCosts:
    """Costs that are given. A state that is not in the table is not known; that of no work is 0 unless given.

    >>> table = TableCosts({frozenset("a"): 3.0, frozenset("ab"): 4.5})
    >>> table.costs([frozenset("ab"), frozenset(), frozenset("b")])
    [StateCost(total=4.5, per_area=()), StateCost(total=0.0, per_area=()), None]
    """

    def __init__(self, costs: Mapping[State, StateCost | float], areas: Sequence[str] = ()) -> None:
        self.areas = tuple(areas)
        self.precision = 0.0
        zero = StateCost(0.0, (0.0,) * len(self.areas))
        self._costs = {NOTHING: zero} | {
            state: cost if isinstance(cost, StateCost) else StateCost(float(cost))
            for state, cost in costs.items()
        }
        for state, cost in self._costs.items():
            if len(cost.per_area) != len(self.areas):
                raise InputProblem(f"the cost of {in_words(sorted(state))} needs {len(self.areas)} areas")

    @property
    def digest(self) -> str:
        lines = sorted(f"{sorted(state)} {cost}" for state, cost in self._costs.items())
        return hashlib.sha256("\n".join([str(self.areas), *lines]).encode()).hexdigest()

    def key(self, state: State) -> str:
        return repr(sorted(state))

    def listed(self) -> Iterable[State]:
        return self._costs.keys()

    def costs(self, states: Sequence[State]) -> list[StateCost | None]:
        return [self._costs.get(state) for state in states]

    def cold(self, state: State) -> StateCost | None:
        return self._costs.get(state)
