"""Series of meetings: all of them, a new one with its days beforehand, and what becomes of one."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from speerpunt.core.addresses import address
from speerpunt.core.doors import demand, for_those_who, on

from ..forms.series import EndSeriesForm, ExtendForm, SeriesChangeForm, SeriesForm
from ..models import MeetingSeries
from ..problems import MeetingProblem
from ..queries.rhythms import said_pattern
from ..queries.series import (
    SeriesDay,
    meetings_of_series,
    series_days,
    series_led_by,
    with_conflicts,
    with_counts,
)
from ..services.series import change_series, end_series, extend_series, make_series
from . import access


@for_those_who("meetings.add_meetings")
def all_series(request: HttpRequest) -> HttpResponse:
    rows = with_counts(series_led_by(request.user)).order_by("body__name", "first_day", "pk")
    context = {"rows": [(row, said_pattern(row.pattern)) for row in rows]}
    return render(request, "meetings/all_series.html", context)


@for_those_who("meetings.add_meetings")
def series_add(request: HttpRequest) -> HttpResponse:
    """First the days are shown; what is made is what was seen."""
    form = SeriesForm(
        request.POST or None,
        instance=MeetingSeries(collective=request.collective),
        user=request.user,
        initial={"body": request.GET.get("gremium", "")},
    )
    days: list[SeriesDay] = []
    if request.method == "POST" and form.is_valid():
        demand(request, "meetings.add_meeting", form.cleaned_data["body"])
        if "maak" in request.POST and (made := _made(request, form)) is not None:
            return redirect(address("meetings:series", made.pk))
        days = _days(request, form)
    planned = [day for day in days if not day.why_not]
    context = {
        "form": form,
        "is_previewed": request.method == "POST" and form.is_valid(),
        "days": days,
        "planned": planned,
        "skipped": len(days) - len(planned),
        "conflicting": sum(bool(day.conflicts) for day in planned),
        "seen": ",".join(day.day.isoformat() for day in planned),
    }
    return render(request, "meetings/series_form.html", context)


def _days(request: HttpRequest, form: SeriesForm) -> list[SeriesDay]:
    chosen = form.values
    days = series_days(
        chosen["pattern"],
        first_day=chosen["first_day"],
        last_day=chosen["last_day"],
        start_time=chosen["start_time"],
        minutes=chosen["duration_minutes"],
        skips_holidays=chosen["skips_holidays"],
    )
    return with_conflicts(days, form.cleaned_data["body"].pk, request.user)


def _made(request: HttpRequest, form: SeriesForm) -> MeetingSeries | None:
    try:
        seen = [date.fromisoformat(day) for day in request.POST.get("gezien", "").split(",") if day]
        series = make_series(form.cleaned_data["body"], days=seen, by=request.user, **form.values)
    except MeetingProblem as problem:
        messages.warning(request, str(problem))
        return None
    except ValueError:
        return None
    messages.success(request, _("The series is made."))
    return series


@on(access.series, "meetings.change_series")
def series(request: HttpRequest, series: MeetingSeries) -> HttpResponse:
    context = {
        "series": series,
        "words": said_pattern(series.pattern),
        "meetings": meetings_of_series(series, request.user),
    }
    return render(request, "meetings/series.html", context)


@on(access.series, "meetings.change_series")
def series_change(request: HttpRequest, series: MeetingSeries) -> HttpResponse:
    form = SeriesChangeForm(request.POST or None, instance=series)
    if request.method == "POST" and form.is_valid():
        sent = {name: form.cleaned_data[name] for name in ("from_day", "tells")}
        count = change_series(series, by=request.user, **sent, **form.how)
        told = ngettext("%(count)d meeting is changed.", "%(count)d meetings are changed.", count)
        messages.success(request, told % {"count": count})
        return redirect(address("meetings:series", series.pk))
    return _small(request, series, form, "change")


@on(access.series, "meetings.change_series")
def series_extend(request: HttpRequest, series: MeetingSeries) -> HttpResponse:
    form = ExtendForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        last_day = form.cleaned_data["last_day"]
        if access.went(request, lambda: extend_series(series, last_day=last_day, by=request.user)):
            messages.success(request, _("The series goes on."))
            return redirect(address("meetings:series", series.pk))
    return _small(request, series, form, "extend")


@on(access.series, "meetings.change_series")
def series_end(request: HttpRequest, series: MeetingSeries) -> HttpResponse:
    form = EndSeriesForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and access.went(request, lambda: end_series(series, by=request.user, **form.cleaned_data))
    ):
        messages.success(request, _("The series is ended. What came after that day is cancelled."))
        return redirect(address("meetings:series", series.pk))
    return _small(request, series, form, "end")


def _small(request: HttpRequest, series: MeetingSeries, form: Any, deed: str) -> HttpResponse:
    context = {"form": form, "series": series, "deed": deed, "words": said_pattern(series.pattern)}
    return render(request, "meetings/series_deed.html", context)
