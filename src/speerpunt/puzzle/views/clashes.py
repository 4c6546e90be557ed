"""The first question: what overlaps?"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from speerpunt.core.addresses import address
from speerpunt.core.doors import demand, for_those_who, on
from speerpunt.core.listing import listing
from speerpunt.core.registry import panels_for
from speerpunt.members.queries.history import signed_history_of

from ..filters import ClashFilters
from ..forms.clashes import ClashForm
from ..models import Clash
from ..queries.clashes import clashes_visible_to, with_both_sides
from ..services.clashes import change_clash, find_clashes
from ..tables import clash_points
from . import access

COLUMNS = {
    "begin": (gettext_lazy("From"), "first_day"),
    "einde": (gettext_lazy("Until"), "last_day"),
    "afstand": (gettext_lazy("Distance"), "metres"),
    "stand": (gettext_lazy("State"), "state"),
}


@for_those_who("puzzle.list_clashes")
def clashes(request: HttpRequest) -> HttpResponse:
    filters = ClashFilters(request.GET, request.user)
    rows = with_both_sides(filters.select(clashes_visible_to(request.user)), request.user)
    listed = listing(request, rows, COLUMNS, default="begin")
    context = {
        "filters": filters,
        "listing": listed,
        "points": list(clash_points(listed.page)),
        "may_find": request.user.has_perm("puzzle.change_work"),
    }
    return render(request, "puzzle/clashes.html", context)


@for_those_who("puzzle.change_work")
def clashes_find(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        found = find_clashes(request.collective)
        messages.success(request, _("%(now)d clashes now: %(new)d new, %(gone)d gone.") % found)
    return redirect(address("puzzle:clashes"))


@on(access.clash)
def clash(request: HttpRequest, clash: Clash) -> HttpResponse:
    may_change = request.user.has_perm("puzzle.change_work")
    form = ClashForm(request.POST or None, instance=clash, user=request.user)
    if request.method == "POST":
        demand(request, "puzzle.change_work")
        if form.is_valid():
            change_clash(clash, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
            messages.success(request, _("The clash is saved."))
            return redirect(clash)
    context = {
        "clash": clash,
        "form": form if may_change else None,
        "points": list(clash_points([clash])),
        "panels": panels_for("puzzle:clash", request, clash),
        "history": signed_history_of(clash, reader=request.user) if may_change else None,
    }
    return render(request, "puzzle/clash.html", context)
