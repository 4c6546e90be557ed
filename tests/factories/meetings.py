from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from speerpunt.actions.models import Action
from speerpunt.core.models import Collective
from speerpunt.meetings.models import (
    AgendaItem,
    Attendance,
    Correction,
    CouncilItem,
    CouncilMeeting,
    CouncilSource,
    Decision,
    Holiday,
    Interest,
    Meeting,
    MeetingSeries,
    MinuteEntry,
    PaperBundle,
    Position,
    Remark,
    SharedPiece,
    SignUp,
)
from speerpunt.members.models import Body, Person
from speerpunt.priorities.models import Project

from .actions import make_action
from .core import next_number


def make_meeting(body: Body, *, in_days: int = 7, minutes: int = 120, **fields: Any) -> Meeting:
    """At four o'clock, so many days from now."""
    day = timezone.localdate() + timedelta(days=in_days)
    starts_at = timezone.make_aware(datetime.combine(day, time(16)))
    fields.setdefault("title", f"Vergadering {next_number()}")
    fields.setdefault("starts_at", starts_at)
    fields.setdefault("ends_at", fields["starts_at"] + timedelta(minutes=minutes))
    return Meeting.objects.create(collective_id=body.collective_id, body=body, **fields)


def make_called_meeting(body: Body, **fields: Any) -> Meeting:
    """Whose agenda was sent."""
    return make_meeting(body, **{"state": "called", "called_at": timezone.now(), **fields})


def make_held_meeting(body: Body, **fields: Any) -> Meeting:
    """Whose minutes are approved."""
    now = timezone.now()
    held = {"state": "held", "called_at": now - timedelta(days=20), "opened_at": now, "closed_at": now}
    minutes = {"minutes_state": "approved", "approved_at": now}
    return make_meeting(body, **{"in_days": -7, **held, **minutes, **fields})


def make_series(body: Body, **fields: Any) -> MeetingSeries:
    today = timezone.localdate()
    usual = {
        "title": f"Reeks {next_number()}",
        "pattern": "FREQ=MONTHLY;BYDAY=4MO",
        "first_day": today,
        "last_day": today + timedelta(days=365),
        "start_time": time(16),
    }
    return MeetingSeries.objects.create(collective_id=body.collective_id, body=body, **{**usual, **fields})


def make_holiday(collective: Collective, **fields: Any) -> Holiday:
    """A week from today, unless days are given."""
    today = timezone.localdate()
    usual = {"name": f"Vakantie {next_number()}", "start": today, "end": today + timedelta(days=7)}
    return Holiday.objects.create(collective=collective, **{**usual, **fields})


def make_attendance(
    meeting: Meeting, person: Person, *, is_invited: bool = True, **fields: Any
) -> Attendance:
    """A guest, unless a seat is given."""
    fields.setdefault("invited_at", timezone.now() if is_invited else None)
    return Attendance.objects.create(
        collective_id=meeting.collective_id, meeting=meeting, person=person, **fields
    )


def make_sign_up(meeting: Meeting, person: Person, **fields: Any) -> SignUp:
    return SignUp.objects.create(
        collective_id=meeting.collective_id, meeting=meeting, person=person, **fields
    )


def make_item(meeting: Meeting | None, *, body: Body | None = None, **fields: Any) -> AgendaItem:
    """On the agenda of a meeting or, with a body instead, in its backlog."""
    body = body or meeting.body  # type: ignore[union-attr]
    fields.setdefault("title", f"Punt {next_number()}")
    fields.setdefault("access", "all")
    return AgendaItem.objects.create(collective_id=body.collective_id, body=body, meeting=meeting, **fields)


def make_bundle(item: AgendaItem, access: str = "all") -> PaperBundle:
    return PaperBundle.objects.create(
        collective_id=item.collective_id, item=item, access=access, name=f"Stukken bij {item.title}"
    )


def make_entry(item: AgendaItem, text: str = "", **fields: Any) -> MinuteEntry:
    """A note, unless another kind is given."""
    fields.setdefault("kind", "note")
    return MinuteEntry.objects.create(
        collective_id=item.collective_id, item=item, text=text or f"Gezegd {next_number()}", **fields
    )


def make_decision(
    item: AgendaItem, text: str = "", *, entry: MinuteEntry | None = None, **fields: Any
) -> Decision:
    text = text or f"Besloten {next_number()}"
    day = timezone.localdate()
    fields = {"decided_on": day, "year": day.year, "number": next_number(), "dossier": item.dossier, **fields}
    return Decision.objects.create(
        collective_id=item.collective_id,
        item=item,
        body=item.body,
        entry=entry or make_entry(item, text, kind="decision"),
        text=text,
        **fields,
    )


def make_promise(
    item: AgendaItem, owner: Person, *, action: Action | None = None, **fields: Any
) -> MinuteEntry:
    """A line of the minutes with its action."""
    action = action or make_action(item.body.collective, item, title=f"Actie {next_number()}", owner=owner)
    said = {"text": action.title, "owner": owner, "due": action.due}
    return make_entry(item, kind="action", action=action, **{**said, **fields})


def make_interest(item: AgendaItem, person: Person, **fields: Any) -> Interest:
    fields.setdefault("said", "Heeft er een pand")
    return Interest.objects.create(collective_id=item.collective_id, item=item, person=person, **fields)


def make_remark(item: AgendaItem, person: Person | None = None, **fields: Any) -> Remark:
    fields.setdefault("text", f"Opmerking {next_number()}")
    return Remark.objects.create(collective_id=item.collective_id, item=item, person=person, **fields)


def make_correction(item: AgendaItem, **fields: Any) -> Correction:
    fields.setdefault("text", f"Lees {next_number()}")
    fields.setdefault("number", next_number())
    return Correction.objects.create(
        collective_id=item.collective_id, meeting=item.meeting, item=item, **fields
    )


def make_position(session: Meeting, dossier: Project, **fields: Any) -> Position:
    fields.setdefault("title", f"Standpunt {next_number()}")
    fields.setdefault("text", "Wij willen een fietspad.")
    return Position.objects.create(
        collective_id=session.collective_id, session=session, body=session.body, dossier=dossier, **fields
    )


def make_shared_piece(session: Meeting, **fields: Any) -> SharedPiece:
    """Of one `item`, `position` or `decision`."""
    return SharedPiece.objects.create(collective_id=session.collective_id, session=session, **fields)


def make_council_source(collective: Collective, **fields: Any) -> CouncilSource:
    fields.setdefault("name", f"Bron {next_number()}")
    fields.setdefault("url", "https://raad.example/agenda.json")
    return CouncilSource.objects.create(collective=collective, **fields)


def make_council_item(collective: Collective, **fields: Any) -> CouncilItem:
    number = next_number()
    meeting = CouncilMeeting.objects.create(
        collective=collective,
        outside_id=f"notubiz:{number}",
        committee="Commissie Stedelijke Ontwikkeling",
        starts_at=timezone.now() + timedelta(days=9),
    )
    fields.setdefault("title", f"Raadspunt {number}")
    return CouncilItem.objects.create(
        collective=collective, meeting=meeting, outside_id=f"{number}", **fields
    )
