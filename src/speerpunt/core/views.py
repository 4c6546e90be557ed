from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from .models import Collective
from django.template import loader
from django.urls import reverse
from django.views import defaults


def home(request: HttpRequest) -> HttpResponse:
from .registry import home as registered_home

RETRY_AFTER_SECONDS = 120
    """Whoever belongs to a collective begins there; a visitor sees the only one, or a choice."""
    own, page = _own_collectives(request)
    if len(own) == 1:
        return redirect(reverse(page, args=[own[0].slug]))
    others = [each for each in Collective.objects.order_by("name") if each not in own]
    if not own and len(others) == 1:
        return redirect(f"/{others[0].slug}/")
    choices = [(each, reverse(page, args=[each.slug])) for each in own]
    return render(request, "core/home.html", {"own": choices, "others": others})


def _own_collectives(request: HttpRequest) -> tuple[list[Collective], str]:
    registered = registered_home()
    if registered is None or not request.user.is_authenticated:
        return [], ""
    return registered.collectives_of(request.user), registered.page


def healthy(request: HttpRequest) -> HttpResponse:
    """For whoever watches the server: answers only when the database does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")
