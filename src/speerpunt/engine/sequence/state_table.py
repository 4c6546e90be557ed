"""Costs of states that were computed once, kept in memory and on disk, and computed by many at once."""

import hashlib
import json
import os
import pickle
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, as_completed
from functools import cached_property
from pathlib import Path

from ..compute import Serial
from .costs import StateCost, StateCosts
from .problem import State

CHUNKS = 16  # at least; enough to keep some processes busy until the end
LARGEST_CHUNK = 64
MANY_PARTS = 64

Progress = Callable[[int, int], None]


class StateTable:
    """A `StateCosts` that remembers.

    On disk a folder per `digest` holds parts: JSON files whose name is the hash of what is in them. A part is put in
    place whole, so that processes may write side by side; one whose name does not fit its content is damaged, and is
    thrown away, after which its states are computed again.

    >>> from speerpunt.engine.sequence import TableCosts
    >>> StateTable(TableCosts({frozenset("a"): 2.0})).costs([frozenset("a"), frozenset("b")])
    [StateCost(total=2.0, per_area=()), None]
    """

    def __init__(
        self,
        costs: StateCosts,
        *,
        folder: Path | None = None,
        executor: Executor | None = None,
        on_progress: Progress | None = None,
    ) -> None:
        """`folder` is where parts are kept; without it they are not. `on_progress` hears how many states of how many
        are done."""
        self._costs = costs
        self._executor = executor or Serial()
        self._on_progress = on_progress
        self._parts = _Parts(folder / costs.digest[:40], costs.areas) if folder else None
        self._known: dict[State, StateCost] = {}

    @property
    def areas(self) -> tuple[str, ...]:
        return self._costs.areas

    @property
    def digest(self) -> str:
        return self._costs.digest

    @property
    def precision(self) -> float:
        return self._costs.precision

    def key(self, state: State) -> str:
        return self._costs.key(state)

    def listed(self) -> Iterable[State] | None:
        return self._costs.listed()

    def cold(self, state: State) -> StateCost | None:
        return self._costs.cold(state)

    def known(self, states: Iterable[State]) -> dict[State, StateCost]:
        """Those of `states` that need no computing."""
        states = list(states)
        self._look_on_disk(states)
        return {state: self._known[state] for state in states if state in self._known}

    def costs(self, states: Sequence[State]) -> list[StateCost | None]:
        self._look_on_disk(states)
        missing = sorted({state for state in states if state not in self._known}, key=_order)
        if missing:
            self._compute(missing)
        return [self._known.get(state) for state in states]

    @cached_property
    def _packed(self) -> tuple[str, bytes]:
        payload = pickle.dumps(self._costs)
        return hashlib.sha256(payload).hexdigest(), payload

    def _look_on_disk(self, states: Sequence[State]) -> None:
        if self._parts is None or all(state in self._known for state in states):
            return
        self._parts.read()
        for state in states:
            found = self._parts.costs.get(self._costs.key(state))
            if found is not None:
                self._known[state] = found

    def _compute(self, states: list[State]) -> None:
        label, payload = self._packed
        size = max(1, min(LARGEST_CHUNK, len(states) // CHUNKS))
        waiting = {
            self._executor.submit(compute_states, label, payload, chunk): chunk
            for chunk in _chunks(states, size)
        }
        done = 0
        for future in as_completed(waiting):
            chunk = waiting[future]
            found = {
                state: cost for state, cost in zip(chunk, future.result(), strict=True) if cost is not None
            }
            self._known |= found
            if self._parts is not None and found:
                self._parts.write({self._costs.key(state): cost for state, cost in found.items()})
            done += len(chunk)
            if self._on_progress:
                self._on_progress(done, len(states))


_at_hand: dict[str, StateCosts] = {}


def compute_states(label: str, payload: bytes, states: Sequence[State]) -> list[StateCost | None]:
    """What a process does: unpack the costs once, and keep them, with all that they keep, for the next chunk."""
    if label not in _at_hand:
        _at_hand.clear()
        _at_hand[label] = pickle.loads(payload)  # noqa: S301 (made by `StateTable`, in this same program)
    return _at_hand[label].costs(states)


class _Parts:
    """The files of one digest. `costs` holds what they say, by the key of a state."""

    def __init__(self, folder: Path, areas: tuple[str, ...]) -> None:
        self.folder = folder
        self.areas = areas
        self.costs: dict[str, StateCost] = {}
        self._seen: set[str] = set()

    def read(self) -> None:
        """Take in the parts that were not seen yet, also those of other processes."""
        found = sorted(self.folder.glob("*.json")) if self.folder.is_dir() else []
        for part in found:
            if part.name not in self._seen:
                self._read_part(part)
        if len(found) > MANY_PARTS:
            whole = self.write(self.costs)
            for part in found:
                if part.name != whole:
                    part.unlink(missing_ok=True)

    def _read_part(self, part: Path) -> None:
        try:
            content = part.read_bytes()
        except OSError:
            return  # another process has just put it together with others
        if _name_of(content) != part.name:
            part.unlink(missing_ok=True)
            return
        self._seen.add(part.name)
        for key, (total, *per_area) in json.loads(content)["costs"].items():
            self.costs[key] = StateCost(total, tuple(per_area))

    def write(self, costs: dict[str, StateCost]) -> str:
        """Put a part in place; returns its name."""
        rows = {key: [cost.total, *cost.per_area] for key, cost in costs.items()}
        content = json.dumps({"areas": self.areas, "costs": rows}, allow_nan=False, sort_keys=True).encode()
        name = _name_of(content)
        self.folder.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=self.folder, prefix=".part-")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
            Path(temporary).replace(self.folder / name)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        self._seen.add(name)
        self.costs |= costs
        return name


def _name_of(content: bytes) -> str:
    return f"{hashlib.sha256(content).hexdigest()}.json"


def _order(state: State) -> tuple[int, list[str]]:
    """Small states first, and those alike beside each other."""
    return len(state), sorted(state)


def _chunks(states: list[State], size: int) -> Iterator[list[State]]:
    for first in range(0, len(states), size):
        yield states[first : first + size]
