from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from speerpunt.core.enums import Level
from speerpunt.members.enums import BodyKind, SeatKind
from speerpunt.members.models import Body, Organisation, Seat

from .identities import BodyId, OrganisationReference, PersonReference
from .loading import Loading
from .people import PersonRow


@dataclass(frozen=True)
class SeatRow:
    notes: ClassVar = ("assumed", "source")

    person: PersonReference | None = None
    role: SeatKind = SeatKind.MEMBER
    since: date | None = None
    until: date | None = None
    on_behalf_of: OrganisationReference | None = None


@dataclass(frozen=True)
class MeetingsRow:
    """How often a body plans to meet in a year."""

    in_person: int = 0
    online: int = 0
    # Days on which everybody comes together.
    gatherings: int = 0


@dataclass(frozen=True)
class BodyRow:
    # Whether a body is ours follows from its kind.
    notes: ClassVar = ("is_ours", "since", "since_assumed", "meetings_assumed")

    id: BodyId
    name: str
    kind: BodyKind
    scope: Level = Level.LOCAL
    organisation: OrganisationReference | None = None
    summary: str = ""
    meetings_per_year: MeetingsRow = field(default_factory=MeetingsRow)
    seats: tuple[SeatRow, ...] = ()


def add_bodies(loading: Loading, rows: Sequence[BodyRow], people: Sequence[PersonRow]) -> None:
    wanted = [_body(loading, row) for row in rows]
    found = loading.add(Body, wanted, ("name",), is_told=True)
    loading.bodies |= {row.id: body for row, body in zip(rows, found, strict=True)}
    behind = {person.id: _speaks_for(loading, person) for person in people}
    seats = (_seat(loading, loading.bodies[row.id], seat, behind) for row in rows for seat in row.seats)
    loading.add(Seat, seats, ("body_id", "person_id", "kind", "start"))


def _body(loading: Loading, row: BodyRow) -> Body:
    return Body(
        name=row.name,
        kind=row.kind,
        level=row.scope,
        organisation=loading.organisations[row.organisation] if row.organisation else None,
        purpose=row.summary,
        planned_in_person=row.meetings_per_year.in_person + row.meetings_per_year.gatherings,
        planned_online=row.meetings_per_year.online,
    )


def _seat(loading: Loading, body: Body, row: SeatRow, behind: dict[str, Organisation | None]) -> Seat:
    said = loading.organisations[row.on_behalf_of] if row.on_behalf_of else None
    return Seat(
        body=body,
        person=loading.people[row.person] if row.person else None,
        kind=row.role,
        start=row.since,
        end=row.until,
        on_behalf_of=said or (behind[row.person] if row.person else None),
    )


def _speaks_for(loading: Loading, person: PersonRow) -> Organisation | None:
    """Where the file does not say on whose behalf somebody sits, it is the organisation of the first role."""
    return loading.organisations[person.roles[0].organisation] if person.roles else None
