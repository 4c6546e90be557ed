"""The four questions about works as four steps of one screen: how each one stands, in one sentence."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from speerpunt.core.addresses import address
from speerpunt.places.models import Area

from ..enums import ClashState, PlanState
from .clashes import clashes_visible_to
from .plans import plans_visible_to
from .reach import STEPS, latest_run
from .subjects import coming_works

UNSOLVED = (ClashState.OPEN, ClashState.TALKED)


@dataclass(frozen=True)
class Step:
    number: int
    name: str
    question: str
    url: str
    said: str


def steps_for(user: Any) -> list[Step]:
    """Those that he may take; in as many queries however many works there are."""
    steps = [
        ("list_clashes", _("Integrality"), _("What overlaps?"), "puzzle:clashes", _clashes),
        ("view_involvement", _("Involvement"), _("Who is touched?"), "puzzle:involvements", _rungs),
        ("view_reach", _("Feasibility"), _("Who stays within reach?"), "puzzle:reach", _reach),
        ("list_plans", _("Order"), _("Which order hurts least?"), "puzzle:plans", _plans),
    ]
    return [
        Step(number, name, question, address(page), say(user))
        for number, (right, name, question, page, say) in enumerate(steps, start=1)
        if user.has_perm(f"puzzle.{right}")
    ]


def _clashes(user: Any) -> str:
    found = clashes_visible_to(user).aggregate(
        there=Count("pk", filter=~Q(state=ClashState.GONE)),
        open=Count("pk", filter=Q(state__in=UNSOLVED, decision__isnull=True)),
    )
    there = ngettext("%(count)d clash", "%(count)d clashes", found["there"]) % {"count": found["there"]}
    if not found["there"]:
        return _("no clashes")
    if not found["open"]:
        return _("%(there)s, each agreed on") % {"there": there}
    return _("%(there)s, %(open)d without an agreement") % {"there": there, "open": found["open"]}


def _rungs(user: Any) -> str:
    found = coming_works(user).aggregate(
        works=Count("pk", distinct=True),
        without=Count("pk", distinct=True, filter=Q(involvement__isnull=True)),
    )
    works = ngettext("%(count)d work", "%(count)d works", found["works"]) % {"count": found["works"]}
    if not found["works"]:
        return _("no works to come")
    if not found["without"]:
        return _("%(works)s, each with a rung") % {"works": works}
    return _("%(works)s, %(without)d without a rung") % {"works": works, "without": found["without"]}


def _reach(_user: Any) -> str:
    """By car, in the worst week of the area that is worst off."""
    run = latest_run()
    if run is None:
        return _("not computed yet")
    cut_off = {place for week in run.is_cut_off for row in week for place, shut in enumerate(row) if shut}
    if cut_off:
        said = ngettext("%(count)d area cut off", "%(count)d areas cut off", len(cut_off))
        return said % {"count": len(cut_off)}
    number = run.classes.index("car") if "car" in run.classes else 0
    minutes, place = max(
        ((value or 0.0, place) for week in run.extra_minutes for place, value in enumerate(week[number])),
        default=(0.0, 0),
    )
    if minutes < STEPS[0]:
        return _("every area within reach")
    area = Area.objects.kept().filter(slug=run.areas[place]).values_list("name", flat=True).first()
    return _("at most +%(minutes)d minutes: %(area)s") % {"minutes": round(minutes), "area": area or "?"}


def _plans(user: Any) -> str:
    found = plans_visible_to(user).aggregate(
        plans=Count("pk"), agreed=Count("pk", filter=Q(state=PlanState.AGREED))
    )
    plans = ngettext("%(count)d plan", "%(count)d plans", found["plans"]) % {"count": found["plans"]}
    if not found["plans"]:
        return _("no plan yet")
    if not found["agreed"]:
        return _("%(plans)s, none agreed on") % {"plans": plans}
    return _("%(plans)s, %(agreed)d agreed on") % {"plans": plans, "agreed": found["agreed"]}
