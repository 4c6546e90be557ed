"""Where somebody is let in beside his seats: by an invitation, or by what is shared with a session.

Most are guests nowhere. Asked first, once in a request, it keeps every other question of theirs short.
"""

from dataclasses import dataclass
from typing import Any

from django.db import connection

from speerpunt.core.queries.once import once_for_standing
from speerpunt.members.rules import standing

from ..rules import may_be_invited


@dataclass(frozen=True)
class Guest:
    # To a meeting that no deciding seat of his reaches.
    is_invited: bool
    # Something is shared with a session to which he is invited.
    is_shared_with: bool


NOWHERE = Guest(is_invited=False, is_shared_with=False)
# Who may be anywhere: what is written for him holds whatever he is invited to later on the day.
ANYWHERE = Guest(is_invited=True, is_shared_with=True)

# Written out, as the standing is: as querysets it would cost more than what it saves.
INVITED_BY = """
    SELECT meeting.body_id, COUNT(piece.id)
    FROM meetings_attendance AS attendance
    JOIN meetings_meeting AS meeting ON meeting.id = attendance.meeting_id
    LEFT JOIN meetings_sharedpiece AS piece ON piece.session_id = meeting.id
    WHERE attendance.person_id = %s AND attendance.invited_at IS NOT NULL AND meeting.called_at IS NOT NULL
    GROUP BY meeting.body_id
"""


@once_for_standing
def guest_of(user: Any) -> Guest:
    at = standing(user)
    if at.is_office or not may_be_invited(at):
        return NOWHERE
    with connection.cursor() as cursor:
        cursor.execute(INVITED_BY, (at.person_id,))
        rows = cursor.fetchall()
    return Guest(
        is_invited=any(body_id not in at.deciding_body_ids for body_id, _pieces in rows),
        is_shared_with=any(pieces for _body_id, pieces in rows),
    )
