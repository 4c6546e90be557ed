"""What belongs to followed projects and priorities, and what needs attention."""

from collections import defaultdict
from typing import Any

from speerpunt.core.enums import Health
from speerpunt.core.queries.changes import Owned, OwnedRows
from speerpunt.core.queries.news import News

from ..enums import Phase
from ..models import Aim, Challenge, Milestone, Priority, Project, ProjectPart, ProjectPartner, Result
from .picture import PlanPicture

# Which rows belong to a project or a priority, and the field that names them.
OF_PROJECTS: dict[type[Milestone | ProjectPart | ProjectPartner], str] = {
    Milestone: "title",
    ProjectPart: "text",
    ProjectPartner: "organisation__name",
}
OF_PRIORITIES: dict[type[Aim | Challenge], str] = {Aim: "title", Challenge: "title"}


def projects_needing_attention(user: Any, picture: PlanPicture | None = None) -> list[Project]:
    """Unfinished projects that are stuck or need attention, stuck ones first."""
    picture = picture or PlanPicture(user)
    found = [
        project
        for project in picture.projects.values()
        if project.health in {Health.STUCK, Health.ATTENTION} and project.phase != Phase.DONE
    ]
    return sorted(found, key=lambda project: (project.health != Health.STUCK, project.title))


def followed_plan_rows(picture: PlanPicture, news: News) -> OwnedRows:
    """Followed projects and priorities, and what belongs to them that is in sight and to which something happened."""
    found: dict[str, dict[int, Owned]] = defaultdict(dict)
    if picture.followed:
        found[Project._meta.label_lower] = {pk: Owned(each) for pk, each in picture.followed.items()}
        for model, name in OF_PROJECTS.items():
            found[model._meta.label_lower] = _rows(model, "project", name, picture.followed, news)
        results = news.among(Result.objects.filter(project__in=list(picture.followed)))
        found[Result._meta.label_lower] = {
            result.pk: Owned(picture.projects[result.project_id], result.title)
            for result in picture.seen_results(results)
        }
    priorities = picture.followed_priorities
    if priorities:
        found[Priority._meta.label_lower] = {pk: Owned(each) for pk, each in priorities.items()}
        for model, name in OF_PRIORITIES.items():
            found[model._meta.label_lower] = _rows(model, "priority", name, priorities, news)
    return found


def _rows(model: Any, field: str, name: str, owners: dict[int, Any], news: News) -> dict[int, Owned]:
    found = news.belonging(model, field, name, owners)
    return {pk: Owned(owners[owner_id], named) for pk, owner_id, named in found}
