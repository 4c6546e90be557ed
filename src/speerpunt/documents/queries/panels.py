"""The papers of a row, on the page of that row."""

from typing import Any

from speerpunt.core.addresses import address
from speerpunt.core.models import CollectiveModel
from speerpunt.core.registry import subject_for

from .folders import document_lines, for_list
from .visible import documents_on

MOST_SHOWN = 5


def papers_on(user: Any, target: CollectiveModel) -> dict[str, Any] | None:
    """The newest, and the way to all; nothing where there are none and nobody could bring one."""
    rows = documents_on(target, user)
    newest = list(for_list(rows).order_by("-changed_at", "pk")[: MOST_SHOWN + 1])
    may_add = user.has_perm(subject_for(type(target)).permission, target)
    if not newest and not may_add:
        return None
    meta = target._meta
    return {
        "lines": document_lines(newest[:MOST_SHOWN]),
        "rest": rows.count() - MOST_SHOWN if len(newest) > MOST_SHOWN else 0,
        "may_add": may_add,
        "url": address("documents:papers_at", meta.app_label, meta.model_name, target.pk),
    }
