"""Stretches that lie doubtfully on our roads are looked at, one after the other."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from speerpunt.core.addresses import address
from speerpunt.core.doors import for_those_who, on
from speerpunt.core.listing import listing
from speerpunt.engine.problems import InputProblem

from ..enums import Direction
from ..filters import SnapFilters
from ..models import RoadNetwork, WorkLine
from ..queries.snapping import doubtful, next_doubtful, roads_near, stretches_in_sight
from ..services.snapping import confirm_links, propose_links
from ..tables import SNAP_COLUMNS, said_snap
from . import access

# In the address of a page: the stretch that was just confirmed.
BEFORE = "vorige"
# The button that says that none of our roads is meant.
NOWHERE = "nergens"
UNREADABLE = gettext_lazy("The roads cannot be computed on: %(reason)s")


@for_those_who("puzzle.change_work")
def stretches(request: HttpRequest) -> HttpResponse:
    filters = SnapFilters(request.GET)
    listed = listing(request, filters.select(stretches_in_sight(request.user)), SNAP_COLUMNS, default="werk")
    context = {
        "filters": filters,
        "listing": listed,
        "rows": [said_snap(line) for line in listed.page],
        "first": doubtful(stretches_in_sight(request.user)).first(),
        "has_network": RoadNetwork.objects.exists(),
    }
    return render(request, "puzzle/stretches.html", context)


@on(access.stretch, "puzzle.change_work")
def stretch_place(request: HttpRequest, line: WorkLine) -> HttpResponse:
    roads = _roads(request, line)
    if request.method == "POST":
        known = {road.link for road in roads}
        links = [link for link in request.POST.getlist("links") if link in known]
        if links or NOWHERE in request.POST:
            return _confirmed(request, line, [] if NOWHERE in request.POST else links)
        messages.warning(
            request, _("Tick the roads that are meant, or press “Not on our roads”. Nothing was confirmed.")
        )
    before = stretches_in_sight(request.user).filter(pk=_number(request.GET.get(BEFORE, ""))).first()
    context = {
        "line": line,
        "said": said_snap(line),
        "roads": roads,
        "features": _features(line, roads),
        "directions": Direction.choices,
        "before": before,
        "left": doubtful(stretches_in_sight(request.user)).count(),
        "following": next_doubtful(line, request.user),
    }
    return render(request, "puzzle/stretch_place.html", context)


def _roads(request: HttpRequest, line: WorkLine) -> list[Any]:
    network = RoadNetwork.objects.first()
    try:
        return roads_near(network, line) if network else []
    except InputProblem as fault:
        messages.warning(request, UNREADABLE % {"reason": fault})
        return []


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 19 else 0


def _features(line: WorkLine, roads: list[Any]) -> list[dict[str, Any]]:
    drawn = [{"type": "Feature", "geometry": line.geometry, "properties": {"look": "measure"}}]
    return (drawn if line.geometry else []) + [
        {
            "type": "Feature",
            "geometry": {"type": "LineString", "coordinates": road.line},
            "properties": {"look": "road", "link": road.link},
        }
        for road in roads
    ]


def _confirmed(request: HttpRequest, line: WorkLine, links: list[str]) -> HttpResponse:
    """On to the next one; what was just said can be taken back there."""
    direction = request.POST.get("direction", "")
    confirm_links(
        line,
        links,
        by=request.user,  # type: ignore[arg-type]
        direction=direction if direction in Direction.values else "",
    )
    following = next_doubtful(line, request.user)
    if following is None:
        messages.success(request, _("All stretches have been looked at."))
        return redirect(address("puzzle:stretches"))
    return redirect(f"{address('puzzle:stretch_place', following.pk)}?{BEFORE}={line.pk}")


@on(access.stretch, "puzzle.change_work", writes_only=True)
def stretch_propose(request: HttpRequest, line: WorkLine) -> HttpResponse:
    """Taken back: what the computer proposes stands there again."""
    network = RoadNetwork.objects.first()
    try:
        if network is not None:
            propose_links(line, network, by=request.user)  # type: ignore[arg-type]
            messages.success(request, _("Taken back. This is what the computer proposes."))
    except InputProblem as fault:
        messages.warning(request, UNREADABLE % {"reason": fault})
    return redirect(address("puzzle:stretch_place", line.pk))
