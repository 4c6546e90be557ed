"""What a plan import made, merged and left out, with the way to each thing that is still there."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from speerpunt.members.models import Body, Organisation

from ..enums import NodeKind
from ..models import PlanImport, Priority, Project


@dataclass(frozen=True)
class ReportedThing:
    name: str
    url: str


@dataclass(frozen=True)
class ReportedKind:
    kind: NodeKind
    made: list[ReportedThing]
    merged: list[ReportedThing]


# Kinds with a page of their own.
PAGES: dict[str, Any] = {
    NodeKind.PRIORITY: Priority,
    NodeKind.SUB_PRIORITY: Priority,
    NodeKind.PROJECT: Project,
    NodeKind.BODY: Body,
    NodeKind.ORGANISATION: Organisation,
}


def report_of(plan_import: PlanImport) -> list[ReportedKind]:
    made = _by_kind(plan_import.report.get("made", ()))
    merged = _by_kind(plan_import.report.get("merged", ()))
    return [
        ReportedKind(kind, _things(kind, made[kind]), _things(kind, merged[kind]))
        for kind in NodeKind
        if made[kind] or merged[kind]
    ]


def _by_kind(told: Iterable[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for each in told:
        found[each["kind"]].append(each)
    return found


def _things(kind: NodeKind, told: list[dict[str, Any]]) -> list[ReportedThing]:
    model = PAGES.get(kind)
    if model is None:
        return [ReportedThing(each["name"], "") for each in told]
    rows = {row.pk: row for row in model.objects.filter(pk__in=[each["pk"] for each in told])}
    return [
        ReportedThing(each["name"], rows[each["pk"]].get_absolute_url() if each["pk"] in rows else "")
        for each in told
    ]
