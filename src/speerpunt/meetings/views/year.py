"""The year plan of all bodies, and the plan of one."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from speerpunt.core.addresses import address
from speerpunt.core.doors import demand, for_those_who
from speerpunt.core.downloads import table_download
from speerpunt.core.spreadsheets import FORMATS
from speerpunt.members.models import Body

from ..exporters.year import export_year
from ..forms.year import YearPlanForm
from ..models import Meeting
from ..queries.conflicts import Conflict, conflicts_among
from ..queries.holidays import free_periods
from ..queries.year import BodyYear, body_years, plan_of
from ..services.year import plan_year
from . import access

FIRST, LAST = 2000, 2100


@for_those_who("meetings.view_year")
def this_year(request: HttpRequest) -> HttpResponse:
    return redirect(address("meetings:year", timezone.localdate().year))


@for_those_who("meetings.view_year")
def year(request: HttpRequest, year: int) -> HttpResponse:
    _check(year)
    user = request.user
    rows = body_years(user, year)
    shown = [row for row in rows if not row.is_empty]
    context = {
        # As text: a year has no thousands.
        "year": str(year),
        "before": str(year - 1) if year > FIRST else "",
        "after": str(year + 1) if year < LAST else "",
        "rows": shown,
        "others": [row.body for row in rows if row.is_empty],
        "total": _total(shown),
        "free": free_periods(date(year, 1, 1), date(year, 12, 31)),
        "conflicts": _conflicts_to_come(shown, request.user),
        "may_add": user.has_perm("meetings.add_meetings"),
        "may_plan": user.has_perm("meetings.plan_year"),
        "may_manage_holidays": user.has_perm("meetings.manage_holidays"),
    }
    return render(request, "meetings/year.html", context)


def _check(year: int) -> None:
    if not FIRST <= year <= LAST:
        raise Http404


def _total(rows: Sequence[BodyYear]) -> dict[str, int]:
    return {
        "held": sum(row.held for row in rows),
        "coming": sum(row.coming for row in rows),
        "planned": sum(row.plan.total for row in rows),
    }


def _conflicts_to_come(rows: Sequence[BodyYear], user: Any) -> list[tuple[Meeting, Conflict]]:
    """Each pair once, the one that starts first in front."""
    now = timezone.now()
    meetings = [each for row in rows for each in row.meetings if not each.is_past(now)]
    by_pk = {meeting.pk: meeting for meeting in meetings}
    pairs = [
        (by_pk[pk], conflict)
        for pk, conflicts in conflicts_among(meetings, user).items()
        for conflict in conflicts
        if (by_pk[pk].starts_at, pk) < (conflict.meeting.starts_at, conflict.meeting.pk)
    ]
    return sorted(pairs, key=lambda pair: (pair[0].starts_at, pair[0].pk))


@for_those_who("meetings.view_year")
def year_export(request: HttpRequest, year: int, kind: str) -> HttpResponse:
    _check(year)
    if kind not in FORMATS:
        raise Http404
    rows = [row for row in body_years(request.user, year) if not row.is_empty]
    return table_download(f"jaarplan-{year}", request.collective.slug, kind, export_year(rows, kind))


def year_plan(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    _check(year)
    body = access.body(request, pk)
    demand(request, "meetings.plan_year", body)
    form = YearPlanForm(request.POST or None, initial=_planned(body, year))
    if request.method == "POST" and form.is_valid():
        plan_year(body, year, by=request.user, **form.cleaned_data)
        messages.success(request, _("The plan of %(body)s is saved.") % {"body": body})
        return redirect(address("meetings:year", year))
    return render(request, "meetings/year_plan.html", {"form": form, "body": body, "year": str(year)})


def _planned(body: Body, year: int) -> dict[str, Any]:
    plan = plan_of(body, year)
    return {"in_person": plan.in_person, "online": plan.online}
