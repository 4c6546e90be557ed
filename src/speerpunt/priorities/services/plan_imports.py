"""An uploaded plan: kept for review, choices saved, put aside."""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from django.db import transaction
from django.utils.translation import gettext as _

from speerpunt.core.enums import Verb
from speerpunt.core.models import Collective, User
from speerpunt.core.services import record

from ..enums import ImportStatus, NodeKind
from ..models import PlanEdition, PlanImport
from ..queries.outline import OWNERS, PlanOutline
from .plans import PlanProblem

LONGEST_NAME = 240
Choice = dict[str, Any]


class RecognisedNode(Protocol):
    """A node of the outline that the recogniser delivers."""

    id: int
    parent: int | None
    title: str
    name: str
    proposed_kind: str
    confidence: float
    source_line: int
    is_inferred: bool


STORED = ("id", "parent", "title", "name", "confidence", "source_line", "is_inferred")


@transaction.atomic
def keep_plan_import(
    collective: Collective,
    *,
    file_name: str,
    nodes: Iterable[RecognisedNode],
    edition: PlanEdition | None,
    by: User | None,
) -> PlanImport:
    kept = PlanImport.objects.create(
        collective=collective,
        file_name=file_name[-200:],
        nodes=[_stored(node) for node in nodes],
        edition=edition,
        uploaded_by=by,
    )
    record(kept, Verb.CREATED, by=by, note=kept.file_name)
    return kept


def _stored(node: RecognisedNode) -> dict[str, Any]:
    return {name: getattr(node, name) for name in STORED} | {"proposed_kind": str(node.proposed_kind)}


def locked_for_review(plan_import: PlanImport) -> PlanImport:
    """The row as it is now, held until the transaction ends; only while it waits for review."""
    fresh: PlanImport = PlanImport.objects.select_for_update().get(pk=plan_import.pk)
    if fresh.status != ImportStatus.REVIEW:
        raise PlanProblem(_("This import is no longer waiting for review. Open it again."))
    return fresh


@transaction.atomic
def save_choices(plan_import: PlanImport, choices: Mapping[int, Choice]) -> PlanImport:
    """Keep what was chosen for these lines; of the others the choices stay. What equals the proposal is not kept."""
    fresh = locked_for_review(plan_import)
    nodes = {node["id"]: node for node in fresh.nodes}
    for line_id, choice in choices.items():
        if line_id in nodes:
            _keep_choice(fresh.choices, nodes[line_id], choice)
    fresh.save(update_fields=["choices"])
    return fresh


def _keep_choice(kept: dict[str, Choice], node: Mapping[str, Any], choice: Choice) -> None:
    merged = {**kept.get(str(node["id"]), {}), **choice}
    if merged.get("kind") not in NodeKind.values:
        merged.pop("kind", None)
    merged["name"] = str(merged.get("name") or "").strip()[:LONGEST_NAME]
    if merged["name"] in {"", node.get("name") or node["title"]}:
        del merged["name"]
    wanted = {key: value for key, value in merged.items() if value is not None}
    if wanted:
        kept[str(node["id"])] = wanted
    else:
        kept.pop(str(node["id"]), None)


@transaction.atomic
def choose_for_kind(plan_import: PlanImport, *, now: str, becomes: str) -> int:
    """Every line that is now of one kind becomes another. Returns how many."""
    lines = PlanOutline(plan_import).of_kinds(frozenset({now}))
    return _choose(plan_import, (line.id for line in lines), becomes)


@transaction.atomic
def choose_below(plan_import: PlanImport, line_id: int, *, becomes: str) -> int:
    """Every line that stands directly under this one."""
    line = PlanOutline(plan_import).lines.get(line_id)
    return _choose(plan_import, line.children, becomes) if line else 0


@transaction.atomic
def move_lines(plan_import: PlanImport, line_ids: Iterable[int], *, under: int) -> int:
    """Lines come under another one, as far as they can hang on it. Returns how many."""
    outline = PlanOutline(plan_import)
    home = outline.lines.get(under)
    kinds = {kind for kind, owners in OWNERS.items() if home is not None and home.kind in owners}
    moved = [each for each in line_ids if each in outline.lines and outline.lines[each].kind in kinds]
    save_choices(plan_import, {line_id: {"under": under} for line_id in moved})
    return len(moved)


@transaction.atomic
def choose_edition(plan_import: PlanImport, edition: PlanEdition | None) -> PlanImport:
    """Say into which plan it will go, so that the review shows what exists there already."""
    fresh = locked_for_review(plan_import)
    fresh.edition = edition
    fresh.save(update_fields=["edition"])
    return fresh


def _choose(plan_import: PlanImport, line_ids: Iterable[int], kind: str) -> int:
    choices = {line_id: {"kind": kind} for line_id in line_ids}
    save_choices(plan_import, choices)
    return len(choices)


@transaction.atomic
def drop_plan_import(plan_import: PlanImport, *, by: User | None) -> None:
    """Nothing of it comes in; the text itself goes, that it was there stays."""
    fresh = locked_for_review(plan_import)
    fresh.status, fresh.nodes, fresh.choices = ImportStatus.DROPPED, [], {}
    fresh.save(update_fields=["status", "nodes", "choices"])
    record(fresh, Verb.CHANGED, by=by, changes=[("status", ImportStatus.REVIEW, ImportStatus.DROPPED)])
