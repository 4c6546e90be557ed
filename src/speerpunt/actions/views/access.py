"""What the address names, as far as the visitor may see it; 404 otherwise."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme

from speerpunt.core.queries.subjects import find_target, subject_named

from ..models import Action, ActionRequest
from ..queries import actions_visible_to


def action(request: HttpRequest, pk: int) -> Action:
    return get_object_or_404(actions_visible_to(request.user).select_related("owner", "made_by"), pk=pk)


def asked(request: HttpRequest, pk: int) -> ActionRequest:
    """A request about an action that the visitor may see."""
    requests = ActionRequest.objects.select_related("action", "new_owner")
    return get_object_or_404(requests, pk=pk, action__in=actions_visible_to(request.user))


def target(request: HttpRequest, app: str, kind: str, number: int) -> Any:
    """What an action is going to hang on."""
    return find_target(request.user, subject_named(app, kind), number)


def back(request: HttpRequest, otherwise: Any) -> HttpResponse:
    """To the page within this collective that the visitor came from."""
    asked_for = request.POST.get("terug") or request.GET.get("terug", "")
    is_ours = url_has_allowed_host_and_scheme(asked_for, allowed_hosts=None)
    if is_ours and asked_for.startswith(f"/{request.collective.slug}/"):
        return redirect(asked_for)
    return redirect(otherwise)
