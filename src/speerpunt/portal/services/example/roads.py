"""The roads of an example, and works on them: the tables of the network and the puzzle of `roads/puzzle.json`."""

import csv
import json
import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import mapping

from speerpunt.core.enums import Certainty, Visibility
from speerpunt.priorities.models import Project
from speerpunt.puzzle.enums import Direction, MeasureKind, RuleKind, SnapState, WorkKind, WorkStatus
from speerpunt.puzzle.models import PlannedWork, RoadNetwork, Work, WorkLine, WorkPhase, WorksPlan, WorksRule
from speerpunt.puzzle.services.clashes import find_clashes
from speerpunt.puzzle.services.figures import ask_for_effects, ask_for_figures
from speerpunt.puzzle.services.reaching import ask_for_reach

from .loading import Loading

PUZZLE = "puzzle.json"
CALENDAR = "calendar.toml"
# As a city lays its works without a puzzle: one after the other, as far as their windows let them.
WEEKS_BETWEEN = 2
LAST_WEEK = 46
# Corridors and quarters of the puzzle, as people call them.
GROUP_NAMES = {"centre": "centrum", "n206": "N206", "lammenschansweg": "Lammenschansweg"}
PLAN_NAME = "Plan gemeente"
RULE_NAMES = {
    "precedence": "eerst het een, dan het ander",
    "never_together": "elkaars omleiding",
    "overall": "samen",
}


@dataclass(frozen=True)
class RoadFiles:
    """The folder of a network, read."""

    nodes: str
    links: str
    trips: str
    puzzle: dict[str, Any]
    calendar: list[dict[str, Any]]

    @classmethod
    def of(cls, folder: Path) -> "RoadFiles | None":
        """None where an example has no roads."""
        if not (folder / PUZZLE).is_file():
            return None
        tables = (folder / name for name in ("node.csv", "link.csv", "trips.csv"))
        nodes, links, trips = (table.read_text(encoding="utf-8") for table in tables)
        calendar = folder / CALENDAR
        days = tomllib.loads(calendar.read_text(encoding="utf-8"))["days"] if calendar.is_file() else []
        return cls(nodes, links, trips, json.loads((folder / PUZZLE).read_text(encoding="utf-8")), days)


def add_roads(loading: Loading, place: Path | None) -> None:
    files = RoadFiles.of(place / "roads") if place else None
    if files is None:
        return
    areas = files.puzzle["network"].get("areas", {})
    network = RoadNetwork(
        collective=loading.collective,
        name=loading.collective.city,
        node_table=files.nodes,
        link_table=files.links,
        trips_table=files.trips,
        zones_of_areas={slug: [zones] if isinstance(zones, str) else zones for slug, zones in areas.items()},
    )
    if not RoadNetwork.objects.exists():
        network.save()
        loading.fresh[RoadNetwork].append(network)
    works = _add_works(loading, files)
    if loading.fresh[Work]:
        _add_rules(loading, files, works)
        _ask_for_figures(loading, _add_plan(loading, files, works))
    find_clashes(loading.collective)


def _ask_for_figures(loading: Loading, plan: WorksPlan) -> None:
    """Whoever opens the example finds them computed."""
    ask_for_figures(plan, by=None)
    ask_for_effects(plan, by=None)
    ask_for_reach(loading.collective, by=None)


def _add_works(loading: Loading, files: RoadFiles) -> dict[str, Work]:
    drawn = _geometries(files)
    rows = files.puzzle["works"]
    wanted = [_work(row, drawn, loading.projects.get(row["id"])) for row in rows]
    works = loading.add(Work, wanted, ("name",), is_told=True)
    fresh = {work.pk for work in loading.fresh[Work]}
    monday = date.fromisoformat(files.puzzle["first_monday"])
    pairs = [(work, row, number) for number, (work, row) in enumerate(zip(works, rows, strict=True))]
    new = [each for each in pairs if each[0].pk in fresh]
    loading.insert(WorkPhase, [_phase(work, row, number, monday) for work, row, number in new])
    loading.insert(WorkLine, [line for work, row, _number in new for line in _lines(work, row, drawn)])
    for work, row, _number in new:
        work.areas.set(_areas(loading, row))
    return {row["id"]: work for work, row in zip(works, rows, strict=True)}


def _geometries(files: RoadFiles) -> dict[str, str]:
    """A road without a line of its own is drawn straight."""
    nodes = {row["node_id"]: row for row in csv.DictReader(files.nodes.splitlines())}
    found: dict[str, str] = {}
    for row in csv.DictReader(files.links.splitlines()):
        ends = (nodes[row[name]] for name in ("from_node_id", "to_node_id"))
        straight = ", ".join(f"{node['x_coord']} {node['y_coord']}" for node in ends)
        found[row["link_id"]] = row["geometry"] or f"LINESTRING ({straight})"
    return found


