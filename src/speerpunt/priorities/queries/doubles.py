"""What exists already under the same name, or nearly so, as a line of an imported plan."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from speerpunt.core.texts import folded
from speerpunt.members.enums import OrganisationKind
from speerpunt.members.models import Body, Organisation

from ..enums import NodeKind
from ..models import Aim, Challenge, PlanEdition, Priority, Project, Result
from .outline import OutlineLine, PlanOutline

CLOSE = 0.86


@dataclass(frozen=True)
class Double:
    pk: int
    name: str
    # The same but for case and accents; else only alike.
    is_same: bool


def merged_pk(line: OutlineLine, double: Double | None) -> int | None:
    """With which row the line merges: as chosen, else with one of the same name."""
    if double is None or line.merge == 0:
        return None
    if line.merge is not None:
        return line.merge if line.merge == double.pk else None
    return double.pk if double.is_same else None


def doubles_in(outline: PlanOutline, edition: PlanEdition | None) -> dict[int, Double]:
    """By line id. One query for each kind that occurs."""
    found: dict[int, Double] = {}
    for kind, rows in _existing(edition).items():
        lines = outline.of_kinds(frozenset({kind}))
        if lines:
            names = {folded(name): (pk, name) for pk, name in rows}
            found |= {line.id: double for line in lines if (double := _double(line, names))}
    return found


def _double(line: OutlineLine, names: dict[str, tuple[int, str]]) -> Double | None:
    wanted = folded(line.name)
    if wanted in names:
        return Double(*names[wanted], is_same=True)
    close = get_close_matches(wanted, names, n=1, cutoff=CLOSE)
    return Double(*names[close[0]], is_same=False) if close else None


def _existing(edition: PlanEdition | None) -> dict[str, Iterable[tuple[int, str]]]:
    """Of a plan that is still to be made nothing exists, but bodies, organisations and projects may."""
    priorities = Priority.objects.filter(edition=edition)
    within: dict[str, Any] = {"priority__edition": edition}
    return {
        NodeKind.PRIORITY: priorities.filter(parent__isnull=True).values_list("pk", "title"),
        NodeKind.SUB_PRIORITY: priorities.filter(parent__isnull=False).values_list("pk", "title"),
        NodeKind.AIM: Aim.objects.filter(**within).values_list("pk", "title"),
        NodeKind.CHALLENGE: Challenge.objects.filter(**within).values_list("pk", "title"),
        NodeKind.RESULT: Result.objects.filter(**within).values_list("pk", "title"),
        NodeKind.PROJECT: Project.objects.filter(**within).values_list("pk", "title"),
        NodeKind.BODY: Body.objects.values_list("pk", "name"),
        NodeKind.ORGANISATION: Organisation.objects.kept()
        .exclude(kind=OrganisationKind.ENTERPRISE)
        .values_list("pk", "name"),
    }
