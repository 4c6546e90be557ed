"""Decisions over all bodies, and the page of one."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from speerpunt.members.models import Body
from speerpunt.members.queries.history import SignedLine, signed_history_of
from speerpunt.places.models import Area
from speerpunt.priorities.models import Project
from speerpunt.priorities.queries.visible import projects_visible_to

from ..enums import EntryKind
from ..models import AgendaItem, Decision, Meeting, MinuteEntry
from .agenda import dossiers_in_sight
from .minutes import in_sight
from .visible import decisions_visible_to, entries_visible_to, items_visible_to, meetings_visible_to


def with_names(rows: QuerySet[Decision]) -> QuerySet[Decision]:
    return rows.select_related("body")


def bodies_of(user: Any) -> list[tuple[int, str]]:
    """That decided something the visitor sees."""
    rows = Body.objects.filter(Exists(_decided(user, body=OuterRef("pk"))))
    return list(rows.order_by("name").values_list("pk", "name"))


def years_of(user: Any) -> list[int]:
    """From the last to the first in which something was decided that the visitor sees."""
    rows = decisions_visible_to(user).values_list("year", flat=True)
    first, last = rows.order_by("decided_on")[:1], rows.order_by("-decided_on")[:1]
    years = [*first, *last]
    return list(range(max(years), min(years) - 1, -1)) if years else []


def dossiers_of(user: Any) -> list[tuple[int, str]]:
    """Of decisions and dossiers that the visitor sees, both."""
    rows = projects_visible_to(user).filter(Exists(_decided(user, dossier=OuterRef("pk"))))
    return list(rows.order_by("title").values_list("pk", "title"))


def _decided(user: Any, **about: Any) -> QuerySet[Decision]:
    """Asked for each choice whether there is one: as a list, every decision would be read for it."""
    return decisions_visible_to(user).filter(**about).order_by()


def in_area(rows: QuerySet[Decision], area: Area, user: Any) -> QuerySet[Decision]:
    """Whose item names it, or whose dossier lies in it, as far as the visitor sees these."""
    items = items_visible_to(user).filter(areas=area).values("pk")
    dossiers = projects_visible_to(user).filter(areas=area).order_by().values("pk")
    return rows.filter(Q(item__in=items) | Q(dossier__in=dossiers))


def on_dossier(rows: QuerySet[Decision], value: str, user: Any) -> QuerySet[Decision]:
    return rows.filter(dossier__in=projects_visible_to(user).filter(pk=value).order_by().values("pk"))


@dataclass(frozen=True)
class DecisionPage:
    """Shared by itself, a decision tells nothing of its item and meeting."""

    item: AgendaItem | None
    meeting: Meeting | None
    dossier: Project | None
    actions: list[MinuteEntry]
    history: list[SignedLine]


def decision_page(decision: Decision, user: Any) -> DecisionPage:
    item = items_visible_to(user).filter(pk=decision.item_id).first()
    meeting_id = item.meeting_id if item is not None else None
    promised = entries_visible_to(user).filter(item=decision.item_id, kind=EntryKind.ACTION)
    may_know = user.has_perm("meetings.view_meeting_history", decision)
    return DecisionPage(
        item=item,
        meeting=meetings_visible_to(user).filter(pk=meeting_id or 0).first(),
        dossier=dossiers_in_sight([decision], user).get(decision.dossier_id or 0),
        actions=in_sight(promised, user),
        history=signed_history_of(decision, reader=user) if may_know else [],
    )
