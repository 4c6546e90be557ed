"""Walking through the actions of a body in its meeting: finished there, or moved."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from speerpunt.actions.models import Action
from speerpunt.actions.services import ActionProblem, change_action, finish_action
from speerpunt.core.addresses import address
from speerpunt.core.doors import demand, on

from ..forms.promises import NewDayForm
from ..models import Meeting
from ..queries.promises import open_promises
from . import access


@on(access.meeting, "meetings.write_minutes")
def promises(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    user = request.user
    lines = []
    for entry in open_promises(meeting.body, user):
        may_close = user.has_perm("actions.close_action", entry.action)
        may_move = user.has_perm("actions.change_action", entry.action)
        lines.append((entry, may_close, may_move))
    return render(request, "meetings/minutes/promises.html", {"meeting": meeting, "lines": lines})


@on(access.meeting, "meetings.write_minutes", writes_only=True)
def promise_finish(request: HttpRequest, meeting: Meeting, number: int) -> HttpResponse:
    action = _action(request, meeting, number)
    demand(request, "actions.close_action", action)
    if _went(request, lambda: finish_action(action, by=request.user)):
        messages.success(request, _("“%(title)s” is done.") % {"title": action.title})
    return redirect(address("meetings:promises", meeting.pk))


@on(access.meeting, "meetings.write_minutes", writes_only=True)
def promise_move(request: HttpRequest, meeting: Meeting, number: int) -> HttpResponse:
    action = _action(request, meeting, number)
    demand(request, "actions.change_action", action)
    form = NewDayForm(request.POST)
    if not form.is_valid():
        messages.warning(request, " ".join(form.errors.get("due", [])))
    elif _went(request, lambda: change_action(action, due=form.cleaned_data["due"], by=request.user)):
        messages.success(request, _("“%(title)s” has another day.") % {"title": action.title})
    return redirect(address("meetings:promises", meeting.pk))


def _action(request: HttpRequest, meeting: Meeting, number: int) -> Action:
    """One that was agreed in a meeting of this body."""
    entry = open_promises(meeting.body, request.user).filter(action_id=number).first()
    if entry is None or entry.action is None:
        raise Http404
    return entry.action


def _went(request: HttpRequest, do: Any) -> bool:
    try:
        do()
    except ActionProblem as problem:
        messages.warning(request, str(problem))
        return False
    return True
