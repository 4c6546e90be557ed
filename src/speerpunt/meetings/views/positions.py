"""A position: its page, and its way from draft to agreed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from speerpunt.core.doors import on

from ..forms.positions import AgreeForm, PositionForm
from ..models import Meeting, Position
from ..problems import MeetingProblem
from ..queries.positions import position_page
from ..services.positions import add_position, agree_position, change_position
from . import access


@on(access.position)
def position(request: HttpRequest, position: Position) -> HttpResponse:
    may_change = request.user.has_perm("meetings.change_position", position)
    context = {
        "position": position,
        "page": position_page(position, request.user),
        "may_change": may_change and position.is_draft,
    }
    return render(request, "meetings/position.html", context)


@on(access.meeting, "meetings.add_position")
def position_add(request: HttpRequest, session: Meeting) -> HttpResponse:
    form = PositionForm(
        request.POST or None,
        instance=Position(collective=request.collective, dossier_id=session.dossier_id),
        user=request.user,
    )
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(add_position(session, by=request.user, **form.cleaned_data))
        except MeetingProblem as problem:
            messages.warning(request, str(problem))
            return redirect(session)
    return render(request, "meetings/position_form.html", {"form": form, "session": session})


@on(access.position, "meetings.change_position")
def position_change(request: HttpRequest, position: Position) -> HttpResponse:
    form = PositionForm(request.POST or None, instance=position, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            change_position(position, by=request.user, **form.cleaned_data)
        except MeetingProblem as problem:
            messages.warning(request, str(problem))
        return redirect(position)
    return render(request, "meetings/position_form.html", {"form": form, "position": position})


@on(access.position, "meetings.change_position")
def position_agree(request: HttpRequest, position: Position) -> HttpResponse:
    form = AgreeForm(request.POST or None, user=request.user, position=position)
    if request.method == "POST" and form.is_valid():
        try:
            agree_position(position, by=request.user, **form.cleaned_data)
        except MeetingProblem as problem:
            messages.warning(request, str(problem))
        else:
            messages.success(request, _("The position is agreed. It can be shared with partners now."))
        return redirect(position)
    return render(request, "meetings/position_agree.html", {"form": form, "position": position})
