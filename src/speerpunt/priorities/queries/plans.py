"""The plan as a visitor sees it: editions, priorities, and how each stands."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, Count, Prefetch, Q, QuerySet, Value, When
from django.utils import timezone

from speerpunt.core.enums import Health

from ..enums import EditionStatus, MilestoneKind, ResultKind
from ..models import Aim, Challenge, Milestone, PlanEdition, Priority, Project, Result
from .picture import PlanPicture
from .visible import editions_visible_to, priorities_visible_to, projects_visible_to, results_visible_to


@dataclass(frozen=True)
class HealthCount:
    health: Health
    count: int


@dataclass
class PriorityStanding:
    """A priority with what its projects, and those of its parts, add up to for this visitor."""

    priority: Priority
    parts: list[Priority] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    next_decision: Milestone | None = None

    @property
    def project_count(self) -> int:
        return self.counts.total()

    @property
    def health_counts(self) -> list[HealthCount]:
        """Only those that occur, in fixed order."""
        return [HealthCount(health, self.counts[health]) for health in Health if self.counts[health]]


def current_edition() -> PlanEdition | None:
    return PlanEdition.objects.filter(status=EditionStatus.CURRENT).first()


def chosen_edition(user: Any, pk: str = "") -> PlanEdition | None:
    """The edition asked for; without one the current, or else the latest that the visitor may see."""
    editions = editions_visible_to(user)
    if pk.isdecimal() and len(pk) < 19:
        return editions.filter(pk=int(pk)).first()
    return editions.filter(status=EditionStatus.CURRENT).first() or editions.first()


def health_overview(
    user: Any, edition: PlanEdition, picture: PlanPicture | None = None
) -> list[PriorityStanding]:
    """The priorities of an edition in order, sub-priorities folded into theirs."""
    picture = picture or PlanPicture(user)
    seen = picture.priorities_of(edition)
    rows = {priority.pk: PriorityStanding(priority) for priority in seen if priority.parent_id is None}
    above = {priority.pk: rows[priority.parent_id or priority.pk] for priority in seen}
    for priority in seen:
        if priority.parent_id is not None:
            above[priority.pk].parts.append(priority)
    for project in picture.projects.values():
        if project.priority_id in above:
            above[project.priority_id].counts[project.health] += 1
    for decision in picture.decisions(timezone.localdate(), edition.end):
        row = above.get(decision.project.priority_id)
        if row and row.next_decision is None and decision.done_on is None:
            row.next_decision = decision
    return list(rows.values())


@dataclass(frozen=True)
class PriorityPage:
    """One priority with all that falls under it, as far as the visitor may see it."""

    priority: Priority
    parts: list[Priority]
    aims: list[Aim]
    challenges: list[Challenge]
    projects: list[Project]
    results: list[Result]

    @property
    def health_counts(self) -> list[HealthCount]:
        counts = Counter(project.health for project in self.projects)
        return [HealthCount(health, counts[health]) for health in Health if counts[health]]

    @property
    def in_process(self) -> list[Result]:
        return [result for result in self.results if result.kind == ResultKind.PROCESS]

    @property
    def in_practice(self) -> list[Result]:
        return [result for result in self.results if result.kind == ResultKind.PRACTICE]

    @property
    def idle_challenges(self) -> list[Challenge]:
        """Under which nothing runs that the visitor may see."""
        busy = {project.challenge_id for project in self.projects}
        return [challenge for challenge in self.challenges if challenge.pk not in busy]

    @property
    def groups(self) -> list[tuple[Challenge | None, list[Project]]]:
        """Projects under their challenge; those without one come last."""
        found: dict[int | None, list[Project]] = {}
        for project in self.projects:
            found.setdefault(project.challenge_id, []).append(project)
        known = {challenge.pk: challenge for challenge in self.challenges}
        named = [(known[pk], found[pk]) for pk in known if pk in found]
        rest = [project for pk, projects in found.items() if pk not in known for project in projects]
        return [*named, (None, rest)] if rest else list(named)


def priority_at(user: Any, slug: str, edition: str = "") -> Priority | None:
    """The priority with this address: in the edition asked for, else in the current, else in the latest."""
    found = priorities_visible_to(user).filter(slug=slug).select_related("edition", "parent")
    if edition.isdecimal() and len(edition) < 19:
        found = found.filter(edition=int(edition))
    is_current = Q(edition__status=EditionStatus.CURRENT)
    place = Case(When(is_current, then=Value(0)), default=Value(1))
    return found.order_by(place, "-edition__start").first()


def priority_page(user: Any, priority: Priority) -> PriorityPage:
    """Six queries, whatever falls under it."""
    parts = list(priorities_visible_to(user).filter(parent=priority))
    below = [priority.pk, *(part.pk for part in parts)]
    decisions = Milestone.objects.filter(kind=MilestoneKind.DECISION)
    projects = projects_visible_to(user).filter(priority__in=below).select_related("priority")
    return PriorityPage(
        priority=priority,
        parts=parts,
        aims=list(Aim.objects.filter(priority__in=below).order_by("priority__parent", "position", "pk")),
        challenges=list(
            Challenge.objects.filter(priority__in=below).order_by("priority__number", "position", "pk")
        ),
        projects=list(
            projects.prefetch_related(Prefetch("milestones", queryset=decisions)).order_by("title")
        ),
        results=list(results_visible_to(user).filter(priority__in=below)),
    )


@dataclass(frozen=True)
class StructureRow:
    """A priority with all that the office arranges under it."""

    priority: Priority
    depth: int
    aims: list[Aim]
    challenges: list[Challenge]
    project_count: int


def structure_of(edition: PlanEdition) -> list[StructureRow]:
    """The whole plan in its order, sub-priorities below theirs. For who may see everything. Four queries."""
    priorities = list(Priority.objects.filter(edition=edition))
    counts = dict(
        Project.objects.filter(priority__edition=edition)
        .order_by()
        .values_list("priority_id")
        .annotate(number=Count("pk"))
    )
    aims = _by_priority(Aim.objects.filter(priority__edition=edition))
    challenges = _by_priority(Challenge.objects.filter(priority__edition=edition))
    ordered = [
        each for main in priorities if main.parent_id is None for each in (main, *_parts(main, priorities))
    ]
    return [
        StructureRow(
            priority=each,
            depth=int(each.parent_id is not None),
            aims=aims[each.pk],
            challenges=challenges[each.pk],
            project_count=counts.get(each.pk, 0),
        )
        for each in ordered
    ]


def _parts(main: Priority, priorities: list[Priority]) -> list[Priority]:
    return [each for each in priorities if each.parent_id == main.pk]


def _by_priority(pieces: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for piece in pieces:
        found[piece.priority_id].append(piece)
    return found


def editions_with_counts(user: Any) -> QuerySet[PlanEdition]:
    return editions_visible_to(user).annotate(
        priority_count=Count("priorities", filter=Q(priorities__parent__isnull=True), distinct=True),
        project_count=Count("priorities__projects", distinct=True),
    )
