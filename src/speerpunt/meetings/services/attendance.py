"""Who is there, as the minutes say, and who has an interest of his own."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from speerpunt.core.enums import Verb
from speerpunt.core.models import User
from speerpunt.core.services import record, record_many, save_changes
from speerpunt.members.models import Person, Seat
from speerpunt.members.queries.bodies import by_rank

from ..enums import Presence
from ..models import AgendaItem, Attendance, Interest, Meeting
from ..problems import MeetingProblem
from .holding import unfrozen


@transaction.atomic
def note_presence(
    meeting: Meeting,
    presences: Mapping[int, str],
    *,
    by: User,
    proxies: Mapping[int, Person | None] | None = None,
) -> None:
    """By attendance: who is there, and who speaks for whom. Rows of another meeting are not touched."""
    meeting = unfrozen(meeting.pk)
    rows = {row.pk: row for row in Attendance.objects.filter(meeting=meeting)}
    for pk, presence in presences.items():
        row = rows.get(pk)
        if row is None or presence not in Presence.values:
            continue
        values: dict[str, Any] = {"presence": presence}
        if proxies is not None and pk in proxies:
            values["proxy"] = _another(row, proxies[pk])
        save_changes(row, by=by, **values)


def _another(row: Attendance, proxy: Person | None) -> Person | None:
    if proxy is not None and proxy.pk == row.person_id:
        raise MeetingProblem(_("Nobody is his own proxy. Choose somebody else."))
    return proxy


@transaction.atomic
def list_seats(meeting: Meeting, *, by: User) -> int:
    """Everybody with a seat on the day of the meeting stands on its list; returns how many were added."""
    meeting = unfrozen(meeting.pk)
    known = set(Attendance.objects.filter(meeting=meeting).values_list("person_id", flat=True))
    added = []
    for seat in by_rank(
        Seat.objects.active(timezone.localdate(meeting.starts_at)).filter(body=meeting.body_id)
    ):
        if seat.person_id is not None and seat.person_id not in known:
            known.add(seat.person_id)
            added.append(
                Attendance.objects.create(
                    collective_id=meeting.collective_id,
                    meeting=meeting,
                    person_id=seat.person_id,
                    on_behalf_of_id=seat.on_behalf_of_id,
                    seat=seat.kind,
                )
            )
    record_many(((row, []) for row in added), Verb.CREATED, by=by)
    return len(added)


@transaction.atomic
def add_guest(meeting: Meeting, person: Person, *, by: User, presence: str = Presence.PRESENT) -> Attendance:
    """Who comes in without an invitation. He sees no more of the meeting than he did before."""
    meeting = unfrozen(meeting.pk)
    row, is_new = Attendance.objects.get_or_create(
        meeting=meeting,
        person=person,
        defaults={"collective_id": meeting.collective_id, "presence": presence},
    )
    if is_new:
        record(row, Verb.CREATED, by=by)
    else:
        save_changes(row, by=by, presence=presence)
    return row


@transaction.atomic
def declare_interest(item: AgendaItem, person: Person, *, said: str, left_room: bool, by: User) -> Interest:
    """Said once per item; said again, it is changed. Who left the room has no vote in it."""
    unfrozen(item.meeting_id)
    interest, is_new = Interest.objects.get_or_create(
        item=item,
        person=person,
        defaults={"collective_id": item.collective_id, "said": said, "left_room": left_room},
    )
    if is_new:
        record(interest, Verb.CREATED, by=by)
    else:
        save_changes(interest, by=by, said=said, left_room=left_room)
    return interest


@transaction.atomic
def remove_interest(interest: Interest, *, by: User) -> None:
    unfrozen(interest.item.meeting_id)
    record(interest, Verb.DELETED, by=by)
    interest.delete()
