"""Projects of an example, with their parts, themes, areas, partners and milestones."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from speerpunt.core.enums import Health, Level, Theme, Visibility
from speerpunt.core.texts import folded
from speerpunt.priorities.enums import CollectiveRole, MilestoneKind, Phase, ServiceKind
from speerpunt.priorities.models import Milestone, Project, ProjectPart, ProjectPartner, ProjectTheme

from .identities import (
    AreaReference,
    BodyReference,
    ChallengeReference,
    OrganisationReference,
    PersonReference,
    PriorityReference,
    ProjectId,
    ProjectReference,
)
from .loading import AT_ONCE, Loading


@dataclass(frozen=True)
class MilestoneRow:
    title: str
    due: date
    kind: MilestoneKind = MilestoneKind.MILESTONE
    decided_by: str = ""
    done_on: date | None = None
    assumed: bool = False


@dataclass(frozen=True)
class PartnerRow:
    organisation: OrganisationReference
    part: str = ""
    shares_dossier: bool = False


@dataclass(frozen=True)
class WaitingRow:
    project: ProjectReference
    lag_days: int = 0


@dataclass(frozen=True)
class ProjectRow:
    notes: ClassVar = ("origin", "dates_source", "note")

    id: ProjectId
    title: str
    priority: PriorityReference
    challenge: ChallengeReference | None = None
    summary: str = ""
    phase: Phase = Phase.IDEA
    health: Health = Health.NOT_STARTED
    health_reason: str = ""
    level: Level = Level.LOCAL
    collective_role: CollectiveRole | None = None
    service_kind: ServiceKind | None = None
    core_team: BodyReference | None = None
    lead: PersonReference | None = None
    start: date | None = None
    end: date | None = None
    dates_assumed: bool = False
    budget_eur: int | None = None
    next_step: str = ""
    next_step_by: PersonReference | None = None
    next_step_due: date | None = None
    next_step_assumed: bool = False
    # Longitude, latitude.
    point: tuple[float, ...] = ()
    visibility: Visibility = Visibility.MEMBERS
    areas: tuple[AreaReference, ...] = ()
    themes: tuple[Theme, ...] = ()
    parts: tuple[str, ...] = ()
    partners: tuple[PartnerRow, ...] = ()
    milestones: tuple[MilestoneRow, ...] = ()
    waits_for: tuple[WaitingRow, ...] = ()


def add_projects(loading: Loading, rows: Sequence[ProjectRow]) -> None:
    wanted = [_project(loading, row) for row in rows]
    found = loading.add(Project, wanted, ("priority_id", "title"), is_told=True)
    loading.projects |= {row.id: project for row, project in zip(rows, found, strict=True)}
    pairs = list(zip(rows, found, strict=True))
    _add_areas(loading, pairs)
    _add_belongings(loading, pairs)


def _project(loading: Loading, row: ProjectRow) -> Project:
    longitude, latitude = row.point if len(row.point) == 2 else (None, None)
    return Project(
        title=row.title,
        priority=loading.priorities[row.priority],
        challenge=loading.challenges[row.challenge] if row.challenge else None,
        summary=row.summary,
        phase=row.phase,
        health=row.health,
        health_reason=row.health_reason,
        level=row.level,
        collective_role=row.collective_role or "",
        service_kind=row.service_kind or "",
        core_team=loading.bodies[row.core_team] if row.core_team else None,
        lead=loading.people[row.lead] if row.lead else None,
        start=row.start,
        end=row.end,
        dates_assumed=row.dates_assumed,
        budget_eur_cents=row.budget_eur * 100 if row.budget_eur is not None else None,
        next_step=row.next_step,
        next_step_by=loading.people[row.next_step_by] if row.next_step_by else None,
        next_step_due=row.next_step_due,
        next_step_assumed=row.next_step_assumed,
        longitude=longitude,
        latitude=latitude,
        visibility=row.visibility,
        search_text=folded(f"{row.title} {row.summary} {row.next_step}"),
    )


Pairs = Sequence[tuple[ProjectRow, Project]]


def _add_areas(loading: Loading, pairs: Pairs) -> None:
    """A project that has its areas keeps them: the links have no row of their own to tell apart."""
    link = Project.areas.through
    placed = set(
        link.objects.filter(project__collective=loading.collective).values_list("project_id", flat=True)
    )
    link.objects.bulk_create(
        (
            link(project_id=project.pk, area_id=loading.areas[area].pk)
            for row, project in pairs
            if project.pk not in placed
            for area in row.areas
        ),
        batch_size=AT_ONCE,
    )


def _add_belongings(loading: Loading, pairs: Pairs) -> None:
    themes = (ProjectTheme(project=project, theme=theme) for row, project in pairs for theme in row.themes)
    loading.add(ProjectTheme, themes, ("project_id", "theme"))
    parts = (
        ProjectPart(project=project, text=text, position=position)
        for row, project in pairs
        for position, text in enumerate(row.parts, start=1)
    )
    loading.add(ProjectPart, parts, ("project_id", "text"))
    partners = (
        ProjectPartner(
            project=project,
            organisation=loading.organisations[partner.organisation],
            part=partner.part,
            shares_dossier=partner.shares_dossier,
        )
        for row, project in pairs
        for partner in row.partners
    )
    loading.add(ProjectPartner, partners, ("project_id", "organisation_id"))
    milestones = (_milestone(project, milestone) for row, project in pairs for milestone in row.milestones)
    loading.add(Milestone, milestones, ("project_id", "title"))


def _milestone(project: Project, row: MilestoneRow) -> Milestone:
    return Milestone(
        project=project,
        kind=row.kind,
        title=row.title,
        due=row.due,
        decided_by=row.decided_by,
        done_on=row.done_on,
        is_assumed=row.assumed,
    )
