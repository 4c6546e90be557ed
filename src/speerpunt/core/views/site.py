import sys

from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template import loader
from django.urls import reverse
from django.views import defaults
from prometheus_client import CONTENT_TYPE_LATEST

from ..databases.outages import Outage, outage_behind
from ..models import Collective
from ..registry import home as registered_home
from ..watching import figures, may_read_figures, state

RETRY_AFTER_SECONDS = 120


def home(request: HttpRequest) -> HttpResponse:
    """Whoever belongs to a collective begins there; a visitor sees the only one, or a choice."""
    own, page = _own_collectives(request)
    if len(own) == 1:
        return redirect(reverse(page, args=[own[0].slug]))
    others = [each for each in Collective.objects.order_by("name") if each not in own]
    if not own and len(others) == 1:
        return redirect(f"/{others[0].slug}/")
    context = {
        "own": [(each, reverse(page, args=[each.slug])) for each in own],
        "others": [(each, f"/{each.slug}/") for each in others],
    }
    return render(request, "core/home.html", context)


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


def healthz(request: HttpRequest) -> HttpResponse:
    """The same with its parts, for a program; 503 when one is not well."""
    found = state()
    is_well = set(found.values()) == {"ok"}
    return JsonResponse({"state": "ok" if is_well else "ill", **found}, status=200 if is_well else 503)


def metrics(request: HttpRequest) -> HttpResponse:
    """Figures for monitoring, for who may read them; for anybody else the page does not exist."""
    if not may_read_figures(request):
        raise Http404
    return HttpResponse(figures(), content_type=CONTENT_TYPE_LATEST)


def server_error(request: HttpRequest) -> HttpResponse:
    """A full disk or an absent database is not a fault of the program: it says so, and it passes."""
    outage = outage_behind(sys.exc_info()[1])
    if outage is None:
        return defaults.server_error(request)
    # Without the context of a page, which would ask the database.
    page = loader.render_to_string("503.html", {"is_full": outage is Outage.FULL})
    return HttpResponse(page, status=503, headers={"Retry-After": str(RETRY_AFTER_SECONDS)})
