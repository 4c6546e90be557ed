"""A calendar comes in as a whole, or not at all. A second time nothing changes, and what was changed here stays until the
calendar says something else."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from speerpunt.core.enums import Verb
from speerpunt.core.models import Collective, ImportDraft, User
from speerpunt.core.services import record_many, save_changes
from speerpunt.core.services.imports import keep_upload
from speerpunt.members.models import Body

from ..enums import MeetingState
from ..models import Meeting
from ..problems import MeetingProblem
from ..queries.calendar_imports import SHEET, CalendarPlan, Incoming, calendar_plan

NOT_KEPT = {"is_cancelled"}


@transaction.atomic
def keep_calendar(
    collective: Collective,
    *,
    by: User,
    body: Body,
    access: str,
    file_name: str,
    meetings: Sequence[dict[str, Any]],
    refused: Sequence[dict[str, Any]],
) -> ImportDraft:
    """What was read, until it is taken over; nothing of the file itself is kept."""
    draft = keep_upload(collective, by=by, sheet=SHEET, file_name=file_name, content=b"")
    draft.headings, draft.rows = ["meetings"], list(meetings)
    draft.options = {"body": body.pk, "access": access, "refused": list(refused)}
    draft.save(update_fields=["headings", "rows", "options"])
    return draft


def import_meetings(draft: ImportDraft, body: Body, *, seen: str, by: User | None) -> CalendarPlan:
    """`seen` is the digest of what the visitor saw that would happen."""
    try:
        with transaction.atomic():
            taken, _rows = ImportDraft.objects.filter(pk=draft.pk).delete()
            plan = calendar_plan(body, draft.rows, draft.options["access"])
            if not taken or plan.digest != seen:
                raise MeetingProblem(
                    _("The meetings changed in the meantime. Nothing came in. Look at the preview again.")
                )
            _add(body, plan.new, by=by)
            for incoming in plan.changed:
                _change(incoming, by=by)
            _keep_said([*plan.changed, *plan.unchanged])
    except IntegrityError as problem:
        raise MeetingProblem(
            _("The meetings changed in the meantime. Nothing came in. Look at the preview again.")
        ) from problem
    return plan


def _add(body: Body, new: Sequence[Incoming], *, by: User | None) -> None:
    now = timezone.now()
    made = Meeting.objects.bulk_create(_meeting(body, incoming, now) for incoming in new)
    lines = ((meeting, [("starts_at", None, meeting.starts_at)]) for meeting in made)
    record_many(lines, Verb.IMPORTED, by=by)


def _meeting(body: Body, incoming: Incoming, now: datetime) -> Meeting:
    meeting = Meeting(
        collective_id=body.collective_id,
        body=body,
        outside_uid=incoming.key,
        outside_values=incoming.said,
        state=_state(incoming, now),
        **{name: value for name, value in incoming.values.items() if name not in NOT_KEPT},
    )
    meeting.search_text = meeting.as_searched()
    return meeting


def _keep_said(rows: Sequence[Incoming]) -> None:
    said_anew = []
    for incoming in rows:
        meeting = incoming.existing
        if meeting is not None and meeting.outside_values != incoming.said:
            meeting.outside_values = incoming.said
            said_anew.append(meeting)
    Meeting.objects.bulk_update(said_anew, ["outside_values"], batch_size=200)


def _state(incoming: Incoming, now: datetime) -> MeetingState:
    if incoming.values["is_cancelled"]:
        return MeetingState.CANCELLED
    return MeetingState.HELD if incoming.values["ends_at"] < now else MeetingState.PLANNED


def _change(incoming: Incoming, *, by: User | None) -> None:
    meeting = incoming.existing
    assert meeting is not None
    values = {name: new for name, (_old, new) in incoming.changes.items()}
    if "state" in values:
        values["cancel_reason"] = _("Cancelled in the calendar that it came from")
    save_changes(meeting, by=by, **values)
    meeting.sequence += 1
    meeting.save(update_fields=["sequence"])
