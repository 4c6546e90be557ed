"""The session with partners: planned from an internal one, and what is shared in it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from speerpunt.core.doors import demand, on

from ..forms.sessions import EmbargoForm, SessionForm, ShareForm
from ..models import Meeting, SharedPiece
from ..problems import MeetingProblem
from ..queries import meetings_visible_to
from ..queries.sessions import shared_in, things_to_share
from ..services.sessions import (
    change_embargo,
    plan_session_with_partners,
    share_pieces,
    take_back_piece,
)
from . import access


def shared_piece(request: HttpRequest, pk: int) -> SharedPiece:
    """Of a session that the visitor sees and may share in."""
    rows = SharedPiece.objects.filter(session__in=meetings_visible_to(request.user))
    found = get_object_or_404(rows.select_related("session", "item", "position", "decision"), pk=pk)
    demand(request, "meetings.share_pieces", found.session)
    return found


@on(access.meeting, "meetings.share_pieces")
def session_add(request: HttpRequest, prepared_in: Meeting) -> HttpResponse:
    form = SessionForm(request.POST or None, prepared_in=prepared_in)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(plan_session_with_partners(prepared_in, by=request.user, **form.values))
        except MeetingProblem as problem:
            messages.warning(request, str(problem))
            return redirect(prepared_in)
    return render(request, "meetings/session_form.html", {"form": form, "prepared_in": prepared_in})


@on(access.meeting, "meetings.share_pieces")
def share(request: HttpRequest, session: Meeting) -> HttpResponse:
    """What is shared, and what more could be."""
    form = ShareForm(request.POST or None, things=list(things_to_share(session, request.user)))
    if request.method == "POST" and form.is_valid():
        day, chosen = form.cleaned_data["not_before"], form.chosen
        _went(request, lambda: share_pieces(session, chosen, not_before=day, by=request.user))
        said = ngettext("%(count)s thing is shared.", "%(count)s things are shared.", len(chosen))
        messages.success(request, said % {"count": len(chosen)})
        return redirect("meetings:share", request.collective.slug, session.pk)
    context = {"form": form, "session": session, "shared": shared_in(session, request.user)}
    return render(request, "meetings/share.html", context)


@on(shared_piece)
def share_change(request: HttpRequest, shared: SharedPiece) -> HttpResponse:
    form = EmbargoForm(request.POST or None, initial={"not_before": shared.not_before})
    if request.method == "POST" and form.is_valid():
        change_embargo(shared, not_before=form.cleaned_data["not_before"], by=request.user)
        messages.success(request, _("The day is saved."))
        return redirect("meetings:share", request.collective.slug, shared.session_id)
    return render(request, "meetings/share_change.html", {"form": form, "shared": shared})


@on(shared_piece, writes_only=True)
def share_take_back(request: HttpRequest, shared: SharedPiece) -> HttpResponse:
    take_back_piece(shared, by=request.user)
    messages.success(request, _("It is no longer shared."))
    return redirect("meetings:share", request.collective.slug, shared.session_id)


def _went(request: HttpRequest, do: Callable[[], object]) -> bool:
    """What cannot be done is told, and leaves everything as it was."""
    try:
        do()
    except MeetingProblem as problem:
        messages.warning(request, str(problem))
        return False
    return True
