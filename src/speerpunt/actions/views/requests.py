"""Asking for another day or another person, answering that, and taking it back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from speerpunt.core.addresses import address
from speerpunt.core.doors import on

from ..enums import RequestState
from ..forms.requests import AnswerForm, DayRequestForm, TakeOverRequestForm
from ..models import Action, ActionRequest
from ..queries import actions_visible_to
from ..services import (
    ActionProblem,
    agree_to_request,
    ask_another_day,
    ask_to_take_over,
    refuse_request,
    withdraw_request,
)
from . import access
from .access import back

DAY, PERSON = "dag", "persoon"


@on(access.action, "actions.ask_request")
def action_ask(request: HttpRequest, action: Action) -> HttpResponse:
    """Two questions on one page; which of them is asked, the button says."""
    asks = request.POST.get("vraag", "")
    day_form = DayRequestForm(request.POST if asks == DAY else None, prefix=DAY)
    person_form = TakeOverRequestForm(
        request.POST if asks == PERSON else None, prefix=PERSON, user=request.user, action=action
    )
    if day_form.is_valid() and _asked(request, day_form, _ask_day(request, action, day_form)):
        return redirect(action)
    if person_form.is_valid() and _asked(request, person_form, _ask_person(request, action, person_form)):
        return redirect(action)
    context = {"action": action, "day_form": day_form, "person_form": person_form}
    return render(request, "actions/action_ask.html", context)


def _ask_day(request: HttpRequest, action: Action, form: DayRequestForm) -> Callable[[], ActionRequest]:
    values = form.cleaned_data
    return lambda: ask_another_day(action, values["day"], reason=values["reason"], by=request.user)


def _ask_person(
    request: HttpRequest, action: Action, form: TakeOverRequestForm
) -> Callable[[], ActionRequest]:
    values = form.cleaned_data
    return lambda: ask_to_take_over(action, values["person"], reason=values["reason"], by=request.user)


def _asked(request: HttpRequest, form: Any, ask: Callable[[], ActionRequest]) -> bool:
    try:
        ask()
    except ActionProblem as problem:
        form.add_error(None, str(problem))
        return False
    messages.success(request, _("It is asked. Until there is an answer, everything stays as it was."))
    return True


@on(access.asked, "actions.answer_request")
def request_answer(request: HttpRequest, asked: ActionRequest) -> HttpResponse:
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _answer(request, asked, **form.cleaned_data)
        return back(request, _still_seen(request, asked.action))
    return render(
        request, "actions/request_answer.html", {"form": form, "asked": asked, "action": asked.action}
    )


def _still_seen(request: HttpRequest, action: Action) -> Any:
    """Who sent it back may have nothing more to do with it."""
    is_seen = actions_visible_to(request.user).filter(pk=action.pk).exists()
    return action if is_seen else address("actions:actions")


def _answer(request: HttpRequest, asked: ActionRequest, *, decision: str, words: str) -> None:
    answer = agree_to_request if decision == RequestState.AGREED else refuse_request
    try:
        answer(asked, words=words, by=request.user)
    except ActionProblem as problem:
        messages.warning(request, str(problem))
    else:
        messages.success(request, _("Your answer is given."))


@on(access.asked, "actions.withdraw_request", writes_only=True)
def request_withdraw(request: HttpRequest, asked: ActionRequest) -> HttpResponse:
    try:
        withdraw_request(asked, by=request.user)
    except ActionProblem as problem:
        messages.warning(request, str(problem))
    else:
        messages.success(request, _("The question is withdrawn."))
    return redirect(asked.action)
