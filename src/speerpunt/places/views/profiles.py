"""What an area wants and how it stands, kept up to date by the office and the park manager."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from speerpunt.core.addresses import address
from speerpunt.core.doors import on

from ..forms.profiles import AmbitionForm, AreaMeasurementForm, SentenceForm
from ..models import Ambition, Area, Indicator
from ..services import add_ambition, change_ambition, change_sentence, remove_ambition, set_measurement
from . import access


@on(access.kept_area, "places.change_profile")
def profile_change(request: HttpRequest, area: Area) -> HttpResponse:
    form = SentenceForm(request.POST or None, initial={"summary": area.summary})
    if request.method == "POST" and form.is_valid():
        change_sentence(area, by=request.user, **form.cleaned_data)
        messages.success(request, _("The sentence is saved."))
        return redirect(area)
    context = {
        "form": form,
        "area": area,
        "ambitions": area.ambitions.select_related("indicator"),
        "measurements": area.measurements.select_related("indicator").order_by("-measured_on", "pk")[:20],
    }
    return render(request, "places/profile_form.html", context)


@on(access.kept_area, "places.change_profile")
def ambition_add(request: HttpRequest, area: Area) -> HttpResponse:
    form = AmbitionForm(request.POST or None, initial={"theme": request.GET.get("thema", "")})
    if request.method == "POST" and form.is_valid():
        add_ambition(area, by=request.user, **form.cleaned_data)
        return _done(request, _("The ambition is added."), area)
    return _small_form(request, form, area, _("Add an ambition"), _("Add the ambition"))


@on(access.ambition, "places.change_ambition")
def ambition_change(request: HttpRequest, ambition: Ambition) -> HttpResponse:
    form = AmbitionForm(request.POST or None, instance=ambition)
    if request.method == "POST" and form.is_valid():
        change_ambition(ambition, by=request.user, **form.cleaned_data)
        return _done(request, _("The ambition is saved."), ambition.area)
    return _small_form(request, form, ambition.area, _("Change the ambition"), _("Save the ambition"))


@on(access.ambition, "places.change_ambition")
def ambition_remove(request: HttpRequest, ambition: Ambition) -> HttpResponse:
    if request.method == "POST":
        remove_ambition(ambition, by=request.user)
        return _done(request, _("The ambition is removed."), ambition.area)
    context = {
        "title": _("Remove the ambition"),
        "question": ambition.text,
        "consequence": _("It leaves the page of the area. The history keeps the words."),
        "confirm_word": _("Remove the ambition"),
        "cancel_url": _profile(ambition.area),
        "is_destructive": True,
    }
    return render(request, "core/confirm.html", context)


@on(access.kept_area, "places.change_profile")
def area_measurement_add(request: HttpRequest, area: Area) -> HttpResponse:
    initial = {"indicator": Indicator.objects.filter(slug=request.GET.get("indicator", "")).first()}
    form = AreaMeasurementForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        set_measurement(area=area, by=request.user, **form.cleaned_data)
        return _done(request, _("The measurement is saved."), area)
    return _small_form(request, form, area, _("Add a measurement"), _("Save the measurement"))


def _small_form(request: HttpRequest, form: Any, area: Area, title: str, verb: str) -> HttpResponse:
    context = {"form": form, "title": title, "verb": verb, "lead": area.name, "cancel_url": _profile(area)}
    return render(request, "places/small_form.html", context)


def _profile(area: Area) -> str:
    return address("places:profile_change", area.slug)


def _done(request: HttpRequest, message: str, area: Area) -> HttpResponse:
    messages.success(request, message)
    return redirect(_profile(area))
