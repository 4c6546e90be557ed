"""Items of the council, with what they touch as far as the visitor may know of it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from speerpunt.members.rules import standing
from speerpunt.places.models import Area
from speerpunt.priorities.models import Project
from speerpunt.priorities.queries import projects_visible_to

from ..enums import CouncilState
from ..models import CouncilItem
from .touching import AREA, PROJECT

MOST_ON_A_PANEL = 6


@dataclass(frozen=True)
class Touched:
    kind: str
    thing: Project | Area
    words: Sequence[str]
    is_away: bool


def council_items_visible_to(user: Any) -> QuerySet[CouncilItem]:
    """The council is public; what we do with it is for who belongs to the collective."""
    if not standing(user).is_inside:
        return CouncilItem.objects.none()
    return CouncilItem.objects.all()


def coming(items: QuerySet[CouncilItem]) -> QuerySet[CouncilItem]:
    return items.filter(meeting__starts_at__gte=timezone.now(), meeting__is_cancelled=False)


def touched_by(items: Iterable[CouncilItem], user: Any) -> dict[int, list[Touched]]:
    """In two queries for all of them. Of a dossier that the visitor may not see, the words stay away too."""
    rows = list(items)
    wanted: dict[str, set[int]] = defaultdict(set)
    for item in rows:
        for reason in item.reasons:
            wanted[reason["kind"]].add(reason["pk"])
    known: dict[tuple[str, int], Project | Area] = {
        (PROJECT, project.pk): project for project in projects_visible_to(user).filter(pk__in=wanted[PROJECT])
    }
    known |= {(AREA, area.pk): area for area in Area.objects.kept().filter(pk__in=wanted[AREA])}
    return {item.pk: list(_of(item, known)) for item in rows}


def _of(item: CouncilItem, known: dict[tuple[str, int], Project | Area]) -> Iterable[Touched]:
    for reason in item.reasons:
        thing = known.get((reason["kind"], reason["pk"]))
        if thing is not None:
            yield Touched(reason["kind"], thing, reason["words"], bool(reason["is_away"]))


def council_about(user: Any, about: Project | Area) -> list[CouncilItem]:
    """What is still to come on a dossier or area."""
    touches = Q(dossiers=about) if isinstance(about, Project) else Q(areas=about)
    rows = coming(council_items_visible_to(user)).filter(touches).exclude(state=CouncilState.IGNORED)
    return list(rows.select_related("meeting").order_by("meeting__starts_at", "position")[:MOST_ON_A_PANEL])
