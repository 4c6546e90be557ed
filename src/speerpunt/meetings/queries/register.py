"""Decisions over all bodies, and the page of one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from speerpunt.core.queries.names import Named, named_in_sight
from speerpunt.core.queries.once import kept_for_standing
from speerpunt.core.queries.subjects import kind_of
from speerpunt.core.queries.written import Written
from speerpunt.members.models import Body
from speerpunt.members.queries.history import SignedLine, signed_history_of
from speerpunt.places.models import Area
from speerpunt.priorities.models import Project
from speerpunt.priorities.queries.visible import projects_visible_to

from ..enums import EntryKind
from ..models import AgendaItem, Decision, Meeting, MinuteEntry
from .agenda import dossiers_in_sight
from .guests import Guest, guest_of
from .minutes import in_sight
from .visible import decisions_visible_to, entries_visible_to, items_visible_to, meetings_visible_to


class DecisionRow(NamedTuple):
    """What the register reads of a decision, in this order. Plain values: making objects of them takes longer than reading."""

    pk: int
    year: int
    number: int
    text: str
    votes_for: int | None
    votes_against: int | None
    votes_abstained: int | None
    decided_on: date
    state: str
    dossier_id: int | None
    body__name: str

    @property
    def is_voted(self) -> bool:
        return self.votes_for is not None


def for_list(rows: QuerySet[Decision]) -> QuerySet[Any]:
    """What `DecisionRow` is made of."""
    return rows.values_list(*DecisionRow._fields)


def dossier_names(rows: Iterable[DecisionRow], user: Any) -> dict[int, Named]:
    """By id, those that the visitor may see."""
    kind = kind_of(Project).pk
    found = named_in_sight(user, ((kind, row.dossier_id) for row in rows if row.dossier_id is not None))
    return {number: named for (_kind, number), named in found.items()}


def bodies_of(user: Any) -> list[tuple[int, str]]:
    """That decided something the visitor sees."""
    return _bodies(user, guest_of(user)).ask()


def years_of(user: Any) -> list[int]:
    """From the last to the first in which something was decided that the visitor sees."""
    years = [year for (year,) in _years(user, guest_of(user)).ask()]
    return list(range(max(years), min(years) - 1, -1)) if years else []


def dossiers_of(user: Any) -> list[tuple[int, str]]:
    """Of decisions and dossiers that the visitor sees, both."""
    return _dossiers(user, guest_of(user)).ask()


@kept_for_standing
def _bodies(user: Any, guest: Guest) -> Written:
    rows = Body.objects.filter(Exists(_decided(user, guest, body=OuterRef("pk"))))
    return Written(rows.order_by("name").values_list("pk", "name"))


@kept_for_standing
def _years(user: Any, guest: Guest) -> Written:
    """The first and the last."""
    rows = decisions_visible_to(user, guest)
    ends = (rows.order_by(order).values("pk")[:1] for order in ("decided_on", "-decided_on"))
    first, last = (Subquery(end) for end in ends)
    return Written(Decision.objects.filter(Q(pk=first) | Q(pk=last)).order_by().values_list("year"))


@kept_for_standing
def _dossiers(user: Any, guest: Guest) -> Written:
    rows = projects_visible_to(user).filter(Exists(_decided(user, guest, dossier=OuterRef("pk"))))
    return Written(rows.order_by("title").values_list("pk", "title"))


def _decided(user: Any, guest: Guest, **about: Any) -> QuerySet[Decision]:
    """Asked for each choice whether there is one: as a list, every decision would be read for it."""
    return decisions_visible_to(user, guest).filter(**about).order_by()


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
