"""For "Today": what changed in what somebody follows, and what needs attention."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Q
from django.utils.translation import gettext as _

from speerpunt.core.enums import Health, Verb
from speerpunt.core.models import Comment, HistoryEvent

from ..enums import Phase
from ..models import Milestone, Project, ProjectPart, ProjectPartner, Result
from .picture import PlanPicture

# Which rows belong to a project, and the field that names them.
NAMED_BY: dict[type[Milestone | ProjectPart | ProjectPartner], str] = {
    Milestone: "title",
    ProjectPart: "text",
    ProjectPartner: "organisation__name",
}
MOST_FIELDS = 3


@dataclass(frozen=True)
class FollowedChange:
    project: Project
    at: datetime
    # What happened to what, ready to show: "milestone reached: preliminary design".
    what: str
    actor_id: int | None


@dataclass(frozen=True)
class _Owned:
    """A row that belongs to a followed project."""

    project_id: int
    name: str


def projects_needing_attention(user: Any, picture: PlanPicture | None = None) -> list[Project]:
    """Unfinished projects that are stuck or need attention, stuck ones first."""
    picture = picture or PlanPicture(user)
    found = [
        project
        for project in picture.projects.values()
        if project.health in {Health.STUCK, Health.ATTENTION} and project.phase != Phase.DONE
    ]
    return sorted(found, key=lambda project: (project.health != Health.STUCK, project.title))


def changes_in_followed(
    user: Any, since: datetime, limit: int = 20, picture: PlanPicture | None = None
) -> list[FollowedChange]:
    """Newest first, at most `limit`; the visitor's own changes are not news to him."""
    picture = picture or PlanPicture(user)
    projects = picture.followed
    if not projects:
        return []
    changes = [*_events(picture, since, limit), *_comments(user, projects, since, limit)]
    return sorted(changes, key=lambda change: change.at, reverse=True)[:limit]


def _events(picture: PlanPicture, since: datetime, limit: int) -> Iterable[FollowedChange]:
    owned = _owned(picture)
    wanted = Q(pk__in=())
    for model, rows in owned.items():
        wanted |= Q(target_model=model, target_id__in=list(rows))
    # A project that came in with a plan did not change by that.
    events = HistoryEvent.objects.filter(wanted, at__gte=since).exclude(verb=Verb.IMPORTED)
    for event in events.exclude(actor=picture.user)[:limit]:
        row = owned[event.target_model][event.target_id]
        project = picture.projects[row.project_id]
        yield FollowedChange(project, event.at, _what(event, row.name), event.actor_id)


def _owned(picture: PlanPicture) -> dict[str, dict[int, _Owned]]:
    """Per kind of row: to which project each belongs, and what it is called."""
    found: dict[str, dict[int, _Owned]] = defaultdict(dict)
    found[Project._meta.label_lower] = {pk: _Owned(pk, "") for pk in picture.followed}
    for model, name in NAMED_BY.items():
        rows = model.objects.filter(project__in=list(picture.followed))
        for pk, project_id, named in rows.order_by().values_list("pk", "project_id", name):
            found[model._meta.label_lower][pk] = _Owned(project_id, named)
    found[Result._meta.label_lower] = {
        result.pk: _Owned(result.project_id, result.title)
        for result in picture.results_of(list(picture.followed))
    }
    return found


def _what(event: HistoryEvent, name: str) -> str:
    """What happened, in words; a change of a project itself says which of its fields."""
    model = apps.get_model(event.target_model)
    said = {"kind": model._meta.verbose_name, "verb": Verb(event.verb).label, "name": name}
    fields = {change["field"]: change["to"] for change in event.changes}
    if event.verb == Verb.CHANGED and fields.get("done_on"):
        return _("%(kind)s reached: %(name)s") % said
    if event.verb == Verb.CREATED and name:
        return _("new %(kind)s: %(name)s") % said
    if name:
        return _("%(kind)s %(verb)s: %(name)s") % said
    if "health" in fields:
        return _("now %(health)s") % {"health": Health(fields["health"]).label}
    if event.verb == Verb.CHANGED and fields:
        return _("changed: %(fields)s") % {"fields": ", ".join(_labels(model, fields))}
    return _("project %(verb)s") % said


def _labels(model: Any, names: Iterable[str]) -> list[str]:
    labels = []
    for name in list(names)[:MOST_FIELDS]:
        try:
            labels.append(str(model._meta.get_field(name).verbose_name))
        except FieldDoesNotExist:
            labels.append(name)
    return labels


def _comments(
    user: Any, projects: dict[int, Project], since: datetime, limit: int
) -> Iterable[FollowedChange]:
    comments = Comment.objects.filter(
        content_type=ContentType.objects.get_for_model(Project),
        object_id__in=list(projects),
        created_at__gte=since,
    ).exclude(author=user)
    for comment in comments.order_by("-created_at")[:limit]:
        project = projects[comment.object_id]
        yield FollowedChange(project, comment.created_at, _("comment added"), comment.author_id)
