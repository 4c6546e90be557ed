"""The third question: does every area stay reachable?"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from speerpunt.core.addresses import address
from speerpunt.core.doors import for_those_who

from ..enums import Mode
from ..problems import PuzzleProblem
from ..queries.reach import STEPS, latest_run, reach_picture
from ..services.reaching import ask_for_reach


@for_those_who("puzzle.view_reach")
def reach(request: HttpRequest) -> HttpResponse:
    run = latest_run()
    picture = reach_picture(run, request.GET.get("voertuig", "car")) if run else None
    context = {
        "picture": picture,
        "modes": [(mode, str(Mode(mode).label)) for mode in run.classes] if run else [],
        "steps": STEPS,
        "may_compute": request.user.has_perm("puzzle.change_work"),
    }
    return render(request, "puzzle/reach.html", context)


@for_those_who("puzzle.change_work")
def reach_compute(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        try:
            return redirect(ask_for_reach(request.collective, by=request.user))  # type: ignore[attr-defined, arg-type]
        except PuzzleProblem as problem:
            messages.warning(request, str(problem))
    return redirect(address("puzzle:reach"))
