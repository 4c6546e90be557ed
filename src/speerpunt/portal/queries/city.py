"""The picture of the whole city, for one visitor: only what that visitor may see is in it."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, Sum

from speerpunt.core.templatetags.drawing.points import MapPoint
from speerpunt.core.templatetags.drawing.year_strip import StripRow
from speerpunt.members.enums import OrganisationKind
from speerpunt.members.models import Organisation
from speerpunt.members.queries.organisations import told_jobs
from speerpunt.places.enums import AreaKind
from speerpunt.places.models import Area
from speerpunt.priorities.enums import ResultKind
from speerpunt.priorities.models import Milestone, PlanEdition, Result
from speerpunt.priorities.queries import (
    PlanPicture,
    PriorityStanding,
    ThemeAreaMatrix,
    current_edition,
    health_overview,
    map_points,
    strip_rows,
    theme_area_matrix,
)

from .markers import bounds_of, markers
from .sentences import city_sentence

DECISIONS_AHEAD = timedelta(days=42)
BARS_PER_ROW = 3
SHOWN_RESULTS = 4


@dataclass(frozen=True)
class Results:
    """The newest of a kind this year, and how many there are."""

    newest: list[Result]
    count: int


@dataclass(frozen=True)
class CityNumbers:
    umbrellas: int
    enterprises: int
    # None where so few have any that the sum would tell on one of them.
    jobs: int | None
    areas: int
    projects: int


@dataclass(frozen=True)
class City:
    today: date
    edition: PlanEdition | None
    sentence: str
    priorities: list[PriorityStanding]
    points: list[MapPoint]
    bounds: tuple[float, float, float, float] | None
    # Something is drawn on it.
    has_map: bool
    strip: list[StripRow]
    strip_start: date
    strip_end: date
    matrix: ThemeAreaMatrix
    in_process: Results
    in_practice: Results
    decisions: list[Milestone]
    numbers: CityNumbers


def city_of(user: Any, today: date) -> City:
    edition = current_edition()
    start, end = date(today.year, 1, 1), date(today.year, 12, 31)
    picture = PlanPicture(user)
    priorities = health_overview(user, edition, picture) if edition else []
    decisions = [each for each in picture.decisions(today, today + DECISIONS_AHEAD) if each.done_on is None]
    results = picture.results(start, today)
    areas = [area for area in picture.areas.values() if area.is_active(today)]
    whole_city = [area for area in areas if area.kind == AreaKind.CITY]
    points = markers(map_points(user, picture), whole_city)
    matrix = _city_first(theme_area_matrix(user, picture), whole_city)
    return City(
        today=today,
        edition=edition,
        # Of a project that is shared while its priority is not, the sentence would name the priority.
        sentence=city_sentence(
            priorities, [each for each in decisions if each.project.priority_id in picture.above], today
        ),
        priorities=priorities,
        points=points,
        bounds=bounds_of(points),
        has_map=bool(areas or points),
        strip=strip_rows(user, start, end, most_bars=BARS_PER_ROW, picture=picture),
        strip_start=start,
        strip_end=end,
        matrix=matrix,
        in_process=_of_kind(results, ResultKind.PROCESS),
        in_practice=_of_kind(results, ResultKind.PRACTICE),
        decisions=decisions,
        numbers=_numbers(user, len(areas) - len(whole_city), matrix.project_count),
    )


def _of_kind(results: list[Result], kind: ResultKind) -> Results:
    found = [result for result in results if result.kind == kind]
    return Results(newest=found[:SHOWN_RESULTS], count=len(found))


def _city_first(matrix: ThemeAreaMatrix, whole_city: list[Area]) -> ThemeAreaMatrix:
    """What concerns the whole city stands on top of the areas."""
    names = {area.name for area in whole_city}
    return replace(matrix, rows=sorted(matrix.rows, key=lambda row: row.title not in names))


def _numbers(user: Any, areas: int, projects: int) -> CityNumbers:
    """Jobs count at every kind of organisation, umbrellas and enterprises only as themselves."""
    kinds = Organisation.objects.kept().order_by().values_list("kind")
    employers = Count("pk", filter=Q(jobs__gt=0))
    rows = list(kinds.annotate(Count("pk"), Sum("jobs", default=0), employers=employers))
    by_kind = {kind: count for kind, count, _jobs, _employers in rows}
    return CityNumbers(
        umbrellas=by_kind.get(OrganisationKind.UMBRELLA, 0),
        enterprises=by_kind.get(OrganisationKind.ENTERPRISE, 0),
        jobs=told_jobs(user, sum(row[2] for row in rows), sum(row[3] for row in rows)),
        areas=areas,
        projects=projects,
    )
