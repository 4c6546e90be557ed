"""What changed in things, told in words to who follows them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist
from django.db.models import F, Model, Q, QuerySet
from django.utils.translation import gettext as _

from ..enums import Health, Verb
from ..models import Comment, HistoryEvent, LinkedModel
from ..registry import SearchSource, search_sources
from .news import News, Period, happened_to
from .once import kept_for_collective, kept_for_standing
from .written import WrittenRows

MOST_FIELDS = 3


@dataclass(frozen=True)
class Owned:
    """A row that belongs to a thing with a page; the thing itself has no `name` here."""

    subject: Any
    name: str = ""


# By the kind of row as the history calls it, and by its id.
OwnedRows = Mapping[str, Mapping[int, Owned]]
# By content type and id.
Subjects = Mapping[int, Mapping[int, Any]]
Keys = tuple[tuple[int, tuple[int, ...]], ...]


@dataclass(frozen=True)
class Change:
    """`what` happened to what, ready to show: "milestone reached: preliminary design"."""

    subject: Any
    at: datetime
    what: str
    actor_id: int | None


def hanging_rows(owned: OwnedRows, news: News) -> OwnedRows:
    """What hangs on the things, such as actions, as far as something happened to it and it is in sight."""
    found = {}
    subjects = _subjects_of(owned)
    for source in search_sources() if subjects else ():
        path = _path_to_link(source.model) if news.is_about(source.model) else None
        if path is not None:
            found[source.model._meta.label_lower] = _hanging(source, path, subjects, news)
    return found


def _path_to_link(model: type[Model]) -> str | None:
    """A row hangs on something itself, or lies in what does, as a paper in its folder."""
    if issubclass(model, LinkedModel):
        return ""
    for field in model._meta.concrete_fields:
        # What may also lie nowhere, such as a line of minutes without an action, belongs to something else.
        if field.is_relation and not field.null and issubclass(field.related_model, LinkedModel):
            return f"{field.name}__"
    return None


def _hanging(source: SearchSource, path: str, subjects: Subjects, news: News) -> dict[int, Owned]:
    asked = _links(news.user, source.visible_to, path, _keys(subjects), news.period, reader_id=news.user.pk)
    return {row.pk: Owned(subjects[row.told_kind][row.told_of], str(row)) for row in asked.ask()}


@kept_for_standing
def _links(
    user: Any,
    visible_to: Callable[[Any], QuerySet[Any]],
    path: str,
    subjects: Keys,
    period: Period,
    *,
    reader_id: int,
) -> WrittenRows[Any]:
    """What hangs on these, with the kind and the id of what each hangs on."""
    on_these = Q(pk__in=())
    for kind, ids in subjects:
        on_these |= Q(**{f"{path}content_type": kind, f"{path}object_id__in": ids})
    found = happened_to(visible_to(user).filter(on_these), period, reader_id)
    return WrittenRows(found.annotate(told_kind=F(f"{path}content_type"), told_of=F(f"{path}object_id")))


def changes_among(owned: OwnedRows, news: News, limit: int) -> list[Change]:
    """Newest first, at most `limit`."""
    if not any(owned.values()):
        return []
    changes = [*_events(owned, news, limit), *_comments(owned, news, limit)]
    return sorted(changes, key=lambda change: change.at, reverse=True)[:limit]


def _events(owned: OwnedRows, news: News, limit: int) -> Iterator[Change]:
    for event in news.events(owned, limit):
        row = owned[event.target_model][event.target_id]
        yield Change(row.subject, event.at, _what(event, row.name), event.actor_id)


def _comments(owned: OwnedRows, news: News, limit: int) -> Iterator[Change]:
    subjects = _subjects_of(owned)
    for comment in _said(news.period, news.user.pk, _keys(subjects), limit).ask():
        subject = subjects[comment.content_type_id][comment.object_id]
        yield Change(subject, comment.created_at, _("comment added"), comment.author_id)


@kept_for_collective
def _said(period: Period, reader_id: int, subjects: Keys, limit: int) -> WrittenRows[Comment]:
    wanted = Q(pk__in=())
    for kind, ids in subjects:
        wanted |= Q(content_type=kind, object_id__in=ids)
    said = Comment.objects.filter(wanted, period.holds("created_at")).exclude(author=reader_id)
    return WrittenRows(said.order_by("-created_at")[:limit])


def _keys(subjects: Subjects) -> Keys:
    return tuple((kind, tuple(sorted(rows))) for kind, rows in sorted(subjects.items()))


def _subjects_of(owned: OwnedRows) -> Subjects:
    """The things themselves."""
    by_model: dict[type[Model], dict[int, Any]] = defaultdict(dict)
    for rows in owned.values():
        for row in rows.values():
            by_model[type(row.subject)][row.subject.pk] = row.subject
    return {ContentType.objects.get_for_model(model).pk: things for model, things in by_model.items()}


def _what(event: HistoryEvent, name: str) -> str:
    """What happened, in words; a change of the thing itself says which of its fields."""
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
    return _("%(kind)s %(verb)s") % said


def _labels(model: Any, names: Iterable[str]) -> list[str]:
    labels = []
    for name in list(names)[:MOST_FIELDS]:
        try:
            labels.append(str(model._meta.get_field(name).verbose_name))
        except FieldDoesNotExist:
            labels.append(name)
    return labels
