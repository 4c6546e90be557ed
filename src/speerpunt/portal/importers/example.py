"""Reads the folder of an example collective: all of it is right, or nothing is loaded."""

import tomllib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from speerpunt.places.enums import AreaKind

from ..problems import ExampleProblem, Fault
from ..services.example import (
    AccountRow,
    ActionRow,
    AimRow,
    AreaRow,
    BacklogRow,
    BaselineRows,
    BaseMapRow,
    BodyRow,
    ChallengeRow,
    CollectiveRow,
    DocumentRow,
    EditionRow,
    EnterpriseRow,
    Example,
    FundingRequestRow,
    FundRows,
    FundYearRow,
    GrantRow,
    HolidayRow,
    IndicatorRow,
    IndicatorRows,
    MeetingRow,
    MeetingRows,
    OrganisationRow,
    PeriodRow,
    PersonRow,
    PlanRows,
    PositionRow,
    PriorityRow,
    ProjectRow,
    ResultRow,
    SeriesRow,
    SharedRow,
    SwapRow,
    TargetRow,
    TemplateRow,
)
from .enterprises import made_up_enterprises
from .geojson import read_collection, shapes_of
from .records import Reader
from .spread import Spread

Row = TypeVar("Row")


def read_example(folder: Path, enterprises: int | None = None) -> Example:
    """Everything that the folder says; of the enterprises, which are made up, so many (or all)."""
    if not (folder / "collective.toml").is_file():
        raise ExampleProblem([Fault(str(folder), "", "", "holds no collective.toml, so it is no example")])
    files = _Files(folder)
    example = Example(
        collective=files.collective(),
        areas=files.rows("areas", "areas", AreaRow),
        organisations=files.rows("organisations", "organisations", OrganisationRow),
        people=files.rows("people", "people", PersonRow),
        bodies=files.rows("bodies", "bodies", BodyRow),
        plan=files.plan(),
        projects=files.rows("plan", "projects", ProjectRow),
        baselines=files.rows("plan", "baselines", BaselineRows),
        results=files.rows("results", "results", ResultRow),
        actions=files.rows("actions", "actions", ActionRow),
        indicators=files.indicators(),
        documents=files.documents(),
        meetings=files.meetings(),
        funds=files.funds(),
        place=folder,
    )
    example = files.with_drawings(example)
    spread = files.spread()
    files.reader.finish()
    return replace(example, enterprises=_made_up(example, spread, enterprises)) if spread else example


def _made_up(example: Example, spread: Spread, wanted: int | None) -> list[EnterpriseRow]:
    city = next(area.id for area in example.areas if area.kind == AreaKind.CITY)
    jobs = {
        row.area: row.values[-1]
        for row in example.indicators.series
        if row.indicator == spread.jobs_indicator and row.area and row.values
    }
    return made_up_enterprises(spread, example.shapes or {}, city, jobs)[:wanted]


class _Files:
    """The files of one folder, each read once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.reader = Reader()
        self.tables: dict[str, dict[str, Any]] = {}

    def table(self, name: str) -> dict[str, Any]:
        if name not in self.tables:
            self.tables[name] = read_table(self.folder / f"{name}.toml")
        return self.tables[name]

    def rows(self, name: str, key: str, kind: type[Row]) -> tuple[Row, ...]:
        return tuple(self.reader.rows(kind, self.table(name).get(key, []), f"{name}.toml"))

    def collective(self) -> CollectiveRow:
        record = self.table("collective").get("collective", {})
        row = self.reader.row(CollectiveRow, record, "collective.toml", "collective")
        # Faults are told all together at the end, so what stands in for a faulty row is never loaded.
        return row or CollectiveRow(slug="", name="", city="")

    def plan(self) -> PlanRows:
        return PlanRows(
            editions=self.rows("plan", "editions", EditionRow),
            priorities=self.rows("plan", "priorities", PriorityRow),
            aims=self.rows("plan", "aims", AimRow),
            challenges=self.rows("plan", "challenges", ChallengeRow),
        )

    def indicators(self) -> IndicatorRows:
        due = self.table("indicators").get("target_due")
        targets = self.rows("indicators", "targets", TargetRow)
        for row in targets:
            if due is None and row.due is None:
                where = f"{row.indicator} in {row.area}"
                self.reader.faults.append(
                    Fault("indicators.toml", where, "due", "is missing, as is target_due")
                )
        return IndicatorRows(
            indicators=self.rows("indicators", "indicators", IndicatorRow),
            targets=targets,
            target_due=due,
            periods=self.rows("indicators", "periods", PeriodRow),
            series=self.rows("indicators", "series", SeriesRow),
        )

    def documents(self) -> tuple[DocumentRow, ...]:
        """An example may do without."""
        if not (self.folder / "documents.toml").is_file():
            return ()
        rows = self.rows("documents", "documents", DocumentRow)
        for row in rows:
            self._check_file("documents.toml", row.title, row.file)
        return rows

    def _check_file(self, where: str, title: str, file: str) -> None:
        if not (self.folder / "documents" / file).is_file():
            self.reader.faults.append(Fault(where, title, "file", f"there is no documents/{file}"))

    def meetings(self) -> MeetingRows:
        """An example may do without."""
        if not (self.folder / "meetings.toml").is_file():
            return MeetingRows()
        meetings = self.rows("meetings", "meetings", MeetingRow)
        for paper in (paper for row in meetings for item in row.items for paper in item.papers):
            if paper.file:
                self._check_file("meetings.toml", paper.title, paper.file)
        return MeetingRows(
            holidays=self.rows("meetings", "holidays", HolidayRow),
            templates=self.rows("meetings", "templates", TemplateRow),
            meetings=meetings,
            backlog=self.rows("meetings", "backlog", BacklogRow),
            positions=self.rows("meetings", "positions", PositionRow),
            shared=self.rows("meetings", "shared", SharedRow),
        )

    def funds(self) -> FundRows:
        """An example may do without."""
        if not (self.folder / "funds.toml").is_file():
            return FundRows()
        requests = self.rows("funds", "requests", FundingRequestRow)
        for row in requests:
            for file in row.evidence:
                self._check_file("funds.toml", row.title, file)
        return FundRows(
            accounts=self.rows("funds", "accounts", AccountRow),
            years=self.rows("funds", "years", FundYearRow),
            requests=requests,
            swaps=self.rows("funds", "swaps", SwapRow),
            grants=self.rows("funds", "grants", GrantRow),
        )

    def with_drawings(self, example: Example) -> Example:
        drawn = read_collection(self.folder / "areas.geojson")
        base_map = read_collection(self.folder / "basemap.geojson")
        shapes = shapes_of(drawn, "areas.geojson", self.reader.faults)
        self._check_shapes(shapes, {area.id for area in example.areas})
        return replace(
            example,
            shapes=shapes,
            shapes_source=drawn.get("attribution", ""),
            base_map=BaseMapRow(base_map, base_map.get("attribution", "")),
        )

    def spread(self) -> Spread | None:
        """Without the file there are no enterprises but those of organisations.toml."""
        if not (self.folder / "enterprises.toml").is_file():
            return None
        return self.reader.row(Spread, self.table("enterprises"), "enterprises.toml", "")

    def _check_shapes(self, shapes: Iterable[str], areas: set[str]) -> None:
        for name in sorted(set(shapes) - areas):
            self.reader.faults.append(Fault("areas.geojson", name, "id", "is not an area of areas.toml"))


def read_table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ExampleProblem([Fault(path.name, "", "", f"cannot be read: {error}")]) from error
