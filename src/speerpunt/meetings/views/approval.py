"""After the meeting: reading the minutes, remarks on the draft, approval, corrections."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from speerpunt.core.addresses import address
from speerpunt.core.doors import demand, on
from speerpunt.members.queries.people import person_of

from ..enums import MinutesState, Presence
from ..forms.approval import AnswerForm, ApprovalForm, CorrectionForm, RemarkForm
from ..models import AgendaItem, Meeting, Remark
from ..problems import MeetingProblem
from ..queries.approval import approvals_of, may_approve, usual_approver
from ..queries.attendance import THERE, attendances_of, gathered
from ..queries.minutes import minutes_of, points_of
from ..services.approval import add_correction, add_remark, answer_remark, approve_minutes, send_minutes
from . import access


@on(access.meeting, "meetings.read_minutes")
def minutes_read(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    user, rows = request.user, attendances_of(meeting)
    approved_in, approves = approvals_of(meeting, user)
    may_write = user.has_perm("meetings.write_minutes", meeting)
    context = {
        "meeting": meeting,
        "minutes": minutes_of(meeting, user),
        "there": [row for row in rows if row.presence in THERE],
        "absent": [row for row in rows if row.presence == Presence.ABSENT],
        "gathered": gathered(meeting, rows),
        "approved_in": approved_in,
        "approves": approves,
        "may_write": may_write,
        "may_remark": meeting.minutes_state == MinutesState.SENT
        and user.has_perm("meetings.remark_on_minutes", meeting),
    }
    return render(request, "meetings/minutes/read.html", context)


@on(access.meeting, "meetings.write_minutes", writes_only=True)
def minutes_send(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    sent: list[int] = []
    if access.went(request, lambda: sent.append(send_minutes(meeting, by=request.user))):
        said = ngettext(
            "The draft minutes go to %(count)d person.", "The draft minutes go to %(count)d people.", sent[0]
        )
        messages.success(request, said % {"count": sent[0]})
    return redirect(_minutes_of(meeting.pk))


@on(access.item, "meetings.read_what_was_said")
def remark_add(request: HttpRequest, item: AgendaItem) -> HttpResponse:
    demand(request, "meetings.remark_on_minutes", item.meeting)
    form = RemarkForm(request.POST or None)

    def add() -> None:
        add_remark(item, person=person_of(request.user), by=request.user, **form.cleaned_data)

    if _done(request, form, add, _("Your remark is sent to who wrote the minutes.")):
        return redirect(f"{_minutes_of(item.meeting_id)}#punt-{item.pk}")
    return render(request, "meetings/minutes/remark.html", {"form": form, "item": item})


@on(access.remark, "meetings.write_minutes")
def remark_answer(request: HttpRequest, remark: Remark) -> HttpResponse:
    form = AnswerForm(request.POST or None)

    def answer() -> None:
        answer_remark(remark, by=request.user, **form.cleaned_data)

    if _done(request, form, answer, _("Your answer is given.")):
        return redirect(f"{_minutes_of(remark.item.meeting_id)}#punt-{remark.item_id}")
    return render(request, "meetings/minutes/remark_answer.html", {"form": form, "remark": remark})


@on(access.meeting, "meetings.write_minutes")
def minutes_approve(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    items = [point.item for point in points_of(meeting, request.user)]
    form = ApprovalForm(
        request.POST or None, meetings=may_approve(meeting), items=items, usual=usual_approver(meeting)
    )

    def approve() -> None:
        chosen = form.cleaned_data["approved_in"]
        approve_minutes(meeting, approved_in=chosen, corrections=form.corrections(), by=request.user)

    if _done(request, form, approve, _("The minutes are approved. From here on they stay as they are.")):
        return redirect(_minutes_of(meeting.pk))
    return render(request, "meetings/minutes/approve.html", {"form": form, "meeting": meeting})


@on(access.item, "meetings.write_minutes")
def correction_add(request: HttpRequest, item: AgendaItem) -> HttpResponse:
    form = CorrectionForm(request.POST or None)

    def add() -> None:
        add_correction(item, by=request.user, **form.cleaned_data)

    if _done(request, form, add, _("The correction is added.")):
        return redirect(f"{_minutes_of(item.meeting_id)}#punt-{item.pk}")
    return render(request, "meetings/minutes/correction.html", {"form": form, "item": item})


def _minutes_of(meeting_id: int | None) -> str:
    return address("meetings:minutes_read", meeting_id)


def _done(request: HttpRequest, form: Any, do: Callable[[], None], said: str) -> bool:
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        do()
    except MeetingProblem as problem:
        form.add_error(None, str(problem))
        return False
    messages.success(request, said)
    return True
