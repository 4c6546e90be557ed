"""When a bridge or road fails: which detour holds for whom, on one sheet."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from speerpunt.core.addresses import address
from speerpunt.core.doors import demand, for_those_who, on
from speerpunt.engine.problems import InputProblem

from ..forms.protocols import ProtocolForm
from ..models import RoadNetwork, RouteProtocol
from ..problems import PuzzleProblem
from ..queries.protocols import choice_map, failing_roads, protocol_page, protocols_visible_to
from ..queries.roads import network_of
from ..services.protocols import ask_for_protocol
from . import access


@for_those_who("puzzle.view_protocols")
def protocols(request: HttpRequest) -> HttpResponse:
    roads = network_of(request.collective)  # type: ignore[attr-defined]
    may_make = roads is not None and request.user.has_perm("puzzle.make_protocol")
    if request.method == "POST":
        demand(request, "puzzle.make_protocol")
    form = _form(request, roads) if roads is not None and may_make else None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            return redirect(
                ask_for_protocol(request.collective, by=request.user, **form.values)  # type: ignore[attr-defined, arg-type]
            )
        except PuzzleProblem as problem:
            messages.warning(request, str(problem))
    context = {
        "protocols": protocols_visible_to(request.user)[:20],
        "form": form,
        "map": _map(request, roads) if roads is not None and may_make else None,
    }
    return render(request, "puzzle/protocols.html", context)


def _form(request: HttpRequest, roads: RoadNetwork) -> ProtocolForm:
    """A road that was clicked on the map stands in the address."""
    return ProtocolForm(request.POST or None, roads=roads, initial={"road": request.GET.get("weg", "")})


def _map(request: HttpRequest, roads: RoadNetwork) -> object:
    here = address("puzzle:protocols")
    urls = {each.id: f"{here}?weg={each.id}" for each in failing_roads(roads)}
    try:
        return choice_map(roads, request.collective, urls)  # type: ignore[attr-defined]
    except InputProblem:
        return None


@on(access.protocol, "puzzle.view_protocols")
def protocol(request: HttpRequest, protocol: RouteProtocol) -> HttpResponse:
    page = None
    if protocol.made_at is not None:
        try:
            page = protocol_page(protocol, request.user)
        except InputProblem as problem:
            protocol.problem = _("The roads cannot be computed on: %(reason)s") % {"reason": problem}
    return render(request, "puzzle/protocol.html", {"protocol": protocol, "page": page})
