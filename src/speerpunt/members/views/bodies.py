"""Bodies and seats: who represents us where."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from speerpunt.core.doors import for_those_who, on
from speerpunt.core.queries import followers_of
from speerpunt.core.registry import panels_for

from ..filters import BodyFilters
from ..forms.bodies import BodyForm, SeatEndForm, SeatForm
from ..models import Body, Seat
from ..queries.bodies import (
    body_groups,
    body_page,
    representation,
    with_present_seats,
)
from ..queries.history import signed_history_of
from ..services.bodies import BodyProblem, add_body, add_seat, change_body, change_seat, end_seat
from . import access


@for_those_who("members.list_bodies")
def bodies(request: HttpRequest) -> HttpResponse:
    filters = BodyFilters(request.GET)
    rows = list(with_present_seats(filters.select(Body.objects.order_by("name"))))
    context = {
        "filters": filters,
        "groups": body_groups(rows),
        "count": len(rows),
        "vacant": sum(seat.person_id is None for body in rows for seat in body.present_seats),
        "may_manage": request.user.has_perm("members.manage_bodies"),
    }
    return render(request, "members/bodies.html", context)


@for_those_who("members.list_bodies")
def body_representation(request: HttpRequest) -> HttpResponse:
    picture = representation(with_present_seats(Body.objects.order_by("name")))
    return render(request, "members/representation.html", {"picture": picture})


@on(access.body)
def body(request: HttpRequest, body: Body) -> HttpResponse:
    user = request.user
    page = body_page(body)
    context = {
        "body": body,
        "page": page,
        "followers": followers_of(body, user),
        "panels": panels_for("members:body", request, body),
        "history": signed_history_of(body, *page.parts(), reader=user)
        if user.has_perm("members.view_history")
        else None,
        "may_manage": user.has_perm("members.manage_bodies", body),
        "may_view_people": user.has_perm("members.list_people"),
    }
    return render(request, "members/body.html", context)


@for_those_who("members.manage_bodies")
def body_add(request: HttpRequest) -> HttpResponse:
    form = BodyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            added = add_body(request.collective, by=request.user, **form.cleaned_data)
            return _done(request, _("The body is added. Fill its seats now."), added)
        except BodyProblem as problem:
            form.add_error("name", str(problem))
    return render(request, "members/body_form.html", {"form": form, "body": None})


@on(access.body, "members.manage_bodies")
def body_change(request: HttpRequest, body: Body) -> HttpResponse:
    form = BodyForm(request.POST or None, instance=body)
    if request.method == "POST" and form.is_valid():
        try:
            change_body(body, by=request.user, **form.cleaned_data)
            return _done(request, _("The body is saved."), body)
        except BodyProblem as problem:
            form.add_error("name", str(problem))
    return render(request, "members/body_form.html", {"form": form, "body": body})


@on(access.body, "members.manage_bodies")
def seat_add(request: HttpRequest, body: Body) -> HttpResponse:
    form = SeatForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        add_seat(body, by=request.user, **form.cleaned_data)
        return _done(request, _("The seat is added."), body)
    return _seat_form(request, form, body, _("Add a seat"), _("Add the seat"))


@on(access.seat, "members.manage_bodies")
def seat_change(request: HttpRequest, seat: Seat) -> HttpResponse:
    fields = ("kind", "person", "on_behalf_of", "start", "end")
    form = SeatForm(request.POST or None, initial={name: getattr(seat, name) for name in fields})
    if request.method == "POST" and form.is_valid():
        change_seat(seat, by=request.user, **form.cleaned_data)
        return _done(request, _("The seat is saved."), seat.body)
    return _seat_form(request, form, seat.body, _("Change the seat"), _("Save the seat"))


@on(access.seat, "members.manage_bodies")
def seat_end(request: HttpRequest, seat: Seat) -> HttpResponse:
    form = SeatEndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            end_seat(seat, by=request.user, **form.cleaned_data)
            return _done(request, _("The end of the seat is written down."), seat.body)
        except BodyProblem as problem:
            form.add_error("end", str(problem))
    return _seat_form(request, form, seat.body, _("End the seat"), _("End the seat"))


def _seat_form(request: HttpRequest, form: Any, body: Body, title: str, verb: str) -> HttpResponse:
    context = {"form": form, "back": body, "title": title, "lead": body, "verb": verb}
    return render(request, "members/small_form.html", context)


def _done(request: HttpRequest, message: str, back: Any) -> HttpResponse:
    messages.success(request, message)
    return redirect(back)
