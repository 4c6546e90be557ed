"""Bodies, who sits in them, and who represents us where."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from speerpunt.core.models import CollectiveModel

from ..enums import BodyKind, SeatKind
from ..models import Body, Organisation, Seat

SEAT_ORDER = list(SeatKind)


def bodies_visible_to(user: Any) -> QuerySet[Body]:
    return Body.objects.all() if user.has_perm("members.list_bodies") else Body.objects.none()


def with_present_seats(bodies: QuerySet[Body]) -> QuerySet[Body]:
    """Each body with `present_seats`, the chair first, in one query more."""
    today = timezone.localdate()
    seats = (
        Seat.objects.exclude(end__lt=today).select_related("person", "on_behalf_of").order_by("start", "pk")
    )
    return bodies.prefetch_related(Prefetch("seats", queryset=seats, to_attr="present_seats"))


def by_rank(seats: Iterable[Seat]) -> list[Seat]:
    return sorted(seats, key=lambda seat: SEAT_ORDER.index(SeatKind(seat.kind)))


@dataclass(frozen=True)
class BodyLine:
    """One body in the list."""

    body: Body
    seats: list[Seat]
    held: int
    vacant: int


@dataclass(frozen=True)
class BodyGroup:
    kind: str
    title: str
    lines: list[BodyLine]


def body_groups(bodies: Iterable[Any]) -> list[BodyGroup]:
    """Bodies by kind, in the order of the kinds."""
    lines: dict[str, list[BodyLine]] = defaultdict(list)
    for body in bodies:
        vacant = sum(seat.person_id is None for seat in body.present_seats)
        line = BodyLine(body, by_rank(body.present_seats), len(body.present_seats) - vacant, vacant)
        lines[body.kind].append(line)
    return [
        BodyGroup(kind, str(BodyKind(kind).label), lines[kind]) for kind in BodyKind.values if lines[kind]
    ]


@dataclass(frozen=True)
class Cell:
    """The seats of one organisation in one body."""

    heading: str
    seats: list[Seat]

    @property
    def look(self) -> str:
        if not self.seats:
            return ""
        return "held" if all(seat.person_id for seat in self.seats) else "open"


@dataclass(frozen=True)
class Representation:
    """Who speaks where: a row for each body, a column for each organisation that holds seats."""

    organisations: list[Organisation]
    rows: list[tuple[Body, list["Cell"]]]
    has_others: bool


def representation(bodies: Iterable[Any]) -> Representation:
    """Seats without an organisation stand in a last column; it is left out when there are none."""
    bodies = list(bodies)
    found = {seat.on_behalf_of_id: seat.on_behalf_of for body in bodies for seat in body.present_seats}
    ours = sorted(
        (each for each in found.values() if each is not None), key=lambda each: each.name.casefold()
    )
    columns: list[tuple[int | None, str]] = [(each.pk, each.name) for each in ours]
    columns += [(None, _("on own account"))] if None in found else []
    return Representation(ours, [(body, _cells(body, columns)) for body in bodies], None in found)


def _cells(body: Any, columns: list[tuple[int | None, str]]) -> list[Cell]:
    seats: dict[int | None, list[Seat]] = defaultdict(list)
    for seat in by_rank(body.present_seats):
        seats[seat.on_behalf_of_id].append(seat)
    return [Cell(heading, seats[key]) for key, heading in columns]


@dataclass(frozen=True)
class BodyPage:
    seats: list[Seat]
    former: list[Seat]

    def parts(self) -> list[CollectiveModel]:
        """Rows whose history is part of that of the body."""
        return [*self.seats, *self.former]


def body_page(body: Body) -> BodyPage:
    today = timezone.localdate()
    seats = list(body.seats.select_related("person", "on_behalf_of").order_by("start", "pk"))
    return BodyPage(
        seats=by_rank(seat for seat in seats if not seat.end or seat.end >= today),
        former=[seat for seat in seats if seat.end and seat.end < today],
    )
