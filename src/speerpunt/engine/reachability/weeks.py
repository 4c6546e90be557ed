"""Reachability week by week, for a plan: what is known, and where knowledge ends."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from ..roads.network import Floats
from .reach import Reach

State = TypeVar("State", bound=Hashable)

NOT_KNOWN = None
"""A week beyond the horizon of its source: nobody knows, which is not the same as no hindrance."""


@dataclass(frozen=True, eq=False)
class WeeklyReach:
    """One `Reach` per week, or `NOT_KNOWN`."""

    weeks: tuple[Reach | None, ...]

    def series(self, quantity: str) -> Floats:
        """A quantity of `Reach` through the weeks, shape [weeks, classes, areas]; NaN where it is not known."""
        known = next((week for week in self.weeks if week is not NOT_KNOWN), None)
        if known is None:
            return np.full((len(self.weeks), 0, 0), np.nan)
        shape = getattr(known, quantity).shape
        return np.stack(
            [
                np.full(shape, np.nan)
                if week is NOT_KNOWN
                else np.asarray(getattr(week, quantity), dtype=np.float64)
                for week in self.weeks
            ]
        )


def weekly_reach(
    states: Sequence[State], under: Callable[[State], Reach], *, known_until: int | None = None
) -> WeeklyReach:
    """Reachability of each week, computing each state once.

    Args:
        states: what is under way in each week.
        under: gives the reachability in a state.
        known_until: weeks from this one on are beyond what the sources tell.
    """
    end = len(states) if known_until is None else known_until
    found: dict[State, Reach] = {}
    weeks: list[Reach | None] = []
    for week, state in enumerate(states):
        if week >= end:
            weeks.append(NOT_KNOWN)
            continue
        if state not in found:
            found[state] = under(state)
        weeks.append(found[state])
    return WeeklyReach(tuple(weeks))
