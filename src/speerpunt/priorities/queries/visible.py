"""What a visitor may read. Every page, count and panel starts from one of these."""

from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from speerpunt.core.enums import Visibility
from speerpunt.core.queries.once import kept_for_standing
from speerpunt.members.rules import Standing, standing
from speerpunt.places.models import Area

from ..enums import EditionStatus
from ..models import Milestone, PlanEdition, Priority, Project, ProjectPartner, Result
from ..rules import sees_drafts


def editions_visible_to(user: Any) -> QuerySet[PlanEdition]:
    editions = PlanEdition.objects.all()
    return editions if sees_drafts(standing(user)) else editions.exclude(status=EditionStatus.DRAFT)


def priorities_visible_to(user: Any) -> QuerySet[Priority]:
    """A sub-priority is never seen wider than the priority that it belongs to."""
    return _priorities_visible_to(user).all()


@kept_for_standing
def _priorities_visible_to(user: Any) -> QuerySet[Priority]:
    at = standing(user)
    if at.is_office:
        return Priority.objects.all()
    return Priority.objects.filter(_within_circles(at))


def _within_circles(at: Standing, priority: str = "") -> Q:
    """The priority, reached by the path `priority`, and the one above it are in the visitor's circles."""
    circles = at.visibilities()
    above = Q(**{f"{priority}parent__isnull": True}) | Q(**{f"{priority}parent__visibility__in": circles})
    seen = Q(**{f"{priority}visibility__in": circles}) & above
    if not sees_drafts(at):
        seen &= ~Q(**{f"{priority}edition__status": EditionStatus.DRAFT})
    return seen


def projects_visible_to(user: Any) -> QuerySet[Project]:
    """By circle, and never wider than its priority; besides that to who works on it or shares the dossier."""
    return _projects_visible_to(user).all()


@kept_for_standing
def _projects_visible_to(user: Any) -> QuerySet[Project]:
    at = standing(user)
    if at.is_office:
        return Project.objects.all()
    seen = Q(visibility__in=at.visibilities()) & _within_circles(at, "priority__")
    return Project.objects.filter(seen | _worked_on_by(at) | _shared_with(at))


def _worked_on_by(at: Standing) -> Q:
    mine = Q(pk__in=())
    if at.person_id is not None:
        mine |= Q(lead_id=at.person_id)
    if at.body_ids:
        mine |= Q(core_team_id__in=at.body_ids)
    return mine & ~Q(visibility=Visibility.CLOSED)


def _shared_with(at: Standing) -> Q:
    if not at.organisation_ids:
        return Q(pk__in=())
    return Q(
        Exists(
            ProjectPartner.objects.filter(
                project=OuterRef("pk"), shares_dossier=True, organisation_id__in=at.organisation_ids
            )
        )
    )


def projects_shared_with(user: Any) -> QuerySet[Project]:
    """Whose dossier is shared with an organisation that he stands for; that others may see it too does not count."""
    return Project.objects.filter(_shared_with(standing(user)))


def projects_belonging_to(target: Any) -> QuerySet[Project]:
    """Of an area those that touch it, of a priority those in it and in its sub-priorities. Rights are asked apart."""
    if isinstance(target, Area):
        return Project.objects.filter(areas=target)
    if isinstance(target, Priority):
        return Project.objects.filter(Q(priority=target) | Q(priority__parent=target))
    return Project.objects.none()


def milestones_visible_to(user: Any) -> QuerySet[Milestone]:
    return Milestone.objects.filter(project__in=projects_visible_to(user))


def results_visible_to(user: Any) -> QuerySet[Result]:
    """A result may be wider known than its project: then the project is left out (`result.project` is None)."""
    return (
        Result.objects.filter(
            visibility__in=standing(user).visibilities(), priority__in=priorities_visible_to(user)
        )
        .select_related("priority", "priority__parent")
        .prefetch_related(Prefetch("project", queryset=projects_visible_to(user)))
    )
