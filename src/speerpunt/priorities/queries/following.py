"""What belongs to followed projects and priorities, and what needs attention."""

from collections import defaultdict
from typing import Any

from speerpunt.core.enums import Health
from speerpunt.core.queries.changes import Owned, OwnedRows
from speerpunt.core.queries.news import News, Period, happened_to
from speerpunt.core.queries.once import kept_for_collective
from speerpunt.core.queries.written import WrittenRows

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
        found[Result._meta.label_lower] = {
            result.pk: Owned(picture.projects[result.project_id], result.title)
            for result in picture.seen_results(_results(picture, news))
        }
    priorities = picture.followed_priorities
    if priorities:
        found[Priority._meta.label_lower] = {pk: Owned(each) for pk, each in priorities.items()}
        for model, name in OF_PRIORITIES.items():
            found[model._meta.label_lower] = _rows(model, "priority", name, priorities, news)
    return found


def _results(picture: PlanPicture, news: News) -> list[Result]:
    """Seen or not."""
    if not news.is_about(Result):
        return []
    return _results_of(tuple(sorted(picture.followed)), news.period, news.user.pk).ask()


@kept_for_collective
def _results_of(projects: tuple[int, ...], period: Period, reader_id: int) -> WrittenRows[Result]:
    return WrittenRows(happened_to(Result.objects.filter(project__in=projects), period, reader_id))


def _rows(model: Any, field: str, name: str, owners: dict[int, Any], news: News) -> dict[int, Owned]:
    found = news.belonging(model, field, name, owners)
    return {pk: Owned(owners[owner_id], named) for pk, owner_id, named in found}
