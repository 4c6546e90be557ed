from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from speerpunt.core.registry import panels_for

from ..queries import today_of


def today(request: HttpRequest) -> HttpResponse:
    if not request.user.has_perm("portal.view_today"):
        raise PermissionDenied
    context = {
        "today": today_of(request.user, timezone.now()),
        "panels": panels_for("portal:today", request, request.collective),
    }
    return render(request, "portal/today.html", context)
