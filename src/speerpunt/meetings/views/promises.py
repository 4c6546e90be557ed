"""Walking through the actions of a body in its meeting: finished there, or moved, whoever typed them.

That is the meeting's to say, so who writes its minutes may: the rights on an action by itself ask for who made it.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from speerpunt.actions.models import Action
from speerpunt.actions.services import ActionProblem, change_action, finish_action
from speerpunt.core.addresses import address
from speerpunt.core.doors import on

from ..forms.promises import NewDayForm
from ..models import Meeting
from ..queries.agenda import items_on
from ..queries.promises import open_actions_of, walk_of
from . import access

LONGEST_ID = 18


@on(access.meeting, "meetings.write_minutes")
def promises(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    context = {"meeting": meeting, "walk": walk_of(meeting, request.user)}
    return render(request, "meetings/minutes/promises.html", context)


@on(access.meeting, "meetings.write_minutes", writes_only=True)
def promise_finish(request: HttpRequest, meeting: Meeting, number: int) -> HttpResponse:
    action = _action(request, meeting, number)
    if _went(request, lambda: finish_action(action, by=request.user)):
        messages.success(request, _("“%(title)s” is done.") % {"title": action.title})
    return _back(request, meeting)


@on(access.meeting, "meetings.write_minutes", writes_only=True)
def promise_move(request: HttpRequest, meeting: Meeting, number: int) -> HttpResponse:
    action = _action(request, meeting, number)
    form = NewDayForm(request.POST)
    if not form.is_valid():
        messages.warning(request, " ".join(form.errors.get("due", [])))
    elif _went(request, lambda: change_action(action, due=form.cleaned_data["due"], by=request.user)):
        messages.success(request, _("“%(title)s” has another day.") % {"title": action.title})
    return _back(request, meeting)


def _action(request: HttpRequest, meeting: Meeting, number: int) -> Action:
    """An open one of this body."""
    return get_object_or_404(open_actions_of(meeting.body, request.user), pk=number)


def _back(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """To the item from which it was done, else to the page of the minutes."""
    asked = request.POST.get("punt", "")
    is_number = asked.isdecimal() and asked.isascii() and len(asked) <= LONGEST_ID
    item = items_on(meeting, request.user).filter(pk=int(asked) if is_number else 0).first()
    return redirect(item or address("meetings:promises", meeting.pk))


def _went(request: HttpRequest, do: Any) -> bool:
    try:
        do()
    except ActionProblem as problem:
        messages.warning(request, str(problem))
        return False
    return True
