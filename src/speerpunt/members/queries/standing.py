"""What somebody is to a collective, derived from dated roles and seats."""

from collections import defaultdict
from dataclasses import replace
from datetime import date
from typing import Any

from django.db import connection
from django.utils import timezone

from speerpunt.core.models import Collective

from ..enums import BodyKind, OrganisationKind, RoleKind, SeatKind, StandingKind
from ..rules import NOBODY, Standing

UMBRELLAS = (OrganisationKind.UMBRELLA, OrganisationKind.ASSOCIATION)
OUTSIDERS = (OrganisationKind.PARTNER, OrganisationKind.GOVERNMENT)
LEADS = (RoleKind.CHAIR, RoleKind.BOARD_MEMBER)
LEADING_SEATS = (SeatKind.CHAIR, SeatKind.SECRETARY)


# Asked at every request, so written out: the same three questions as querysets cost ten times as much.
STANDING = """
    WITH me AS (
        SELECT id FROM members_person WHERE collective_id = %(collective)s AND user_id = %(user)s AND erased_at IS NULL
    )
    SELECT 'person', me.id, '', '', 0 FROM me
    UNION ALL
    SELECT 'role', role.organisation_id, role.kind, organisation.kind, (
        SELECT COUNT(*) FROM members_membership AS membership
        JOIN members_organisation AS umbrella ON umbrella.id = membership.umbrella_id
        WHERE membership.organisation_id = organisation.id AND umbrella.trashed_at IS NULL
        AND (membership.start IS NULL OR membership.start <= %(day)s)
        AND (membership."end" IS NULL OR membership."end" >= %(day)s)
    )
    FROM me
    JOIN members_organisationrole AS role ON role.person_id = me.id
    JOIN members_organisation AS organisation ON organisation.id = role.organisation_id
    WHERE organisation.trashed_at IS NULL
    AND (role.start IS NULL OR role.start <= %(day)s) AND (role."end" IS NULL OR role."end" >= %(day)s)
    UNION ALL
    SELECT 'seat', seat.body_id, seat.kind, body.kind, 0
    FROM me
    JOIN members_seat AS seat ON seat.person_id = me.id
    JOIN members_body AS body ON body.id = seat.body_id
    WHERE (seat.start IS NULL OR seat.start <= %(day)s) AND (seat."end" IS NULL OR seat."end" >= %(day)s)
"""


def standing_of(user: Any, collective: Collective, on: date | None = None) -> Standing:
    """The standing of an account on a day. One query; none for somebody not signed in."""
    nobody = replace(NOBODY, collective_id=collective.pk)
    if not user.is_authenticated or not user.is_active:
        return nobody
    rows = _rows_of(user.pk, collective.pk, on or timezone.localdate())
    persons = [row[0] for row in rows["person"]]
    if not persons:
        return nobody
    roles, seats = rows["role"], rows["seat"]
    return Standing(
        collective_id=collective.pk,
        person_id=persons[0],
        kinds=frozenset(kinds_of(roles, seats)),
        organisation_ids=frozenset(row[0] for row in roles),
        board_ids=frozenset(row[0] for row in roles if row[1] in LEADS),
        managed_ids=frozenset(row[0] for row in roles if row[1] == RoleKind.PARK_MANAGER),
        body_ids=frozenset(row[0] for row in seats),
        deciding_body_ids=frozenset(row[0] for row in seats if row[1] != SeatKind.OBSERVER),
        led_body_ids=frozenset(row[0] for row in seats if row[1] in LEADING_SEATS),
    )


def _rows_of(user_id: int, collective_id: int, day: date) -> dict[str, list[tuple[Any, ...]]]:
    """Per sort of row: id of the person, organisation or body; kind of role or seat; kind of what it is in;
    number of umbrellas."""
    facts = {
        "user": user_id,
        "collective": collective_id,
        "day": connection.ops.adapt_datefield_value(day),
    }
    rows: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(STANDING, facts)
        for sort, *row in cursor.fetchall():
            rows[sort].append(tuple(row))
    return rows


def kinds_of(roles: list[tuple[Any, ...]], seats: list[tuple[Any, ...]]) -> set[str]:
    kinds: set[str] = {StandingKind.PUBLIC}
    for _organisation, role, organisation_kind, is_affiliated in roles:
        kinds |= _kinds_of_role(role, organisation_kind, bool(is_affiliated))
    for _body, seat, body_kind, *_rest in seats:
        if body_kind == BodyKind.BOARD and seat != SeatKind.OBSERVER:
            kinds.add(StandingKind.BOARD)
    return kinds


def _kinds_of_role(role: str, organisation_kind: str, is_affiliated: bool) -> set[str]:
    if organisation_kind == OrganisationKind.COLLECTIVE:
        return {StandingKind.OFFICE} if role == RoleKind.OFFICE else set()
    if organisation_kind in OUTSIDERS:
        return {StandingKind.PARTNER}
    if organisation_kind in UMBRELLAS:
        found = {StandingKind.MEMBER}
        if role in LEADS:
            found.add(StandingKind.UMBRELLA_BOARD)
        if role == RoleKind.PARK_MANAGER:
            found.add(StandingKind.PARK_MANAGER)
        return found
    return {StandingKind.MEMBER} if is_affiliated else set()


def attach_standing(
    user: Any, collective: Collective, *, as_kind: str = "", on: date | None = None
) -> Standing:
    """Put the standing on the user, where the predicates read it. The office may look as another kind."""
    found = standing_of(user, collective, on)
    if as_kind and found.is_office:
        found = _seen_as(found, as_kind)
    user.standing = found
    return found


def _seen_as(real: Standing, kind: str) -> Standing:
    kinds = frozenset({StandingKind.PUBLIC, kind})
    return Standing(
        collective_id=real.collective_id,
        person_id=real.person_id,
        kinds=kinds,
        viewing_as=kind,
        real_kinds=real.kinds,
    )
