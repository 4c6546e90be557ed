"""The way back from a plan import: what it made goes, unless somebody has worked on it since."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext as _

from speerpunt.core.enums import Verb
from speerpunt.core.models import CollectiveModel, Comment, Follow, HistoryEvent, User
from speerpunt.core.services import record

from ..enums import ImportStatus
from ..models import PlanImport, ProjectPartner
from .plans import PlanProblem
from .take_over import MODELS

# What an import itself writes in the history of a row.
BY_IMPORT = (Verb.CREATED, Verb.IMPORTED)


@transaction.atomic
def undo_plan_import(plan_import: PlanImport, *, by: User | None) -> tuple[int, list[dict[str, Any]]]:
    """Returns how many rows went, and what stayed. The review is open again, with every choice."""
    fresh: PlanImport = PlanImport.objects.select_for_update().get(pk=plan_import.pk)
    if fresh.status != ImportStatus.DONE:
        raise PlanProblem(_("This import is not taken over, so there is nothing to undo."))
    for seat in ProjectPartner.objects.filter(pk__in=fresh.report.get("seats", ())):
        _take_back(seat, by)
    kept = []
    made = fresh.report["made"]
    for told in reversed(made):
        row = MODELS[told["kind"]].objects.filter(pk=told["pk"]).first()
        if row is not None and not _take_back(row, by):
            kept.append(told)
    fresh.status, fresh.report = ImportStatus.REVIEW, {}
    fresh.save(update_fields=["status", "report"])
    record(fresh, Verb.CHANGED, by=by, changes=[("status", ImportStatus.DONE, ImportStatus.REVIEW)])
    return len(made) - len(kept), kept


def _take_back(row: CollectiveModel, by: User | None) -> bool:
    if _is_touched(row) or _is_in_use(row):
        return False
    record(row, Verb.DELETED, by=by, note=str(row)[:200])
    row.delete()
    return True


def _is_touched(row: CollectiveModel) -> bool:
    events = HistoryEvent.objects.filter(target_model=row._meta.label_lower, target_id=row.pk)
    about = {"content_type": ContentType.objects.get_for_model(row), "object_id": row.pk}
    return (
        events.exclude(verb__in=BY_IMPORT).exists()
        or Comment.objects.filter(**about).exists()
        or Follow.objects.filter(**about).exists()
    )


def _is_in_use(row: CollectiveModel) -> bool:
    """Something hangs on it that the import did not make, or that stayed."""
    return any(
        relation.related_model._base_manager.filter(**{relation.field.name: row}).exists()
        for relation in row._meta.related_objects
    )
