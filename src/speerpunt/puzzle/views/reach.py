"""The third question: does every area stay reachable?"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from speerpunt.core.addresses import address
from speerpunt.core.doors import for_those_who
from speerpunt.core.queries.jobs import is_under_way

from ..enums import Mode
from ..models import ReachRun, WorksRule
from ..problems import PuzzleProblem, WeekWords
from ..problems.broken import Span
from ..problems.consequences import Consequences
from ..problems.digests import digest_of
from ..problems.picture import Stripe, stripes_in
from ..queries import works_visible_to
from ..queries.blackouts import closed_days
from ..queries.reach import STEPS, ReachPicture, latest_run, reach_picture
from ..queries.week_map import week_map
from ..services.reaching import REACH_JOB, ask_for_reach

CAR = "car"


@dataclass(frozen=True)
class Board:
    """What the weeks are drawn on: the same axis and backdrop as that of a plan."""

    words: WeekWords
    week: int
    stripes: list[Stripe]


@for_those_who("puzzle.view_reach")
def reach(request: HttpRequest) -> HttpResponse:
    run = latest_run()
    context: dict[str, Any] = {
        "may_compute": request.user.has_perm("puzzle.change_work"),
        "may_protocol": request.user.has_perm("puzzle.view_protocols"),
    }
    context |= _page(request, run) if run else {"is_computing": is_under_way(REACH_JOB)}
    return render(request, "puzzle/reach.html", context)


def _page(request: HttpRequest, run: ReachRun) -> dict[str, Any]:
    named = {pk for state in run.weeks for pk in state or ()}
    works = works_visible_to(request.user).in_bulk(named)
    picture = reach_picture(run, request.GET.get("voertuig", CAR), works)
    asked = request.GET.get("week", "")
    week = picture.chosen(int(asked) if asked.isdecimal() and len(asked) < 5 else None)
    words = WeekWords(Span(run.first_monday, len(run.weeks)))
    rules = list(WorksRule.objects.prefetch_related("works"))
    days = closed_days(rules, words.mondays[0], words.mondays[-1] + timedelta(days=6))
    state = frozenset(run.weeks[week] or ())
    return {
        "picture": picture,
        "modes": [(mode, str(Mode(mode).label)) for mode in run.classes],
        "steps": STEPS,
        "board": Board(words, week, stripes_in(days, words.mondays)),
        "week": week,
        "earlier": week - 1 if week else None,
        "later": week + 1 if week + 1 < len(run.weeks) else None,
        "last_week": len(run.weeks) - 1,
        "monday": words.mondays[week],
        "sunday": words.mondays[week] + timedelta(days=6),
        "works_now": picture.works_in(week),
        "is_known": picture.is_known(week),
        "map": _map(request, picture, week, state),
        "consequences": Consequences(run, picture.rows, works, words, picture.mode).all(rules, days),
    }


def _map(request: HttpRequest, picture: ReachPicture, week: int, state: frozenset[int]) -> Any:
    digests = digest_of(state), digest_of(frozenset())
    collective = request.collective  # type: ignore[attr-defined]
    return week_map(picture.run, week, picture.mode, picture.rows, collective, digests)


@for_those_who("puzzle.change_work")
def reach_compute(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        try:
            return redirect(ask_for_reach(request.collective, by=request.user))  # type: ignore[attr-defined, arg-type]
        except PuzzleProblem as problem:
            messages.warning(request, str(problem))
    return redirect(address("puzzle:reach"))
