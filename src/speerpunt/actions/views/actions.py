"""One action: its page, its birth, its changes and its end."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from speerpunt.core.addresses import address
from speerpunt.core.doors import demand, on
from speerpunt.core.queries.subjects import targets_in_sight

from ..forms.actions import ActionForm, DropForm
from ..models import Action
from ..queries.page import action_page
from ..queries.people import own_person
from ..services import (
    ActionProblem,
    add_action,
    change_action,
    drop_action,
    finish_action,
    reopen_action,
    usual_circle,
)
from ..tables import said_moved
from . import access
from .access import back


@on(access.action)
def action(request: HttpRequest, action: Action) -> HttpResponse:
    user = request.user
    page = action_page(action, user)
    context = {
        "action": action,
        "page": page,
        "moved": said_moved(action.times_moved),
        "may_change": action.is_open and user.has_perm("actions.change_action", action),
        "may_close": user.has_perm("actions.close_action", action),
        "may_ask": action.is_open
        and page.open_request is None
        and user.has_perm("actions.ask_request", action),
        "may_answer": page.open_request is not None
        and user.has_perm("actions.answer_request", page.open_request),
        "may_withdraw": page.open_request is not None
        and user.has_perm("actions.withdraw_request", page.open_request),
    }
    return render(request, "actions/action.html", context)


def action_add(
    request: HttpRequest, app: str = "", kind: str = "", number: int | None = None
) -> HttpResponse:
    """Also where the one line of a list or panel leads to; what lacks there is asked here."""
    target = access.target(request, app, kind, number) if number is not None else None
    demand(request, "actions.add_action", target)
    form = ActionForm(
        _with_what_is_usual(request, target) if request.method == "POST" else None,
        instance=Action(collective=request.collective),
        user=request.user,
        target=target,
        is_new=True,
        initial={"owner": own_person(request.user)},
    )
    if request.method == "POST" and form.is_valid():
        added = add_action(request.collective, target=target, by=request.user, **form.cleaned_data)
        messages.success(request, _("“%(title)s” is added.") % {"title": added.title})
        return back(request, target or added)
    context = {"form": form, "action": None, "target": target, "cancel_url": _cancel(target)}
    return render(request, "actions/action_form.html", context)


def _with_what_is_usual(request: HttpRequest, target: Any) -> Any:
    """The one line says nothing of the circle."""
    sent = request.POST.copy()
    if "visibility" not in sent:
        sent["visibility"] = usual_circle(target)
    return sent


def _cancel(target: Any) -> str:
    return target.get_absolute_url() if target is not None else address("actions:actions")


@on(access.action, "actions.change_action")
def action_change(request: HttpRequest, action: Action) -> HttpResponse:
    seen = targets_in_sight(request.user, [action])
    target = seen.get((action.content_type_id or 0, action.object_id or 0))
    form = ActionForm(request.POST or None, instance=action, user=request.user, target=target)
    if (
        request.method == "POST"
        and form.is_valid()
        and _went(request, lambda: change_action(action, by=request.user, **form.cleaned_data))
    ):
        messages.success(request, _("The action is saved."))
        return redirect(action)
    context = {"form": form, "action": action, "target": target, "cancel_url": action.get_absolute_url()}
    return render(request, "actions/action_form.html", context)


@on(access.action, "actions.close_action", writes_only=True)
def action_finish(request: HttpRequest, action: Action) -> HttpResponse:
    if _went(request, lambda: finish_action(action, by=request.user)):
        said = _("“%(title)s” is done.") % {"title": action.title}
        messages.success(request, said, extra_tags=_undo_address(request, action))
    return back(request, action)


def _undo_address(request: HttpRequest, action: Action) -> str:
    """Takes it back, and leads back to where the visitor is."""
    here = urlencode({"terug": request.POST.get("terug", "")})
    return f"{address('actions:action_reopen', action.pk)}?{here}"


@on(access.action, "actions.close_action", writes_only=True)
def action_reopen(request: HttpRequest, action: Action) -> HttpResponse:
    if _went(request, lambda: reopen_action(action, by=request.user)):
        messages.success(request, _("“%(title)s” is open again.") % {"title": action.title})
    return back(request, action)


@on(access.action, "actions.change_action")
def action_drop(request: HttpRequest, action: Action) -> HttpResponse:
    form = DropForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if _went(request, lambda: drop_action(action, reason=form.cleaned_data["reason"], by=request.user)):
            messages.success(request, _("The action is dropped. It stays to be read."))
        return redirect(action)
    return render(request, "actions/action_drop.html", {"form": form, "action": action})


def _went(request: HttpRequest, do: Any) -> bool:
    """What cannot be done any more is told, and leaves everything as it was."""
    try:
        do()
    except ActionProblem as problem:
        messages.warning(request, str(problem))
        return False
    return True
