"""What a visitor may read of meetings. Every page, count, feed and file starts from one of these.

Each asks no more of a visitor than his standing leaves open: one who is a guest nowhere is asked for no invitation. What
is kept for a day (`core.queries.once`) is written for a guest `ANYWHERE`.
"""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from speerpunt.core.queries.once import kept_for_standing
from speerpunt.members.rules import Standing, standing

from ..enums import Access, PositionState
from ..models import (
    AgendaItem,
    Attendance,
    Decision,
    Meeting,
    MinuteEntry,
    PaperBundle,
    Position,
    SharedPiece,
)
from ..rules import may_be_invited
from .guests import Guest, guest_of

NOTHING = Q(pk__in=())


def meetings_visible_to(user: Any, guest: Guest | None = None) -> QuerySet[Meeting]:
    return _meetings(user, guest or guest_of(user)).all()


@kept_for_standing
def _meetings(user: Any, guest: Guest) -> QuerySet[Meeting]:
    at = standing(user)
    if at.is_office:
        return Meeting.objects.all()
    seen = _sits_near(at) | _invited(at, guest, "pk")
    if at.is_inside:
        seen |= Q(access=Access.ALL)
    return Meeting.objects.filter(seen)


def items_visible_to(user: Any, guest: Guest | None = None) -> QuerySet[AgendaItem]:
    return _items(user, guest or guest_of(user)).all()


@kept_for_standing
def _items(user: Any, guest: Guest) -> QuerySet[AgendaItem]:
    at = standing(user)
    if at.is_office:
        return AgendaItem.objects.all()
    return AgendaItem.objects.filter(_item_in_sight(at, guest) | _shared(at, guest, "item"))


def bundles_visible_to(user: Any, guest: Guest | None = None) -> QuerySet[PaperBundle]:
    return _bundles(user, guest or guest_of(user)).all()


@kept_for_standing
def _bundles(user: Any, guest: Guest) -> QuerySet[PaperBundle]:
    at = standing(user)
    if at.is_office:
        return PaperBundle.objects.all()
    reaches = Q(access=Access.ALL) | _sits_near(at, body="item__body", access="access")
    of_item = _item_in_sight(at, guest, "item__") | _shared(at, guest, "item", "item")
    return PaperBundle.objects.filter(reaches, of_item)


def entries_visible_to(user: Any, guest: Guest | None = None) -> QuerySet[MinuteEntry]:
    """Lines of the minutes; those that were taken away are left out."""
    return _entries(user, guest or guest_of(user)).all()


@kept_for_standing
def _entries(user: Any, guest: Guest) -> QuerySet[MinuteEntry]:
    rows = MinuteEntry.objects.filter(removed_at__isnull=True)
    at = standing(user)
    return rows if at.is_office else rows.filter(_minutes_in_sight(at, guest))


def items_read_by(user: Any) -> QuerySet[AgendaItem]:
    """Those of which he reads what was said; one that is only shared with him is not among them."""
    return _items_read(user, guest_of(user)).all()


@kept_for_standing
def _items_read(user: Any, guest: Guest) -> QuerySet[AgendaItem]:
    at = standing(user)
    rows = AgendaItem.objects.filter(meeting__isnull=False)
    return rows if at.is_office else rows.filter(_minutes_in_sight(at, guest, ""))


def decisions_visible_to(user: Any, guest: Guest | None = None) -> QuerySet[Decision]:
    return _decisions(user, guest or guest_of(user)).all()


@kept_for_standing
def _decisions(user: Any, guest: Guest) -> QuerySet[Decision]:
    at = standing(user)
    rows = Decision.objects.exclude(entry__in=MinuteEntry.objects.filter(removed_at__isnull=False))
    if at.is_office:
        return rows
    return rows.filter(_minutes_in_sight(at, guest) | _shared(at, guest, "decision"))


def positions_visible_to(user: Any, guest: Guest | None = None) -> QuerySet[Position]:
    return _positions(user, guest or guest_of(user)).all()


@kept_for_standing
def _positions(user: Any, guest: Guest) -> QuerySet[Position]:
    at = standing(user)
    if at.is_office:
        return Position.objects.all()
    settled = ~Q(state=PositionState.DRAFT)
    seen = _sits_near(at) | (settled & _shared(at, guest, "position"))
    if at.is_inside:
        seen |= settled & Q(access=Access.ALL)
    return Position.objects.filter(seen)


def _sits_near(at: Standing, body: str = "body", access: str = "access") -> Q:
    """The twin of `rules.sits_near`."""
    return _sits_in(at, body, ~Q(**{access: Access.CLOSED}))


def _sits_near_item(at: Standing, item: str = "") -> Q:
    """The twin of `rules.sits_near_item`; `item` leads to it."""
    by_itself = Q(**{f"{item}meeting__isnull": True})
    by_meeting = by_itself | ~Q(**{f"{item}meeting__access": Access.CLOSED})
    return _sits_in(at, f"{item}body", ~Q(**{f"{item}access": Access.CLOSED}) & by_meeting)


def _sits_in(at: Standing, body: str, is_open: Q) -> Q:
    """Who decides sees all of it, an observer what is open. Most observe nowhere, and so ask less."""
    near = NOTHING
    if at.deciding_body_ids:
        near |= Q(**{f"{body}__in": at.deciding_body_ids})
    if at.body_ids - at.deciding_body_ids:
        near |= Q(**{f"{body}__in": at.body_ids - at.deciding_body_ids}) & is_open
    return near


def _invited(at: Standing, guest: Guest, meeting: str) -> Q:
    """The twin of `rules.is_invited`."""
    if not (may_be_invited(at) and guest.is_invited):
        return NOTHING
    rows = Attendance.objects.filter(
        meeting=OuterRef(meeting),
        person_id=at.person_id,
        invited_at__isnull=False,
        meeting__called_at__isnull=False,
    )
    return Q(Exists(rows))


def _item_in_sight(at: Standing, guest: Guest, item: str = "") -> Q:
    """The twin of `rules._is_item_his`; `item` leads to it."""
    sent_to_all = Q(**{f"{item}access": Access.ALL, f"{item}meeting__called_at__isnull": False})
    seen = _sits_near_item(at, item) | (sent_to_all & _invited(at, guest, f"{item}meeting"))
    if at.is_inside:
        seen |= sent_to_all & Q(**{f"{item}meeting__access": Access.ALL})
    return seen


def _minutes_in_sight(at: Standing, guest: Guest, item: str = "item__") -> Q:
    """The twin of `rules.reads_minutes`, of what is said under an item; `item` leads to it."""
    held = Q(**{f"{item}meeting__isnull": False})
    written = _sits_near_item(at, item) | Q(**{f"{item}meeting__approved_at__isnull": False})
    return held & _item_in_sight(at, guest, item) & (written | _invited(at, guest, f"{item}meeting"))


def _shared(at: Standing, guest: Guest, field: str, path: str = "pk") -> Q:
    """The twin of `rules._is_shared_with`; `path` leads to what is shared."""
    if not (may_be_invited(at) and guest.is_shared_with):
        return NOTHING
    rows = SharedPiece.objects.filter(
        **{field: OuterRef(path)},
        session__called_at__isnull=False,
        session__attendances__person_id=at.person_id,
        session__attendances__invited_at__isnull=False,
    ).exclude(not_before__gt=timezone.localdate())
    return Q(Exists(rows))
