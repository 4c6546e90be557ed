"""A plan of works as the page shows it: rows, broken rules, what it costs and how good that is. Nothing is computed anew."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from speerpunt.engine.sequence import find_broken
from speerpunt.places.models import Area

from ..enums import RuleKind, RunState
from ..models import EffectsTable, PlanFigures, PlannedWork, PlanRun, RoadNetwork, WorksPlan, WorksRule
from ..queries.blackouts import ClosedDays, closed_days
from ..queries.plans import figures_jobs, planned_visible_to
from ..queries.reach import AreaWeeks
from .broken import Explaining, Sentence, WeekWords, short_name
from .ordering import OrderProblem, order_problem

SHOWN_SENTENCES = 3


@dataclass(frozen=True)
class LaidRow:
    """A work in the plan; `other_week` where it lies in the plan beside it."""

    number: int
    planned: PlannedWork
    name: str
    is_broken: bool
    other_week: int | None = None

    @property
    def end(self) -> int:
        """The last week of it."""
        return self.planned.week + self.planned.duration_weeks - 1

    @property
    def moved_by(self) -> int:
        return 0 if self.other_week is None else self.planned.week - self.other_week

    @property
    def sooner_by(self) -> int:
        return -self.moved_by

    @property
    def has_other_source_week(self) -> bool:
        """The source says another week than when it was laid."""
        start = self.source_start
        if start is None or self.planned.source_week is None:
            return False
        return (start - self.planned.plan.first_monday).days // 7 != self.planned.source_week

    @property
    def source_start(self) -> date | None:
        phases = sorted(
            self.planned.work.phases.all(), key=lambda phase: (phase.start or date.max, phase.position)
        )
        number = self.planned.phase_number
        return phases[number].start if number < len(phases) else None

    def covers(self, week: int) -> bool:
        return self.planned.week <= week <= self.end

    def left_after(self, week: int) -> int:
        return self.end - week + 1


@dataclass(frozen=True)
class Stripe:
    """Weeks of days that the calendar names."""

    first: int
    last: int
    name: str


def stripes_in(days: Iterable[ClosedDays], mondays: Sequence[date]) -> list[Stripe]:
    """Of days for all works; those for single works are said where they are broken."""
    found = []
    for each in days:
        weeks = [week for week, monday in enumerate(mondays) if each.touches(monday)]
        if weeks and not each.works:
            found.append(Stripe(weeks[0], weeks[-1], each.name))
    return found


@dataclass(frozen=True)
class Compared:
    """The same roads under another plan."""

    plan: WorksPlan
    planned: list[PlannedWork]
    figures: PlanFigures | None

    @cached_property
    def weeks(self) -> dict[tuple[int, int], int]:
        return {each.place: each.week for each in self.planned}


@dataclass(frozen=True)
class Turn:
    """What an area wins or loses against the other plan: minutes a trip, the mean of all weeks."""

    area: Any
    minutes: float


@dataclass
class PlanPicture:
    plan: WorksPlan
    problem: OrderProblem | None
    rows: list[LaidRow]
    sentences: list[Sentence]
    week: int
    words: WeekWords
    figures: PlanFigures | None = None
    # Figures are being computed; `former` are those from before the works were moved.
    is_awaited: bool = False
    former: PlanFigures | None = None
    areas: list[AreaWeeks] = field(default_factory=list)
    run: PlanRun | None = None
    other: Compared | None = None

    @property
    def monday(self) -> date:
        return self.words.mondays[self.week]

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)

    @cached_property
    def stripes(self) -> list[Stripe]:
        rules = WorksRule.objects.filter(kind=RuleKind.BLACKOUT).prefetch_related("works")
        mondays = self.words.mondays
        return stripes_in(closed_days(rules, mondays[0], mondays[-1] + timedelta(days=6)), mondays)

    @property
    def more_sentences(self) -> int:
        """Beyond those that are shown at once."""
        return max(len(self.sentences) - SHOWN_SENTENCES, 0)

    @property
    def last_week(self) -> int:
        return self.plan.weeks - 1

    @property
    def now(self) -> list[LaidRow]:
        return [row for row in self.rows if row.covers(self.week)]

    @cached_property
    def rules(self) -> int:
        """As many as there are to keep about works that one sees."""
        if self.problem is None:
            return 0
        keys, problem = {row.planned.key for row in self.rows}, self.problem.problem
        seen = [pair for pair in problem.never_together if pair <= keys]
        order = [each for each in problem.precedence if {each.before, each.after} <= keys]
        limits = len(problem.max_concurrent.groups) + (problem.max_concurrent.overall is not None)
        days = [each for each in problem.blackouts if each.works is None or each.works & keys]
        return len(seen) + len(order) + limits + len(days)

    @property
    def kept(self) -> int:
        own = {"window", "horizon", "fixed_start"}
        broken = {sentence.about for sentence in self.sentences if sentence.about[0] not in own}
        return max(self.rules - len(broken), 0)

    @property
    def minutes_per_hour(self) -> float | None:
        """Of everybody together, in a week on average."""
        shown = self.figures or self.former
        return shown.cost / self.plan.weeks if shown else None

    @property
    def hours_per_week(self) -> list[float]:
        """Hours lost in each hour, week by week."""
        shown = self.figures or self.former
        return [max(minutes, 0.0) / 60 for minutes in shown.per_week] if shown else []

    @property
    def other_hours_per_week(self) -> list[float]:
        """The same of the plan beside it, as far as that has these weeks."""
        other = self.other.figures if self.other else None
        if other is None or self.other is None or self.other.plan.first_monday != self.plan.first_monday:
            return []
        return [max(minutes, 0.0) / 60 for minutes in other.per_week[: self.plan.weeks]]

    @cached_property
    def other_areas(self) -> list[AreaWeeks]:
        """Areas of the plan beside it week by week, in the order in which they stand for this one."""
        other = self.other.figures if self.other else None
        if other is None:
            return []
        order = {row.area.pk: place for place, row in enumerate(self.areas)}
        return sorted(_areas(other), key=lambda row: order.get(row.area.pk, len(order)))

    @cached_property
    def other_mondays(self) -> Sequence[date]:
        return WeekWords(self.other.plan).mondays if self.other else ()

    @property
    def hours_now(self) -> float:
        """In the chosen week."""
        return self.hours_per_week[self.week] if self.hours_per_week else 0.0

    @property
    def hours_per_hour(self) -> float | None:
        minutes = self.minutes_per_hour
        return None if minutes is None else minutes / 60

    @property
    def gap(self) -> float | None:
        """At most so many percent above the best possible; known only for a plan that keeps every rule."""
        if self.run is None or self.run.bound is None or self.figures is None or self.sentences:
            return None
        cost = self.figures.cost
        return max(cost - self.run.bound, 0.0) / abs(cost) * 100 if cost else 0.0

    @property
    def better(self) -> float | None:
        """Percent less than the other plan; below zero it is more."""
        mine, other = self.figures, self.other.figures if self.other else None
        return (1 - mine.cost / other.cost) * 100 if mine and other and other.cost else None

    @cached_property
    def other_now(self) -> list[LaidRow]:
        """What goes on in the same week in the plan beside it, by the numbers of this one; 0 for what is not in it."""
        if self.other is None:
            return []
        numbers = {row.planned.place: row.number for row in self.rows}
        week = self.week + (self.plan.first_monday - self.other.plan.first_monday).days // 7
        rows = [
            LaidRow(numbers.get(each.place, 0), each, short_name(each.work.name), is_broken=False)
            for each in self.other.planned
        ]
        return [row for row in rows if row.covers(week)]

    @property
    def moved(self) -> list[LaidRow]:
        return [row for row in self.rows if row.moved_by]

    @cached_property
    def turns(self) -> list[Turn]:
        other = self.other.figures if self.other else None
        if self.figures is None or other is None:
            return []
        places = {slug: place for place, slug in enumerate(other.areas)}
        found = []
        for row in self.areas:
            place = places.get(row.area.slug)
            if place is not None:
                mine = sum(minutes or 0.0 for minutes in row.minutes) / len(row.minutes)
                theirs = sum(other.minutes[place]) / max(len(other.minutes[place]), 1)
                found.append(Turn(row.area, mine - theirs))
        return sorted((turn for turn in found if abs(turn.minutes) >= 0.05), key=lambda turn: turn.minutes)

    @property
    def changed_at_source(self) -> list[LaidRow]:
        return [row for row in self.rows if row.has_other_source_week]


def picture_of(
    plan: WorksPlan, user: Any, *, week: int | None = None, beside: WorksPlan | None = None
) -> PlanPicture:
    """
    Raises:
        InputProblem: rules that cannot be, or tables that make no network.
    """
    roads = RoadNetwork.objects.filter(collective_id=plan.collective_id).first()
    problem = order_problem(plan, roads) if roads else None
    seen = planned_visible_to(user).filter(plan=plan).select_related("work").prefetch_related("work__phases")
    planned = {each.key: each for each in seen}
    for each in planned.values():
        each.plan = plan
    words = WeekWords(plan)
    broken = find_broken(problem.problem, problem.laid) if problem else ()
    explaining = Explaining(problem.problem, problem.laid, planned, words) if problem else None
    sentences = list(explaining.sentences(broken)) if explaining else []
    kept = PlanFigures.objects.filter(plan=plan).first()
    is_of_now = kept is not None and problem is not None and kept.digest == problem.digest_as_laid
    is_awaited = not is_of_now and figures_jobs(plan).exists()
    shown = kept if is_of_now or is_awaited else None
    other = _beside(beside, user) if beside else None
    areas = _areas(shown) if shown else []
    return PlanPicture(
        plan=plan,
        problem=problem,
        rows=_rows(planned.values(), sentences, other),
        sentences=sentences,
        week=_chosen(week, plan, areas),
        words=words,
        figures=kept if is_of_now else None,
        is_awaited=is_awaited,
        former=None if is_of_now else shown,
        areas=areas,
        run=_last_run(plan, problem),
        other=other,
    )


def _rows(planned: Iterable[PlannedWork], sentences: list[Sentence], other: Compared | None) -> list[LaidRow]:
    broken = {key for sentence in sentences for key in sentence.keys}
    ordered = sorted(planned, key=lambda each: (each.work.name, each.phase_number))
    weeks = other.weeks if other else {}
    return [
        LaidRow(
            number,
            each,
            short_name(each.work.name),
            each.key in broken,
            weeks.get(each.place),
        )
        for number, each in enumerate(ordered, start=1)
    ]


def _beside(plan: WorksPlan, user: Any) -> Compared:
    seen = planned_visible_to(user).filter(plan=plan).select_related("work")
    return Compared(plan, list(seen), PlanFigures.objects.filter(plan=plan).first())


def _areas(figures: PlanFigures) -> list[AreaWeeks]:
    areas = {area.slug: area for area in Area.objects.kept().filter(slug__in=figures.areas)}
    rows = [
        AreaWeeks(
            areas[slug],
            list(figures.minutes[place]),
            frozenset(week for week, is_cut in enumerate(figures.cut_off[place]) if is_cut),
        )
        for place, slug in enumerate(figures.areas)
        if slug in areas
    ]
    return sorted(rows, key=lambda row: (-len(row.cut_off), -row.most, row.area.name))


def _chosen(week: int | None, plan: WorksPlan, areas: list[AreaWeeks]) -> int:
    """The one asked for, else the worst."""
    if week is not None:
        return min(max(week, 0), plan.weeks - 1)
    worst = [max((row.minutes[place] or 0.0 for row in areas), default=0.0) for place in range(plan.weeks)]
    return worst.index(max(worst))


def _last_run(plan: WorksPlan, problem: OrderProblem | None) -> PlanRun | None:
    """The bound of a search holds as long as its input does."""
    if problem is None:
        return None
    states = (RunState.DONE, RunState.STOPPED)
    return plan.runs.filter(digest=problem.digest, state__in=states, bound__isnull=False).first()


def effects_of(problem: OrderProblem) -> EffectsTable | None:
    return EffectsTable.objects.filter(digest=problem.digest_of_effects).first()
