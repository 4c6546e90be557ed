"""The public page: which works are there, and what do they mean for me? The same for everybody."""

from typing import Any

from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from speerpunt.core.addresses import address

from ..exporters.public import works_as_atom, works_as_geojson, works_as_icalendar
from ..forms.public import AskForm
from ..queries.public import Asked, PublicWork, areas_to_choose, asked_with, public_works, said_place
from ..queries.usual_routes import drawn_route, origins_to_choose
from ..tables import public_points

MINUTES_KEPT = 10


def _asked(request: HttpRequest) -> tuple[AskForm, Asked, str]:
    """What is asked, as far as it can be; and for which place in words."""
    areas = areas_to_choose()
    form = AskForm(request.GET, areas=areas, origins=origins_to_choose())
    form.is_valid()
    said = getattr(form, "cleaned_data", {})
    asked = asked_with(
        area=said.get("gebied", ""),
        postcode=said.get("postcode", ""),
        mode=said.get("voertuig", ""),
        origin=said.get("vanaf", ""),
    )
    return form, asked, said_place(asked, areas)


def _works(request: HttpRequest) -> tuple[list[PublicWork], str]:
    form, asked, place = _asked(request)
    return [] if form.errors else public_works(asked, timezone.localdate()), place


@require_safe
def reachable(request: HttpRequest) -> HttpResponse:
    return render(request, "puzzle/public.html", _context(request))


@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
def reachable_embedded(request: HttpRequest) -> HttpResponse:
    """The list alone, for a page of somebody else."""
    return render(request, "puzzle/public_embedded.html", _context(request))


def _context(request: HttpRequest) -> dict[str, Any]:
    form, asked, place = _asked(request)
    works = [] if form.errors else public_works(asked, timezone.localdate())
    return {
        "form": form,
        "asked": asked,
        "place": place,
        "now": [each for each in works if each.is_now],
        "coming": [each for each in works if not each.is_now],
        "count": len(works),
        "route": asked.route,
        "has_no_route": not form.errors and bool(form.cleaned_data.get("vanaf")) and asked.route is None,
        "drawn": drawn_route(asked.route) if asked.route is not None else [],
        "points": list(public_points(works)),
        "query": request.GET.urlencode(),
        "page_url": settings.BASE_URL + address("puzzle:reachable_embedded"),
    }


@require_safe
def reachable_geojson(request: HttpRequest) -> HttpResponse:
    """Open data: any page may read it."""
    works, _place = _works(request)
    response = JsonResponse(works_as_geojson(works), content_type="application/geo+json")
    response["Access-Control-Allow-Origin"] = "*"
    return _kept(response)


@require_safe
def reachable_calendar(request: HttpRequest) -> HttpResponse:
    works, place = _works(request)
    content = works_as_icalendar(request.collective, works, _title(request, place))
    return _kept(HttpResponse(content, content_type="text/calendar; charset=utf-8"))


@require_safe
def reachable_feed(request: HttpRequest) -> HttpResponse:
    works, place = _works(request)
    here = settings.BASE_URL + request.get_full_path()
    content = works_as_atom(request.collective, works, _title(request, place), here)
    return _kept(HttpResponse(content, content_type="application/atom+xml; charset=utf-8"))


def _title(request: HttpRequest, place: str) -> str:
    return _("Works in %(place)s") % {"place": place or request.collective.city}  # type: ignore[attr-defined]


def _kept(response: Any) -> HttpResponse:
    response["Cache-Control"] = f"public, max-age={MINUTES_KEPT * 60}"
    return response
