"""Saying whether one comes: from the mail without an account, on the page of the meeting, or for somebody else."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from speerpunt.core.addresses import address
from speerpunt.core.doors import demand, on
from speerpunt.members.rules import standing

from ..enums import MeetingState
from ..forms.answers import AnswerForm, GuestForm
from ..models import Attendance, Meeting
from ..queries import meetings_visible_to
from ..queries.answers import attendance_of_token, for_answering, may_answer, proxies_for
from ..services.answers import answer_invitation
from ..services.sending import add_guest, remove_guest
from . import access
from .outcomes import numbers, went

WHO = "#wie-komt"


@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """For who holds the mail, signed in or not. Reading answers nothing: a mail scanner opens each address."""
    attendance = attendance_of_token(token)
    if attendance is None:
        raise Http404
    proxies = proxies_for(attendance)
    if request.method == "POST":
        form = AnswerForm(request.POST, proxies=proxies)
        if _answered(request, attendance, form, by=attendance.person.user):
            return redirect(address("meetings:invitation", token))
    meeting = attendance.meeting
    context = {
        "attendance": attendance,
        "meeting": meeting,
        "proxies": proxies,
        "is_open": meeting.state == MeetingState.CALLED and meeting.starts_at > timezone.now(),
        "may_read": meetings_visible_to(request.user).filter(pk=meeting.pk).exists(),
    }
    return render(request, "meetings/invitation.html", context)


# It concerns whoever the mail is for, not whoever's browser it is.
invitation.is_allowed_while_viewing_as = True  # type: ignore[attr-defined]


def _answered(request: HttpRequest, attendance: Attendance, form: AnswerForm, *, by: Any) -> bool:
    if not form.is_valid():
        for problem in (each for errors in form.errors.values() for each in errors):
            messages.error(request, problem)
        return False
    chosen = {"proxy": form.chosen_proxy, "by": by}
    if not went(request, lambda: answer_invitation(attendance, form.chosen_answer, **chosen)):
        return False
    messages.success(request, _("Your answer is kept. You can change it until the meeting starts."))
    return True


@on(access.meeting, "meetings.answer_invitation", writes_only=True)
def answer(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """One's own, on the page of the meeting."""
    rows = for_answering().filter(meeting=meeting, person_id=standing(request.user).person_id or 0)
    attendance = get_object_or_404(rows)
    if not may_answer(attendance):
        raise Http404
    _answered(request, attendance, AnswerForm(request.POST, proxies=proxies_for(attendance)), by=request.user)
    return redirect(meeting.get_absolute_url() + WHO)


def of_led_meeting(request: HttpRequest, pk: int) -> Attendance:
    """A row of a meeting in sight; the right is asked of that meeting."""
    rows = for_answering().filter(meeting__in=meetings_visible_to(request.user))
    attendance: Attendance = get_object_or_404(rows, pk=pk)
    demand(request, "meetings.change_meeting", attendance.meeting)
    return attendance


@on(access.meeting, "meetings.change_meeting", writes_only=True)
def attendance_answer(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """For somebody who called instead of pressing a button."""
    rows = for_answering().filter(meeting=meeting, invited_at__isnull=False)
    attendance = rows.filter(pk__in=numbers(request, "attendance")[:1]).first()
    if attendance is None:
        raise Http404
    form = AnswerForm(request.POST, proxies=proxies_for(attendance))
    if form.is_valid():
        chosen = {"proxy": form.chosen_proxy, "by": request.user}
        if went(request, lambda: answer_invitation(attendance, form.chosen_answer, **chosen)):  # type: ignore[arg-type]
            said = _("The answer of %(who)s is kept.") % {"who": attendance.person}
            messages.success(request, said)
    else:
        messages.error(request, _("Choose who speaks and votes in this place."))
    return redirect(meeting.get_absolute_url() + WHO)


@on(access.meeting, "meetings.change_meeting", writes_only=True)
def guest_add(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    form = GuestForm(request.POST, user=request.user)
    if form.is_valid():
        person = form.cleaned_data["person"]
        if went(request, lambda: add_guest(meeting, person, by=request.user)):  # type: ignore[arg-type]
            said = (
                _("%(who)s is invited.") if meeting.is_sent else _("%(who)s gets the agenda when it is sent.")
            )
            messages.success(request, said % {"who": person})
    else:
        for problem in (each for errors in form.errors.values() for each in errors):
            messages.error(request, problem)
    return redirect(meeting.get_absolute_url() + WHO)


@on(of_led_meeting, writes_only=True)
def guest_remove(request: HttpRequest, attendance: Attendance) -> HttpResponse:
    if went(request, lambda: remove_guest(attendance, by=request.user)):  # type: ignore[arg-type]
        messages.success(request, _("%(who)s is not invited any more.") % {"who": attendance.person})
    return redirect(attendance.meeting.get_absolute_url() + WHO)
