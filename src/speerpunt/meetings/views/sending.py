"""The agenda goes out."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from speerpunt.core.doors import on

from ..models import Meeting
from ..problems import MeetingProblem
from ..queries.agenda import agenda_of
from ..queries.answers import coming_to, without_mail
from ..queries.news import news_of
from ..services.sending import Sent, send_agenda
from . import access


@on(access.meeting, "meetings.change_meeting")
def send(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """First a look at who gets it and what it says; then it goes."""
    if request.method == "POST":
        return _send(request, meeting)
    agenda, coming = agenda_of(meeting, request.user), coming_to(meeting, request.user)
    context = {
        "meeting": meeting,
        "agenda": agenda,
        "coming": coming,
        "without_mail": without_mail(coming.rows),
        "news": news_of(agenda, request.user, meeting.called_at),
    }
    return render(request, "meetings/send.html", context)


def _send(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    try:
        _tell(request, send_agenda(meeting, by=request.user))  # type: ignore[arg-type]
    except MeetingProblem as problem:
        messages.warning(request, str(problem))
    return redirect(meeting)


def _tell(request: HttpRequest, sent: Sent) -> None:
    said = ngettext("The agenda goes to %(n)d person.", "The agenda goes to %(n)d people.", sent.mailed)
    messages.success(request, said % {"n": sent.mailed})
    if sent.unreachable:
        names = ", ".join(str(person) for person in sent.unreachable)
        said = _("Without an email address, so tell them yourself: %(names)s.")
        messages.warning(request, said % {"names": names})
