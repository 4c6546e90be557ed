"""What is to be ordered: works, the rules between them, and a plan that gives each work its week."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ..problems import InputProblem
from ..roads.measures import EVERY_MODE, Measures
from .validation import refuse_contradictions

State = frozenset[str]
"""The ids of the works that are under way in the same week."""

NOTHING: State = frozenset()


@dataclass(frozen=True)
class Work:
    """One work on the road. Weeks count from 0; `earliest` and `latest` are weeks to start in.

    `duration` [weeks]. `latest` None: as late as the horizon allows. `fixed_start`: the week is settled.
    `closes`, `narrows`, `speeds_kmh`: effects on links while it lasts, as in `roads.Measures`; `closed_to` names the
    kinds of vehicle that `closes` stops. `groups`: areas or corridors that limits are set for. `crews`: how many of
    each crew it needs per week. `cost_eur_cents`: spent evenly over its weeks.

    >>> Work("bridge", duration=2, closes=("b1",), narrows={"quay": 0.5}).measures.narrows
    {'quay': 0.5}
    """

    id: str
    duration: int
    earliest: int = 0
    latest: int | None = None
    fixed_start: int | None = None
    name: str = ""
    closes: tuple[str, ...] = ()
    closed_to: frozenset[str] = EVERY_MODE
    narrows: Mapping[str, float] = field(default_factory=dict)
    speeds_kmh: Mapping[str, float] = field(default_factory=dict)
    groups: frozenset[str] = frozenset()
    crews: Mapping[str, int] = field(default_factory=dict)
    cost_eur_cents: int = 0

    @property
    def measures(self) -> Measures:
        """What it does to links."""
        closes = dict.fromkeys(self.closes, self.closed_to)
        return Measures(closes=closes, narrows=dict(self.narrows), speeds_kmh=dict(self.speeds_kmh))

    def spent_eur_cents(self, start: int, first: int, last: int) -> int:
        """Cents spent from week `first` through `last` when it starts in week `start`; whole weeks add up exactly.

        >>> [Work("a", duration=3, cost_eur_cents=100).spent_eur_cents(0, week, week) for week in range(4)]
        [33, 33, 34, 0]
        """
        begun, done = (min(max(week - start, 0), self.duration) for week in (first, last + 1))
        return self.cost_eur_cents * done // self.duration - self.cost_eur_cents * begun // self.duration


@dataclass(frozen=True)
class Precedence:
    """`after` starts at least `lag` weeks after the end of `before`: start(after) >= end(before) + lag."""

    before: str
    after: str
    lag: int = 0


@dataclass(frozen=True)
class MaxConcurrent:
    """How many works may be under way at once: in all, and in each group."""

    overall: int | None = None
    groups: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Blackout:
    """Weeks `first` through `last` in which `works` (None: any work) may not be under way."""

    first: int
    last: int
    works: frozenset[str] | None = None
    name: str = ""

    def holds_for(self, work: str) -> bool:
        return self.works is None or work in self.works

    @property
    def weeks(self) -> range:
        return range(self.first, self.last + 1)


@dataclass(frozen=True)
class Crew:
    """`capacity` [weeks]: how many there are in each week."""

    name: str
    capacity: tuple[int, ...]


@dataclass(frozen=True)
class Budget:
    """At most `eur_cents` may be spent in weeks `first` through `last`."""

    name: str
    first: int
    last: int
    eur_cents: int


@dataclass(frozen=True)
class Problem:
    """Works to be ordered within `weeks` weeks, and the rules that a plan obeys.

    `never_together`: of each set, no two works may be under way in the same week.

    >>> problem = Problem(4, (Work("a", 2), Work("b", 1, earliest=1)), precedence=(Precedence("a", "b"),))
    >>> problem.allowed_starts["a"], problem.allowed_starts["b"]
    ((0, 1, 2), (1, 2, 3))

    Raises:
        InputProblem: ids that occur twice or are unknown, numbers that cannot be, windows that do not fit, precedence
            that runs in a circle; `place` names the spot as in the JSON form.
    """

    weeks: int
    works: tuple[Work, ...]
    precedence: tuple[Precedence, ...] = ()
    never_together: tuple[frozenset[str], ...] = ()
    max_concurrent: MaxConcurrent = MaxConcurrent()
    blackouts: tuple[Blackout, ...] = ()
    crews: tuple[Crew, ...] = ()
    budgets: tuple[Budget, ...] = ()

    def __post_init__(self) -> None:
        refuse_contradictions(self)

    @cached_property
    def by_id(self) -> Mapping[str, Work]:
        return {work.id: work for work in self.works}

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(work.id for work in self.works)

    def latest_start(self, work: Work) -> int:
        """The last week in which `work` may start and still end within the horizon."""
        last = self.weeks - work.duration
        return last if work.latest is None else min(last, work.latest)

    @cached_property
    def allowed_starts(self) -> Mapping[str, tuple[int, ...]]:
        """Weeks in which each work may start by its own rules: window, fixed week and blackouts."""
        return {work.id: tuple(self._starts_of(work)) for work in self.works}

    def _starts_of(self, work: Work) -> Iterator[int]:
        dark = {week for blackout in self.blackouts if blackout.holds_for(work.id) for week in blackout.weeks}
        window = range(work.earliest, self.latest_start(work) + 1)
        for start in window if work.fixed_start is None else (work.fixed_start,):
            if dark.isdisjoint(range(start, start + work.duration)):
                yield start

    @cached_property
    def conflicts(self) -> frozenset[tuple[str, str]]:
        """Pairs of works, both ways round, that may never be under way in the same week."""
        return frozenset(
            (one, other) for group in self.never_together for one in group for other in group if one != other
        )


@dataclass(frozen=True)
class Plan:
    """A start week for each work.

    >>> problem = Problem(3, (Work("a", 2), Work("b", 1)))
    >>> [sorted(state) for state in Plan({"a": 0, "b": 1}).states(problem)]
    [['a'], ['a', 'b'], []]
    """

    starts: Mapping[str, int]

    def states(self, problem: Problem) -> tuple[State, ...]:
        """The works under way in each week of the horizon; shape [weeks]."""
        active: list[set[str]] = [set() for _ in range(problem.weeks)]
        for work in problem.works:
            if work.id in self.starts:
                start = self.starts[work.id]
                for week in range(max(start, 0), min(start + work.duration, problem.weeks)):
                    active[week].add(work.id)
        return tuple(map(frozenset, active))

    def check_fits(self, problem: Problem, source: str = "") -> None:
        """Refuse a plan for works that the problem does not have."""
        for work in self.starts:
            if work not in problem.by_id:
                raise InputProblem(f"there is no work {work!r} in the problem", source, f"starts.{work}")


def in_words(ids: Iterable[str]) -> str:
    """
    >>> in_words(["a"]), in_words(["a", "b", "c"]), in_words([])
    ("'a'", "'a', 'b' and 'c'", 'no work')
    """
    *others, last = [repr(each) for each in ids] or ["no work"]
    return f"{', '.join(others)} and {last}" if others else last
