"""What goes on behind the scenes: a mail about meetings is made at the moment at which it is sent."""

from speerpunt.core.addresses import current_collective
from speerpunt.core.models import OutgoingMail
from speerpunt.core.registry import MadeMail
from speerpunt.members.queries import attach_standing

from .enums import MinutesState
from .exporters.minutes_mail import draft_minutes_mail
from .models import Attendance
from .queries import meetings_visible_to


def make_draft_minutes(mail: OutgoingMail) -> MadeMail:
    """With the rights that its reader has now; nothing once the minutes are approved or he may not read them."""
    row = Attendance.objects.select_related("meeting__body", "person__user").filter(pk=mail.about).first()
    reader = row.person.user if row is not None else None
    if row is None or reader is None or row.meeting.minutes_state != MinutesState.SENT:
        return MadeMail(None)
    collective = current_collective()
    attach_standing(reader, collective)
    is_seen = meetings_visible_to(reader).filter(pk=row.meeting_id).exists()
    if not is_seen or not reader.has_perm("meetings.read_minutes", row.meeting):
        return MadeMail(None)
    return MadeMail(draft_minutes_mail(row.meeting, reader, collective))
