"""What a state of works means for who travels: minutes more a trip for each area, and whether it is cut off."""

from collections.abc import Sequence
from hashlib import sha256

import numpy as np

from speerpunt.engine.sequence import StateCost, TrafficCosts
from speerpunt.engine.sequence.problem import State

FORM = "minutes 1"


class MinutesOfStates:
    """As costs of states, so that a `StateTable` keeps them: first the minutes of each area, then 1 where it is cut off."""

    def __init__(self, costs: TrafficCosts) -> None:
        self.traffic = costs
        self.count = len(costs.areas)

    @property
    def areas(self) -> tuple[str, ...]:
        return (*self.traffic.areas, *(f"{area} cut off" for area in self.traffic.areas))

    @property
    def digest(self) -> str:
        return sha256(f"{FORM} {self.traffic.digest}".encode()).hexdigest()

    @property
    def precision(self) -> float:
        return self.traffic.precision

    def key(self, state: State) -> str:
        return self.traffic.key(state)

    def listed(self) -> None:
        return None

    def costs(self, states: Sequence[State]) -> list[StateCost | None]:
        return [self._minutes(state) for state in states]

    def cold(self, state: State) -> StateCost | None:
        return self._minutes(state)

    def _minutes(self, state: State) -> StateCost:
        """Of cars, out and in together, halved."""
        if not state:
            return StateCost(0.0, (0.0,) * (2 * self.count))
        found = self.traffic.reachability.under(self.traffic.together(state))
        minutes = np.nan_to_num((found.extra_minutes_out[0] + found.extra_minutes_in[0]) / 2)
        cut_off = found.is_cut_off[0].astype(float)
        return StateCost(float(minutes.sum()), (*minutes.round(3).tolist(), *cut_off.tolist()))
