"""What goes on behind the scenes: a mail about meetings is made at the moment at which it is sent."""

import tempfile
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from speerpunt.core.addresses import address, current_collective
from speerpunt.core.fetching import WHY, FetchProblem, fetch
from speerpunt.core.importers.limits import UploadProblem
from speerpunt.core.models import Job, OutgoingMail
from speerpunt.core.registry import JobOutcome, MadeMail
from speerpunt.core.services.jobs import JobProblem
from speerpunt.documents.services.storage import temporary_folder, write_file
from speerpunt.members.queries import attach_standing

from .enums import MeetingState, MinutesState
from .exporters.binding import bind_set
from .exporters.mails import agenda_as_mail, cancelling_as_mail, change_as_mail
from .exporters.minutes_mail import draft_minutes_mail
from .importers.council import MOST_BYTES, read_council
from .models import Attendance, CouncilSource
from .problems import MeetingProblem
from .queries import meetings_visible_to
from .queries.agenda import agenda_of
from .queries.answers import may_answer
from .queries.news import news_of, sent_before
from .queries.readers import reader_of
from .queries.sets import set_of
from .services.council import take_over_agendas
from .services.council_sources import note_outcome


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


def make_agenda_mail(mail: OutgoingMail) -> MadeMail:
    """With what its reader may see now; nothing for who is not invited any more."""
    attendance = _invited(mail)
    if attendance is None:
        return MadeMail(None)
    meeting, collective = attendance.meeting, current_collective()
    reader = reader_of(attendance.person, collective)
    agenda = agenda_of(meeting, reader)
    before = sent_before(meeting)
    is_again = before is not None and attendance.invited_at is not None and attendance.invited_at <= before
    news = news_of(agenda, reader, before) if is_again else []
    return MadeMail(agenda_as_mail(attendance, agenda, news, collective, is_again=is_again))


def make_change_mail(mail: OutgoingMail) -> MadeMail:
    """Another moment or place, since the agenda was sent."""
    attendance = _invited(mail)
    if attendance is None:
        return MadeMail(None)
    meeting, collective = attendance.meeting, current_collective()
    reader = reader_of(attendance.person, collective)
    news = news_of(agenda_of(meeting, reader), reader, meeting.called_at)
    return MadeMail(change_as_mail(attendance, news, collective))


def _invited(mail: OutgoingMail) -> Attendance | None:
    attendance = _attendance(mail)
    if attendance is None or not may_answer(attendance):
        return None
    return attendance if attendance.meeting.state == MeetingState.CALLED else None


def make_cancelling_mail(mail: OutgoingMail) -> MadeMail:
    """Whoever was invited hears that the meeting is off, or that he need not come any more."""
    attendance = _attendance(mail)
    if attendance is None:
        return MadeMail(None)
    meeting = attendance.meeting
    is_off = meeting.is_cancelled or attendance.invited_at is None
    if not is_off or meeting.starts_at < timezone.now():
        return MadeMail(None)
    return MadeMail(cancelling_as_mail(attendance, current_collective()))


def _attendance(mail: OutgoingMail) -> Attendance | None:
    """Of somebody who is still known, and has an address."""
    rows = Attendance.objects.select_related("meeting__body", "person__user")
    attendance = rows.filter(pk=mail.about, person__erased_at__isnull=True).first()
    return attendance if attendance is not None and attendance.person.email else None


def fetch_council(job: Job, note: Any) -> JobOutcome:
    """From the address of a source, taken over at once: the same agenda twice does no harm, and what we chose stays."""
    source = _source_of(job)
    try:
        rows = read_council(_fetched(source.url))
    except FetchProblem as problem:
        raise _told(source, str(WHY[problem.refusal])) from problem
    except UploadProblem as problem:
        raise _told(source, str(problem)) from problem
    report = take_over_agendas(job.collective, rows, by=job.requested_by)
    note_outcome(source, "")
    said = _("%(new)s items are new, %(changed)s changed, %(gone)s went off the agenda.")
    numbers = {"new": report.new, "changed": report.changed, "gone": report.gone}
    return JobOutcome(said % numbers, address("meetings:council"))


def _source_of(job: Job) -> CouncilSource:
    """For who may still bring in agendas now."""
    source = CouncilSource.objects.filter(pk=job.arguments["source"]).first()
    if source is None:
        raise JobProblem(_("This source is not here any more."))
    if job.requested_by is not None:
        attach_standing(job.requested_by, job.collective)
    if job.requested_by is None or not job.requested_by.has_perm("meetings.import_council"):
        raise _told(source, _("Who set this source may not bring in agendas any more. Save it anew."))
    return source


def _fetched(url: str) -> bytes:
    with tempfile.TemporaryDirectory(dir=temporary_folder()) as folder:
        path = Path(folder) / "file"
        fetch(url, path)
        with path.open("rb") as file:
            # One sign more than may be, so that what is too large is told and not read.
            return file.read(MOST_BYTES + 1)


def _told(source: CouncilSource, why: str) -> JobProblem:
    note_outcome(source, why)
    return JobProblem(why)


def bind_papers(job: Job, note: Any) -> JobOutcome:
    """Agenda and papers as one PDF, with the rights that who asked for it has now. It goes again within two days."""
    if job.requested_by is None:
        raise JobProblem(_("Who asked for this is not known any more."))
    rows = meetings_visible_to(job.requested_by).select_related("body")
    meeting = rows.filter(pk=job.arguments["meeting"]).first()
    if meeting is None:
        raise JobProblem(_("This meeting is not there any more, or you may not see it."))
    papers = set_of(meeting, job.requested_by)
    note.begin(papers.count + 1)
    with tempfile.NamedTemporaryFile(dir=temporary_folder()) as file:
        try:
            pages = bind_set(papers, job.collective, file, note.add)
        except MeetingProblem as problem:
            raise JobProblem(str(problem)) from problem
        file.flush()
        job.arguments |= {"place": write_file(job.collective_id, Path(file.name)), "digest": papers.digest}
    job.save(update_fields=["arguments"])
    said = _("One PDF of %(pages)d pages is ready. It is kept for you until tomorrow.") % {"pages": pages}
    return JobOutcome(said, address("meetings:set_download", job.pk))
