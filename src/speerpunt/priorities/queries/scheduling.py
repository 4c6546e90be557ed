"""How far projects shift when one before them moves. Days and numbers only; no database."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from graphlib import TopologicalSorter


@dataclass(frozen=True)
class Slot:
    """The dates of a project. One that `stays` is not to be shifted, whatever happens before it."""

    start: date | None
    end: date | None
    stays: bool = False

    def later(self, days: int) -> "Slot":
        shift = timedelta(days=days)
        return replace(self, start=self.start and self.start + shift, end=self.end and self.end + shift)


@dataclass(frozen=True)
class Link:
    """`after` begins at the earliest `lag_days` full days after the last day of `before`."""

    before: int
    after: int
    lag_days: int = 0


@dataclass(frozen=True)
class Shift:
    """How many days later each project must begin; and the same for those that stay nevertheless."""

    days: dict[int, int] = field(default_factory=dict)
    held: dict[int, int] = field(default_factory=dict)


def shift_after(slots: Mapping[int, Slot], links: Iterable[Link], moved: int) -> Shift:
    """What follows when `moved` has come to stand where `slots` says.

    In an order in which everything before a project is settled first, each one that comes too early for something
    that moved is put after everything that it waits for. What still fits stays: nothing is pulled forward.
    """
    known = [link for link in links if link.before in slots and link.after in slots]
    before: dict[int, list[Link]] = defaultdict(list)
    for link in known:
        before[link.after].append(link)
    now, shift, shifted = dict(slots), Shift({}, {}), {moved}
    for each in _in_order(known, moved):
        days = _too_early(now, before[each], shifted)
        if days > 0 and now[each].stays:
            shift.held[each] = days
        elif days > 0:
            shift.days[each] = days
            now[each] = now[each].later(days)
            shifted.add(each)
    return shift


def _too_early(slots: Mapping[int, Slot], links: list[Link], shifted: set[int]) -> int:
    """By how many days; 0 when it fits after everything that moved."""
    start = slots[links[0].after].start
    if start is None:
        return 0
    earliest = {link.before: day for link in links if (day := earliest_start(slots[link.before], link))}
    if not any(day > start for before, day in earliest.items() if before in shifted):
        return 0
    return (max(earliest.values()) - start).days


def earliest_start(before: Slot, link: Link) -> date | None:
    """Nothing waits for an end that is not known."""
    return before.end + timedelta(days=link.lag_days + 1) if before.end else None


def _in_order(links: Iterable[Link], moved: int) -> list[int]:
    """Everything after `moved`, each after what comes before it."""
    links = list(links)
    reached = reached_from(moved, links)
    graph: dict[int, set[int]] = {each: set() for each in reached}
    for link in links:
        if link.before in reached and link.after in reached:
            graph[link.after].add(link.before)
    return [each for each in TopologicalSorter(graph).static_order() if each != moved]


def reached_from(begin: int, links: Iterable[Link]) -> set[int]:
    """A project with everything that waits for it, directly or not."""
    following: dict[int, list[int]] = defaultdict(list)
    for link in links:
        following[link.before].append(link.after)
    reached, waiting = {begin}, [begin]
    while waiting:
        for each in following[waiting.pop()]:
            if each not in reached:
                reached.add(each)
                waiting.append(each)
    return reached


def circle_with(links: Iterable[Link], new: Link) -> list[int]:
    """The projects of the circle that a new link would close, in their order; empty when it closes none."""
    came_from: dict[int, int] = {}
    following: dict[int, list[int]] = defaultdict(list)
    for link in links:
        following[link.before].append(link.after)
    waiting, seen = [new.after], {new.after}
    while waiting and new.before not in seen:
        here = waiting.pop(0)
        for each in following[here]:
            if each not in seen:
                seen.add(each)
                came_from[each] = here
                waiting.append(each)
    if new.before not in seen:
        return []
    path = [new.before]
    while path[-1] != new.after:
        path.append(came_from[path[-1]])
    return path[::-1]
