"""Problems and plans read from JSON files, generously: one thing may be written in several ways."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ..problems import InputProblem
from ..roads.measures import EVERY_MODE
from .costs import StateCost, TableCosts
from .json_form import load, refuse_misspelt, refuse_unlike
from .problem import Blackout, Budget, Crew, MaxConcurrent, Plan, Precedence, Problem, Work, in_words

FIRST_WORDS = ("first", "from", "start")
LAST_WORDS = ("last", "to", "until", "through", "end")
MOST_WORDS = ("max", "limit", "at_most", "max_concurrent", "number", "k")


@dataclass(frozen=True)
class NetworkFiles:
    """Where the costs come from when they are computed: files, and the zones of each area.

    `gap`: relative gap of each equilibrium.
    """

    net: Path
    trips: Path | None = None
    areas: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    gap: float = 1e-9


@dataclass(frozen=True)
class ProblemFile:
    """What a problem file holds: the problem, and either a table of costs, or a network, or neither."""

    problem: Problem
    table: TableCosts | None = None
    network: NetworkFiles | None = None


def read_problem(file: Path | str) -> ProblemFile:
    """Read a problem file; its form is in `schema.json` and docs/engine/problem.md.

    Raises:
        InputProblem: with the file, the place such as `works[3].duration`, and the reason.
    """
    return problem_from_json(load(file), source=str(file), folder=Path(file).parent)


def read_plan(file: Path | str, problem: Problem | None = None) -> Plan:
    """Read a plan file, `{"starts": {id: week}}`, or an answer of `solve` that has such a `plan`.

    Raises:
        InputProblem: with the file, the place and the reason; also for a work that `problem` does not have.
    """
    content = load(file)
    if isinstance(content, dict) and "starts" not in content and isinstance(content.get("plan"), dict):
        content = content["plan"]
    plan = plan_from_json(content, source=str(file))
    if problem is not None:
        plan.check_fits(problem, source=str(file))
    return plan


def plan_from_json(content: Any, source: str = "") -> Plan:
    """
    >>> plan_from_json({"starts": {"a": 3}})
    Plan(starts={'a': 3})
    """
    refuse_unlike(content, "plan", source)
    return Plan({work: int(week) for work, week in content["starts"].items()})


def plan_to_json(plan: Plan) -> dict[str, Any]:
    """
    >>> plan_to_json(Plan({"a": 3}))
    {'starts': {'a': 3}}
    """
    return {"starts": {work: int(week) for work, week in plan.starts.items()}}


def problem_from_json(content: Any, source: str = "", folder: Path | None = None) -> ProblemFile:
    """The same as `read_problem`, from what JSON holds. `folder` is what paths are relative to.

    >>> problem_from_json({"weeks": 3, "works": [{"id": 7, "duration": 1}]}).problem.works[0].id
    '7'
    """
    refuse_unlike(content, "problem", source)
    try:
        return _problem_file(content, source, folder or Path())
    except InputProblem as problem:
        raise replace(problem, source=problem.source or source) from problem


def _problem_file(content: dict[str, Any], source: str, folder: Path) -> ProblemFile:
    refuse_misspelt(content, "problem", source)
    works = list(_works(content, source))
    limits = _Limits(works)
    limits.read(content)
    problem = Problem(
        weeks=int(content["weeks"]),
        works=tuple(limits.works),
        precedence=tuple(map(_precedence, content.get("precedence", []))),
        never_together=tuple(_never_together(content.get("never_together", []))),
        max_concurrent=MaxConcurrent(limits.overall, limits.groups),
        blackouts=tuple(_blackouts(content.get("blackouts", []), {work.id for work in works})),
        crews=tuple(_crews(content)),
        budgets=tuple(_budgets(content)),
    )
    table = _table(content["state_cost"], problem) if "state_cost" in content else None
    network = _network(content["network"], folder) if "network" in content else None
    if table is not None and network is not None:
        raise InputProblem("give either a network or state_cost, not both", place="network")
    return ProblemFile(problem, table, network)


def _works(content: dict[str, Any], source: str) -> Iterator[Work]:
    of_group = {
        group: {str(each) for each in members} for group, members in content.get("groups", {}).items()
    }
    ids = {str(row["id"]) for row in content["works"]}
    for group, members in of_group.items():
        for work in sorted(members - ids):
            raise InputProblem(f"there is no work {work!r}", place=f"groups.{group}")
    for number, row in enumerate(content["works"]):
        place = f"works[{number}]"
        refuse_misspelt(row, "work", source, place)
        own = _list(row.get("groups")) + _list(row.get("group"))
        yield Work(
            id=str(row["id"]),
            name=row.get("name") or "",
            duration=int(row["duration"]),
            earliest=int(row.get("earliest") or 0),
            latest=_whole_or_none(row.get("latest")),
            fixed_start=_whole_or_none(row.get("fixed_start")),
            closes=tuple(_list(row.get("closes"))),
            closed_to=frozenset(row.get("closed_to", EVERY_MODE)),
            narrows=dict(_narrows(row.get("narrows"), f"{place}.narrows")),
            speeds_kmh={link: float(speed) for link, speed in row.get("speeds_kmh", {}).items()},
            groups=frozenset(own)
            | {group for group, members in of_group.items() if str(row["id"]) in members},
            crews={crew: int(count) for crew, count in row.get("crews", {}).items()},
            cost_eur_cents=int(row.get("cost_eur_cents", 0)),
        )


def _narrows(given: Any, place: str) -> Iterator[tuple[str, float]]:
    if isinstance(given, dict) and "link" not in given:
        rows: list[Any] = [list(pair) for pair in given.items()]
    else:
        rows = [given] if isinstance(given, dict) else given or []
    for row in rows:
        if isinstance(row, dict):
            shares = [value for key, value in row.items() if key != "link"]
            if len(shares) != 1:
                raise InputProblem("write a link and the share of its capacity that is left", place=place)
            row = [row["link"], shares[0]]  # noqa: PLW2901 (both forms go on as one)
        link, share = row
        if isinstance(share, bool) or not isinstance(share, int | float):
            raise InputProblem(
                f"the share left of link {str(link)!r} is {share!r}, which is no number", place=place
            )
        yield str(link), float(share)


def _precedence(row: Any) -> Precedence:
    if isinstance(row, dict):
        return Precedence(str(row["before"]), str(row["after"]), int(row.get("lag") or 0))
    before, after, lag = [*row, 0][:3]
    return Precedence(str(before), str(after), int(lag))


def _never_together(given: list[Any]) -> Iterator[frozenset[str]]:
    if given and not any(isinstance(group, list | dict) for group in given):
        given = [given]
    for number, group in enumerate(given):
        members = _list(group["works"] if isinstance(group, dict) else group)
        if len(set(members)) < max(len(members), 2):
            raise InputProblem("name two or more different works", place=f"never_together[{number}]")
        yield frozenset(members)


class _Limits:
    """`max_concurrent` in all its forms. A limit on works that have no group gives them one."""

    def __init__(self, works: list[Work]) -> None:
        self.works = works
        self.overall: int | None = None
        self.groups: dict[str, int] = {}

    def read(self, content: dict[str, Any]) -> None:
        given = content.get("max_concurrent")
        if isinstance(given, list):
            for number, row in enumerate(given):
                self._take(row.get("group"), row, f"max_concurrent[{number}]")
        elif isinstance(given, dict):
            self.overall = _whole_or_none(given.get("overall"))
            others = {key: value for key, value in given.items() if key not in {"overall", "groups"}}
            for group, limit in {**given.get("groups", {}), **others}.items():
                self._take(group, limit, f"max_concurrent.groups.{group}")
        else:
            self.overall = _whole_or_none(given)

    def _take(self, group: Any, limit: Any, place: str) -> None:
        most = limit
        if isinstance(limit, dict):
            most = _first_of(limit, MOST_WORDS)
        if isinstance(most, bool) or not isinstance(most, int):
            raise InputProblem(f"say how many at most, as a whole number: {limit!r}", place=place)
        members = _list(limit.get("works")) if isinstance(limit, dict) else []
        if group is None and not members:
            self.overall = most
            return
        name = str(group) if group is not None else in_words(sorted(members))
        self.groups[name] = most
        if unknown := sorted(set(members) - {work.id for work in self.works}):
            raise InputProblem(f"there is no work {unknown[0]!r}", place=place)
        self.works = [
            replace(work, groups=work.groups | {name}) if work.id in members else work for work in self.works
        ]


def _blackouts(given: Any, ids: set[str]) -> Iterator[Blackout]:
    if isinstance(given, dict):
        for work, periods in given.items():
            for number, period in enumerate(periods):
                yield from _dark([work], period, "", f"blackouts.{work}[{number}]", ids)
        return
    for number, row in enumerate(given):
        place = f"blackouts[{number}]"
        if isinstance(row, dict):
            name = str(row.get("name") or row.get("reason") or "")
            works = _list(row.get("works")) + _list(row.get("work"))
            for period in _periods(row, place):
                yield from _dark(works, period, name, place, ids)
        elif isinstance(row, list) and isinstance(row[0], str):
            yield from _dark([row[0]], row[1:] if len(row) > 2 else row[1], "", place, ids)
        else:
            yield from _dark([], row, "", place, ids)


def _periods(row: dict[str, Any], place: str) -> list[Any]:
    weeks = row.get("weeks", row.get("week"))
    if weeks is not None:
        return weeks if isinstance(weeks, list) else [weeks]
    first, last = _first_of(row, FIRST_WORDS), _first_of(row, LAST_WORDS)
    if first is None or last is None:
        raise InputProblem("name a week, weeks, or first and last", place=place)
    return [[first, last]]


def _dark(works: list[str], period: Any, name: str, place: str, ids: set[str]) -> Iterator[Blackout]:
    if unknown := sorted(set(works) - ids):
        raise InputProblem(f"there is no work {unknown[0]!r}", place=place)
    first, last = period if isinstance(period, list) and len(period) == 2 else (period, period)
    for week in (first, last):
        is_whole = isinstance(week, int) or (isinstance(week, float) and week.is_integer())
        if isinstance(week, bool) or not is_whole:
            raise InputProblem(f"{week!r} is no week number", place=place)
    yield Blackout(int(first), int(last), frozenset(works) if works else None, name)


def _crews(content: dict[str, Any]) -> Iterator[Crew]:
    weeks = int(content["weeks"])
    for name, given in content.get("crews", {}).items():
        yield Crew(name, tuple(map(int, given)) if isinstance(given, list) else (int(given),) * weeks)


def _budgets(content: dict[str, Any]) -> Iterator[Budget]:
    for number, row in enumerate(content.get("budgets", [])):
        last = int(row.get("last", content["weeks"] - 1))
        yield Budget(
            row.get("name", f"budget {number + 1}"), int(row.get("first", 0)), last, int(row["eur_cents"])
        )


def _network(row: dict[str, Any], folder: Path) -> NetworkFiles:
    paths = {key: folder / row[key] for key in ("net", "trips") if row.get(key)}
    for key, path in paths.items():
        if not path.is_file():
            raise InputProblem(f"there is no file {row[key]!r} beside the problem", place=f"network.{key}")
    return NetworkFiles(
        paths["net"], paths.get("trips"), dict(_areas(row.get("areas"))), row.get("gap", 1e-9)
    )


def _areas(given: Any) -> Iterator[tuple[str, tuple[str, ...]]]:
    if isinstance(given, dict):
        yield from ((area, tuple(_list(zones))) for area, zones in given.items())
    else:
        for row in given or []:
            name = str(row["id"]) if isinstance(row, dict) else str(row)
            yield name, tuple(_list(row.get("zones", name)) if isinstance(row, dict) else [name])


def _table(rows: list[dict[str, Any]], problem: Problem) -> TableCosts:
    areas = tuple(dict.fromkeys(area for row in rows for area in row.get("areas", {})))
    costs: dict[frozenset[str], StateCost] = {}
    for number, row in enumerate(rows):
        place = f"state_cost[{number}].active"
        state = frozenset(map(str, row["active"]))
        if unknown := sorted(state - set(problem.ids)):
            raise InputProblem(f"there is no work {unknown[0]!r}", place=place)
        if len(state) < len(row["active"]):
            raise InputProblem("a work is named twice", place=place)
        if state in costs:
            raise InputProblem(f"the cost of {in_words(sorted(state))} is given twice", place=place)
        parts = row.get("areas", {})
        costs[state] = StateCost(float(row["cost"]), tuple(float(parts.get(area, 0)) for area in areas))
    return TableCosts(costs, areas)


def _list(given: Any) -> list[str]:
    if given is None:
        return []
    return [str(each) for each in (given if isinstance(given, list) else [given])]


def _first_of(row: dict[str, Any], keys: tuple[str, ...]) -> Any:
    return next((row[key] for key in keys if key in row), None)


def _whole_or_none(value: Any) -> int | None:
    return None if value is None else int(value)
