"""What the plan can be found by: all that stands on the page of a row, for everybody who may see the row."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet

from speerpunt.core.models import Comment
from speerpunt.core.queries.once import kept_for_standing
from speerpunt.core.queries.subjects import kind_of
from speerpunt.core.registry import SearchText
from speerpunt.members.rules import standing

from ..enums import EditionStatus
from ..models import PlanEdition, Priority, Project, Result
from .visible import projects_visible_to

LONGEST_COMMENT_TITLE = 80


def edition_texts(rows: QuerySet[PlanEdition]) -> Iterator[SearchText]:
    for row in rows:
        yield SearchText(row.pk, row.title, text=row.summary, day=row.start, url=row.get_absolute_url())


def priority_texts(rows: QuerySet[Priority]) -> Iterator[SearchText]:
    for row in rows.select_related("edition").prefetch_related("aims", "challenges"):
        pieces = [row.summary, row.health_reason]
        for each in (*row.aims.all(), *row.challenges.all()):
            pieces += [each.title, each.text]
        yield SearchText(
            row.pk, row.title, text=_lines(pieces), day=row.edition.start, url=_url_of_priority(row)
        )


def project_texts(rows: QuerySet[Project]) -> Iterator[SearchText]:
    for row in rows.prefetch_related("parts", "milestones"):
        pieces = [row.summary, row.next_step, row.health_reason]
        for milestone in row.milestones.all():
            pieces += [milestone.title, milestone.decided_by]
        pieces += [part.text for part in row.parts.all()]
        yield SearchText(
            row.pk, row.title, text=_lines(pieces), day=row.updated_at.date(), url=row.get_absolute_url()
        )


def result_texts(rows: QuerySet[Result]) -> Iterator[SearchText]:
    for row in rows:
        yield SearchText(row.pk, row.title, text=_lines([row.text, row.evidence]), day=row.reached_on)


def comments_visible_to(user: Any) -> QuerySet[Comment]:
    """Of projects; strangers read none."""
    return _comments(user).all()


@kept_for_standing
def _comments(user: Any) -> QuerySet[Comment]:
    if not standing(user).is_signed_in:
        return Comment.objects.none()
    projects = projects_visible_to(user).order_by().values("pk")
    comments = Comment.objects.filter(content_type=kind_of(Project), object_id__in=projects)
    return comments.prefetch_related("target")


def comment_texts(rows: QuerySet[Comment]) -> Iterator[SearchText]:
    """A comment has no title; its first words stand for it, and weigh no more than the rest."""
    for row in rows.filter(content_type=kind_of(Project)):
        yield SearchText(row.pk, "", text=row.text, day=row.created_at.date())


def _url_of_priority(priority: Priority) -> str:
    """The same subject has the same address in each plan; which plan is meant, is said."""
    url = priority.get_absolute_url()
    is_current = priority.edition.status == EditionStatus.CURRENT
    return url if is_current else f"{url}?plan={priority.edition_id}"


def url_of_result(result: Result) -> str:
    """Where it is told: its project, when that is seen too (`results_visible_to`)."""
    return (result.project or result.priority).get_absolute_url()


def url_of_comment(comment: Any) -> str:
    return f"{comment.target.get_absolute_url()}#reacties"


def _lines(pieces: Iterable[str]) -> str:
    return "\n".join(piece for piece in pieces if piece)
