"""Indicators, with what was measured and what was meant."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from speerpunt.core.doors import for_those_who, on
from speerpunt.core.enums import Theme

from ..forms.profiles import IndicatorForm, MeasurementForm, TargetForm
from ..models import Indicator, Measurement, Target
from ..queries import history_of_indicator, indicator_rows, indicators_visible_to, series_of_indicator
from ..services import (
    IndicatorProblem,
    add_indicator,
    change_indicator,
    remove_measurement,
    remove_target,
    set_measurement,
    set_target,
)
from . import access


def indicators(request: HttpRequest) -> HttpResponse:
    theme = request.GET.get("thema", "")
    visible = indicators_visible_to(request.user)
    context = {
        "rows": indicator_rows(visible.filter(theme=theme) if theme else visible),
        "theme": theme,
        "theme_query": urlencode({"thema": theme}) if theme else "",
        "themes": Theme.choices,
        "may_add": request.user.has_perm("places.add_indicator"),
    }
    return render(request, "places/indicators.html", context)


@on(access.indicator)
def indicator(request: HttpRequest, indicator: Indicator) -> HttpResponse:
    user = request.user
    all_series = series_of_indicator(indicator)
    context = {
        "indicator": indicator,
        "all_series": all_series,
        "is_all_assumed": all(series.is_assumed for series in all_series),
        "targets": indicator.targets.select_related("area").order_by("due", "area__name"),
        "history": history_of_indicator(indicator, user) if user.has_perm("members.view_history") else None,
        "may_change": user.has_perm("places.change_indicator", indicator),
    }
    return render(request, "places/indicator.html", context)


@for_those_who("places.add_indicator")
def indicator_add(request: HttpRequest) -> HttpResponse:
    form = IndicatorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            added = add_indicator(request.collective, by=request.user, **form.cleaned_data)
            return _done(request, _("The indicator is added. Add a first measurement now."), added)
        except IndicatorProblem as problem:
            form.add_error("name", str(problem))
    return _small_form(request, form, None, _("Add an indicator"), _("Add the indicator"))


@on(access.indicator, "places.change_indicator")
def indicator_change(request: HttpRequest, indicator: Indicator) -> HttpResponse:
    form = IndicatorForm(request.POST or None, instance=indicator)
    if request.method == "POST" and form.is_valid():
        change_indicator(indicator, by=request.user, **form.cleaned_data)
        return _done(request, _("The indicator is saved."), indicator)
    return _small_form(request, form, indicator, _("Change the indicator"), _("Save the indicator"))


@on(access.indicator, "places.add_measurement")
def measurement_add(request: HttpRequest, indicator: Indicator) -> HttpResponse:
    form = MeasurementForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        set_measurement(indicator, by=request.user, **form.cleaned_data)
        return _done(request, _("The measurement is saved."), indicator)
    return _small_form(request, form, indicator, _("Add a measurement"), _("Save the measurement"))


@on(access.indicator, "places.change_indicator")
def target_add(request: HttpRequest, indicator: Indicator) -> HttpResponse:
    form = TargetForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        set_target(indicator, by=request.user, **form.cleaned_data)
        return _done(request, _("The target is saved."), indicator)
    return _small_form(request, form, indicator, _("Set a target"), _("Save the target"))


@on(access.measurement, "places.remove_measurement")
def measurement_remove(request: HttpRequest, measurement: Measurement) -> HttpResponse:
    if request.method == "POST":
        remove_measurement(measurement, by=request.user)
        return _done(request, _("The measurement is removed."), measurement.indicator)
    return _confirm(request, measurement, _("Remove the measurement"))


@on(access.target, "places.change_indicator")
def target_remove(request: HttpRequest, target: Target) -> HttpResponse:
    if request.method == "POST":
        remove_target(target, by=request.user)
        return _done(request, _("The target is removed."), target.indicator)
    return _confirm(request, target, _("Remove the target"))


def _confirm(request: HttpRequest, number: Any, title: str) -> HttpResponse:
    where = number.area.name if number.area is not None else _("The whole city")
    context = {
        "title": title,
        "question": f"{number.indicator} · {where} · {number}",
        "consequence": _("The history of the indicator keeps the number."),
        "confirm_word": title,
        "cancel_url": number.indicator.get_absolute_url(),
        "is_destructive": True,
    }
    return render(request, "core/confirm.html", context)


def _small_form(
    request: HttpRequest, form: Any, indicator: Indicator | None, title: str, verb: str
) -> HttpResponse:
    context = {"form": form, "title": title, "verb": verb, "lead": indicator or ""}
    if indicator is not None:
        context["cancel_url"] = indicator.get_absolute_url()
    return render(request, "places/small_form.html", context)


def _done(request: HttpRequest, message: str, indicator: Indicator) -> HttpResponse:
    messages.success(request, message)
    return redirect(indicator)
