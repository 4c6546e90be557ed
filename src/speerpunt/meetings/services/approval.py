"""After the meeting: draft minutes go round, remarks are answered, a next meeting approves, corrections follow."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from speerpunt.core.enums import Verb
from speerpunt.core.models import User
from speerpunt.core.services import record, save_changes
from speerpunt.core.services.mail import ask_for_mail
from speerpunt.members.models import Person

from ..enums import MeetingState, MinutesState, RemarkState
from ..models import AgendaItem, Correction, Meeting, Remark
from ..problems import MeetingProblem
from ..queries.attendance import THERE
from .holding import WRITTEN_IN, held, unfrozen

# The mail that says that draft minutes can be read; what it says is made when it goes.
DRAFT_MINUTES = "meetings.draft_minutes"


@transaction.atomic
def send_minutes(meeting: Meeting, *, by: User) -> int:
    """To who was invited or was there, and can sign in; returns to how many. Again: once more."""
    meeting = unfrozen(meeting.pk)
    if meeting.state != MeetingState.HELD:
        raise MeetingProblem(_("Close the meeting first. Nothing was sent."))
    save_changes(meeting, by=by, minutes_state=MinutesState.SENT)
    there = Q(invited_at__isnull=False) | Q(presence__in=THERE)
    rows = meeting.attendances.filter(there, person__user__is_active=True).select_related("person__user")
    for row in rows:
        assert row.person.user is not None
        ask_for_mail(DRAFT_MINUTES, row.pk, to=row.person.user.email, collective_slug=meeting.collective.slug)
    return len(rows)


@transaction.atomic
def add_remark(item: AgendaItem, *, person: Person | None, text: str, by: User) -> Remark:
    meeting = unfrozen(item.meeting_id)
    if meeting.minutes_state != MinutesState.SENT:
        raise MeetingProblem(_("Remarks can be made once the draft minutes are sent. Your text is kept."))
    remark = Remark.objects.create(collective_id=item.collective_id, item=item, person=person, text=text)
    record(remark, Verb.CREATED, by=by)
    return remark


@transaction.atomic
def answer_remark(remark: Remark, *, state: str, answer: str, by: User) -> None:
    """Taken over or not, in words; who takes it over changes the line himself."""
    unfrozen(remark.item.meeting_id)
    if state not in (RemarkState.TAKEN_OVER, RemarkState.DECLINED):
        raise MeetingProblem(_("Say whether the remark is taken over. Nothing was changed."))
    if state == RemarkState.DECLINED and not answer:
        raise MeetingProblem(_("Say in one line why the remark is not taken over."))
    save_changes(Remark.objects.get(pk=remark.pk), by=by, state=state, answer=answer)


@transaction.atomic
def approve_minutes(
    meeting: Meeting,
    *,
    approved_in: Meeting,
    by: User,
    corrections: Iterable[tuple[AgendaItem, str]] = (),
    at: datetime | None = None,
) -> None:
    """From here on they are frozen, as they are or with these corrections."""
    meeting = unfrozen(meeting.pk)
    _check_approval(meeting, approved_in)
    save_changes(
        meeting,
        by=by,
        minutes_state=MinutesState.APPROVED,
        approved_in=approved_in,
        approved_at=at or timezone.now(),
    )
    for item, text in corrections:
        _correct(item, meeting, text=text, by=by)


def _check_approval(meeting: Meeting, approved_in: Meeting) -> None:
    if meeting.state != MeetingState.HELD:
        raise MeetingProblem(_("Close the meeting first. Nothing was approved."))
    is_later = approved_in.starts_at > meeting.starts_at
    if approved_in.body_id != meeting.body_id or not is_later or approved_in.state not in WRITTEN_IN:
        raise MeetingProblem(_("Choose a later meeting of the same body that is open or was held."))
    waiting = Remark.objects.filter(item__meeting=meeting, state=RemarkState.OPEN).count()
    if waiting:
        said = ngettext(
            "%(count)d remark waits for an answer. Answer it first.",
            "%(count)d remarks wait for an answer. Answer them first.",
            waiting,
        )
        raise MeetingProblem(said % {"count": waiting})


@transaction.atomic
def add_correction(item: AgendaItem, *, text: str, by: User) -> Correction:
    """Under a number of its own; what was approved stays as it was."""
    meeting = held(item.meeting_id)
    if not meeting.is_frozen:
        raise MeetingProblem(_("The minutes are not approved yet. Change the line itself."))
    return _correct(item, meeting, text=text, by=by)


def _correct(item: AgendaItem, meeting: Meeting, *, text: str, by: User) -> Correction:
    if item.meeting_id != meeting.pk:
        raise MeetingProblem(_("This item belongs to another meeting. Nothing was changed."))
    last = Correction.objects.filter(meeting=meeting).aggregate(last=Max("number"))["last"]
    correction = Correction.objects.create(
        collective_id=meeting.collective_id,
        meeting=meeting,
        item=item,
        number=(last or 0) + 1,
        text=text,
        made_by=by,
    )
    record(correction, Verb.CREATED, by=by)
    return correction