def _add_rules(loading: Loading, files: RoadFiles, works: dict[str, Work]) -> None:
    """As the puzzle has them; days come from the calendar, which knows every year."""
    puzzle = files.puzzle
    limits = puzzle.get("max_concurrent", {})
    for row in puzzle.get("precedence", ()):
        before, after = works[row["before"]], works[row["after"]]
        _rule(
            loading,
            RuleKind.PRECEDENCE,
            RULE_NAMES["precedence"],
            before=before,
            after=after,
            lag_weeks=row.get("lag", 0),
        )
    for ids in puzzle.get("never_together", ()):
        _rule(loading, RuleKind.NEVER_TOGETHER, RULE_NAMES["never_together"]).works.set(
            [works[each] for each in ids]
        )
    if limits.get("overall"):
        _rule(loading, RuleKind.AT_MOST, RULE_NAMES["overall"], most=limits["overall"])
    for group, most in limits.get("groups", {}).items():
        _rule(loading, RuleKind.AT_MOST, _group(group), group=_group(group), most=most)
    for row in files.calendar:
        values = {
            "first_day": row["first"],
            "last_day": row["last"],
            "is_yearly": row.get("yearly", False),
            "binds": row.get("binds", False),
        }
        rule = _rule(loading, RuleKind.BLACKOUT, row["name"], **values)
        rule.works.set([works[each] for each in row.get("works", ())])


def _rule(loading: Loading, kind: RuleKind, name: str, **values: Any) -> WorksRule:
    rule = WorksRule(collective=loading.collective, kind=kind, name=name, **values)
    loading.insert(WorksRule, [rule])
    return rule


def _add_plan(loading: Loading, files: RoadFiles, works: dict[str, Work]) -> WorksPlan:
    """As the works lie in the example; windows and groups are those of the puzzle."""
    rows, monday = files.puzzle["works"], date.fromisoformat(files.puzzle["first_monday"])
    plan = WorksPlan(
        collective=loading.collective, name=PLAN_NAME, first_monday=monday, weeks=files.puzzle["weeks"]
    )
    loading.insert(WorksPlan, [plan], is_told=True)
    planned = [_planned(plan, works[row["id"]], row, number) for number, row in enumerate(rows)]
    loading.insert(PlannedWork, planned)
    return plan


def _group(name: str) -> str:
    return GROUP_NAMES.get(name, name)


def _planned(plan: WorksPlan, work: Work, row: dict[str, Any], number: int) -> PlannedWork:
    week = _week(row, number)
    return PlannedWork(
        collective_id=plan.collective_id,
        plan=plan,
        work=work,
        week=week,
        source_week=week,
        duration_weeks=row["duration"],
        earliest=row.get("earliest", 0),
        latest=row.get("latest"),
        groups=[_group(name) for name in row.get("groups", ())],
    )


def _work(row: dict[str, Any], drawn: dict[str, str], dossier: Project | None) -> Work:
    """The dossier with the same id is about the same thing."""
    line = _drawn(_links(row), drawn)
    point = shapely.point_on_surface(line) if line is not None else None
    work = Work(
        name=row["name"],
        kind=WorkKind.BRIDGE if "brug" in row["id"] else WorkKind.STREET,
        status=WorkStatus.FIXED if row.get("origin") == "public export" else WorkStatus.PLANNED,
        visibility=Visibility.PUBLIC,
        project=dossier,
        geometry=mapping(line) if line is not None else None,
        latitude=round(point.y, 7) if point is not None else None,
        longitude=round(point.x, 7) if point is not None else None,
    )
    work.search_text = work.as_searched()
    return work


def _links(row: dict[str, Any]) -> list[str]:
    return [*row.get("closes", ()), *row.get("narrows", {})]


def _drawn(links: list[str], drawn: dict[str, str]) -> Any:
    """The way back lies where the way there does."""
    roads = sorted({link.removesuffix("-back") for link in links})
    lines = [shapely.from_wkt(drawn[road]) for road in roads if road in drawn]
    return shapely.line_merge(shapely.union_all(lines)) if lines else None


def _week(row: dict[str, Any], number: int) -> int:
    first = row.get("earliest", 0)
    return int(min(first + number * WEEKS_BETWEEN, row.get("latest", LAST_WEEK)))


def _phase(work: Work, row: dict[str, Any], number: int, monday: date) -> WorkPhase:
    start = monday + timedelta(weeks=_week(row, number))
    return WorkPhase(
        collective_id=work.collective_id,
        work=work,
        start=start,
        end=start + timedelta(weeks=row["duration"], days=-3),
        start_certainty=Certainty.LOW,
        end_certainty=Certainty.LOW,
    )


def _lines(work: Work, row: dict[str, Any], drawn: dict[str, str]) -> list[WorkLine]:
    found = []
    if row.get("closes"):
        found.append(_line(work, MeasureKind.CLOSED, row["closes"], drawn))
    if row.get("narrows"):
        line = _line(work, MeasureKind.NARROWED, list(row["narrows"]), drawn)
        line.share_left = min(row["narrows"].values())
        found.append(line)
    return found


def _line(work: Work, kind: MeasureKind, links: list[str], drawn: dict[str, str]) -> WorkLine:
    line = _drawn(links, drawn)
    is_both = any(link.endswith("-back") for link in links) and len(links) > 1
    return WorkLine(
        collective_id=work.collective_id,
        work=work,
        kind=kind,
        geometry=mapping(line) if line is not None else None,
        direction=Direction.BOTH if is_both else Direction.ALONG,
        links=links,
        snap_state=SnapState.CONFIRMED,
    )


def _areas(loading: Loading, row: dict[str, Any]) -> list[Any]:
    return [loading.areas[name] for name in row.get("groups", ()) if name in loading.areas]
