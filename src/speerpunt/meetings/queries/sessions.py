"""What is shared in a session with partners, and what could be."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from speerpunt.members.models import OrganisationRole, Person
from speerpunt.members.queries.standing import OUTSIDERS
from speerpunt.members.rules import standing

from ..enums import MeetingKind, PositionState
from ..models import AgendaItem, Decision, Meeting, Position, SharedPiece
from ..rules import leads
from .visible import decisions_visible_to, items_visible_to, meetings_visible_to, positions_visible_to

MOST_OFFERED = 40


@dataclass(frozen=True)
class Shared:
    """One thing, as its reader may see it."""

    piece: SharedPiece
    thing: Any
    not_before: date | None
    is_waiting: bool


def shared_in(session: Meeting, user: Any) -> list[Shared]:
    """Who leads the body sees all that is shared; others what they may read by now."""
    rows = session.shared_pieces.select_related("item", "position", "decision")
    if not leads(standing(user), session.body_id):
        rows = rows.filter(
            Q(item__in=items_visible_to(user))
            | Q(position__in=positions_visible_to(user))
            | Q(decision__in=decisions_visible_to(user))
        )
    today = timezone.localdate()
    return [
        Shared(
            row,
            row.item or row.position or row.decision,
            row.not_before,
            is_waiting=row.not_before is not None and row.not_before > today,
        )
        for row in rows
    ]


def things_to_share(session: Meeting, user: Any) -> Iterator[AgendaItem | Position | Decision]:
    """On the dossier of the session, of bodies that the visitor leads, and not shared in it yet."""
    at = standing(user)
    own = Q() if at.is_office else Q(body_id__in=at.led_body_ids)
    about = Q(dossier_id=session.dossier_id) if session.dossier_id else Q(body_id=session.body_id)
    taken = session.shared_pieces
    positions = positions_visible_to(user).exclude(state=PositionState.DRAFT)
    for rows, name in (
        (positions, "position_id"),
        (decisions_visible_to(user), "decision_id"),
        (items_visible_to(user).exclude(meeting=session).select_related("meeting"), "item_id"),
    ):
        known = taken.filter(**{f"{name}__isnull": False}).values_list(name, flat=True)
        newest = rows.filter(own & about).exclude(pk__in=list(known)).select_related("body")
        yield from newest.order_by("-pk")[:MOST_OFFERED]


def people_from_outside() -> QuerySet[Person]:
    """Of partners and governments, who hold a role there today."""
    roles = OrganisationRole.objects.active().filter(
        organisation__kind__in=OUTSIDERS, organisation__trashed_at__isnull=True
    )
    return Person.objects.filter(erased_at__isnull=True, pk__in=roles.values("person_id"))


def partners_on(session: Meeting) -> QuerySet[Person]:
    """Of the organisations that are at the table of the dossier."""
    at_the_table = OrganisationRole.objects.active().filter(
        organisation__partner_rows__project_id=session.dossier_id
    )
    return people_from_outside().filter(pk__in=at_the_table.values("person_id"))


def positions_made_in(session: Meeting, user: Any) -> QuerySet[Position]:
    return positions_visible_to(user).filter(session=session).select_related("dossier")


def sessions_prepared_in(session: Meeting, user: Any) -> QuerySet[Meeting]:
    rows = meetings_visible_to(user).filter(prepared_in=session, kind=MeetingKind.EXTERNAL)
    return rows.order_by("starts_at", "pk")


def replaceable_by(position: Position, user: Any) -> QuerySet[Position]:
    """What holds now on the same dossier, of the same body."""
    rows = positions_visible_to(user).exclude(pk=position.pk)
    return rows.filter(dossier_id=position.dossier_id, body_id=position.body_id, state=PositionState.AGREED)


def decisions_for(position: Position, user: Any) -> QuerySet[Decision]:
    """By which it can have been agreed: on its dossier, or of its body."""
    rows = decisions_visible_to(user).filter(Q(dossier_id=position.dossier_id) | Q(body_id=position.body_id))
    return rows.select_related("body").order_by("-decided_on", "-pk")
