"""What things hang on: the rows of a kind that the registry names, as far as somebody may see them."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import EmptyResultSet
from django.db.models import BooleanField, F, Func, JSONField, Model, Q, QuerySet, TextField
from django.http import Http404

from ..models import CollectiveModel, LinkedModel
from ..registry import Subject, sight_of, subject_for, subjects
from .once import kept_for_standing


def kind_of(model: type[Model]) -> ContentType:
    return ContentType.objects.get_for_model(model)


def hangs_on(target: CollectiveModel) -> Q:
    """Condition on a linked model: hangs on this row."""
    return Q(content_type=kind_of(type(target)), object_id=target.pk)


class IsAmong(Func):
    """Whether a number is among the rows of a queryset, of which the SQL is written once, wherever it is asked.

    Looked up row by row: a list of all that somebody may see would be made for each question that asks for it.
    """

    output_field = BooleanField()
    template = "EXISTS (SELECT 1 FROM (%(rows)s) AS seen WHERE seen.pk = %(expressions)s)"

    def __init__(self, number: Any, rows: str, values: tuple[Any, ...]) -> None:
        super().__init__(number)
        self.rows, self.values = rows, values

    def as_sql(self, compiler: Any, connection: Any, **_more: Any) -> tuple[str, tuple[Any, ...]]:
        sql, values = compiler.compile(self.source_expressions[0])
        return self.template % {"rows": self.rows, "expressions": sql}, (*self.values, *values)


@kept_for_standing
def hangs_in_sight(user: Any, kinds: frozenset[int] | None = None) -> Q:
    """Condition on a linked model: hangs on a row that the visitor may see at this moment.

    With `kinds`, content types, it is asked of these only: of others nothing is seen.
    """
    seen = Q(pk__in=())
    for subject in subjects():
        if kinds is not None and kind_of(subject.model).pk not in kinds:
            continue
        rows = subject.visible_to(user).order_by().values("pk")
        try:
            sql, values = rows.query.sql_with_params()
        except EmptyResultSet:
            continue
        # In this order, for the kind is looked at first.
        seen |= Q(("content_type", kind_of(subject.model)), IsAmong(F("object_id"), sql, values))
    return seen


def subject_named(app_label: str, model: str) -> Subject:
    """As it stands in an address; 404 when there is no such kind."""
    for subject in subjects():
        if (subject.model._meta.app_label, subject.model._meta.model_name) == (app_label, model):
            return subject
    raise Http404


def find_target(user: Any, subject: Subject, pk: int) -> Any:
    """The row, when the visitor may see it; 404 otherwise."""
    found = subject.visible_to(user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def targets_of(rows: Iterable[LinkedModel]) -> dict[tuple[int, int], Any]:
    """What the rows hang on, by content type and id: one query for each kind. Says nothing about who may see it."""
    wanted: dict[int, set[int]] = defaultdict(set)
    for row in rows:
        if row.object_id is not None:
            wanted[row.content_type_id].add(row.object_id)
    found: dict[tuple[int, int], Any] = {}
    for kind, ids in wanted.items():
        model = ContentType.objects.get_for_id(kind).model_class()
        if model is not None:
            found.update({(kind, each.pk): each for each in model._base_manager.filter(pk__in=ids)})
    return found


def targets_in_sight(user: Any, rows: Iterable[LinkedModel]) -> dict[tuple[int, int], Any]:
    """The same, of what the visitor may see at this moment, and only what it takes to name and address it."""
    wanted: dict[int, set[int]] = defaultdict(set)
    for row in rows:
        if row.object_id is not None:
            wanted[row.content_type_id].add(row.object_id)
    found: dict[tuple[int, int], Any] = {}
    for subject in subjects():
        kind = kind_of(subject.model).pk
        if kind in wanted:
            seen = _in_short(subject.visible_to(user)).filter(pk__in=wanted[kind])
            found.update({(kind, each.pk): each for each in seen})
    return found


def _in_short(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Without its long texts and shapes."""
    fields = rows.model._meta.concrete_fields
    return rows.defer(*(field.name for field in fields if isinstance(field, TextField | JSONField)))


def rows_in_sight(user: Any, model: type[Model]) -> QuerySet[Any]:
    """The rows of a kind that the visitor may see; of what has no page of its own, such as a series, all."""
    sight = sight_of(model)
    if sight is not None:
        return sight(user)
    rows = model._base_manager.all()
    return rows.filter(hangs_in_sight(user)) if issubclass(model, LinkedModel) else rows


def circle_of(target: CollectiveModel) -> str:
    """The circle that knows of a row."""
    return subject_for(type(target)).circle(target)
