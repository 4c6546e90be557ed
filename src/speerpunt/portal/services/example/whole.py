"""The order in which the parts of an example come in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction
from django_scopes import scope

from speerpunt.core.services.search_index import reindex
from speerpunt.places.services import place_organisations

from .actions import ActionRow, add_actions
from .areas import AreaRow, add_ambitions, add_area_associations, add_areas
from .bodies import BodyRow, add_bodies
from .collective import BaseMapRow, CollectiveRow, add_base_map, add_collective
from .documents import DocumentRow, add_documents
from .enterprises import EnterpriseRow, add_enterprises
from .funds import FundRows, add_funds
from .history import tell_past
from .indicators import IndicatorRows, add_figures, add_indicators
from .loading import Loading
from .meetings import BacklogRow, MeetingRow, add_meetings
from .minutes import add_minutes
from .organisations import OrganisationRow, add_organisations
from .papers import add_papers
from .people import PersonRow, add_people
from .plan import PlanRows, add_plan
from .planning import BaselineRows, add_planning
from .projects import ProjectRow, add_projects
from .results import ResultRow, add_results
from .roads import add_roads
from .sessions import PositionRow, SharedRow, add_sessions
from .year import HolidayRow, TemplateRow, add_year

Step = tuple[str, Callable[[], object]]


@dataclass(frozen=True)
class MeetingRows:
    """What the file of the meetings says."""

    holidays: Sequence[HolidayRow] = ()
    templates: Sequence[TemplateRow] = ()
    meetings: Sequence[MeetingRow] = ()
    backlog: Sequence[BacklogRow] = ()
    positions: Sequence[PositionRow] = ()
    shared: Sequence[SharedRow] = ()


@dataclass(frozen=True)
class Example:
    """Everything that the files of an example say, checked."""

    collective: CollectiveRow
    areas: Sequence[AreaRow] = ()
    shapes: dict[str, dict[str, Any]] | None = None
    shapes_source: str = ""
    base_map: BaseMapRow | None = None
    organisations: Sequence[OrganisationRow] = ()
    people: Sequence[PersonRow] = ()
    bodies: Sequence[BodyRow] = ()
    plan: PlanRows = field(default_factory=PlanRows)
    projects: Sequence[ProjectRow] = ()
    baselines: Sequence[BaselineRows] = ()
    results: Sequence[ResultRow] = ()
    actions: Sequence[ActionRow] = ()
    indicators: IndicatorRows = field(default_factory=IndicatorRows)
    documents: Sequence[DocumentRow] = ()
    meetings: MeetingRows = field(default_factory=MeetingRows)
    funds: FundRows = field(default_factory=FundRows)
    # The folder of the example, in which the files of the papers lie.
    place: Path | None = None
    enterprises: Sequence[EnterpriseRow] = ()


def load_example(
    example: Example, *, progress: Callable[[str, int], object] = lambda step, rows: None
) -> Loading:
    """Add what is missing. Rows that are there already stay as people made them."""
    with transaction.atomic():
        collective = add_collective(example.collective)
        with scope(collective=collective):
            loading = Loading(collective)
            for name, step in _steps(loading, example):
                step()
                progress(name, 0)
            add_enterprises(loading, example.enterprises, lambda rows: progress("enterprises", rows))
            place_organisations(collective)
            progress("placements", 0)
        reindex(collective)
        progress("search", 0)
    return loading


def _steps(loading: Loading, example: Example) -> list[Step]:
    return [
        ("base map", lambda: add_base_map(loading, example.base_map)),
        ("areas", lambda: add_areas(loading, example.areas, example.shapes or {}, example.shapes_source)),
        ("organisations", lambda: add_organisations(loading, example.organisations)),
        ("associations", lambda: add_area_associations(loading, example.areas)),
        ("people", lambda: add_people(loading, example.people)),
        ("bodies", lambda: add_bodies(loading, example.bodies, example.people)),
        ("indicators", lambda: add_indicators(loading, example.indicators)),
        ("figures", lambda: add_figures(loading, example.indicators)),
        ("ambitions", lambda: add_ambitions(loading, example.areas)),
        ("plan", lambda: add_plan(loading, example.plan)),
        ("projects", lambda: add_projects(loading, example.projects)),
        ("planning", lambda: add_planning(loading, example.projects, example.baselines)),
        ("results", lambda: add_results(loading, example.results)),
        ("documents", lambda: add_documents(loading, example.documents, example.place)),
        ("actions", lambda: add_actions(loading, example.actions)),
        ("meetings", lambda: _add_meetings(loading, example)),
        ("roads", lambda: add_roads(loading, example.place)),
        ("history", lambda: tell_past(loading)),
    ]


def _add_meetings(loading: Loading, example: Example) -> None:
    rows = example.meetings
    add_year(loading, rows.holidays, rows.templates)
    agendas = add_meetings(loading, rows.meetings, rows.backlog)
    add_papers(loading, agendas, example.place)
    decisions = add_minutes(loading, agendas.pairs)
    add_funds(loading, example.funds, decisions, example.place)
    add_sessions(loading, agendas, decisions, rows.positions, rows.shared)
