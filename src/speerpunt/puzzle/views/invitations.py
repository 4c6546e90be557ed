"""Invitation lists: looked through, taken along as a file, and made into a meeting."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from speerpunt.core.addresses import address
from speerpunt.core.doors import for_those_who, on
from speerpunt.core.downloads import table_download
from speerpunt.core.spreadsheets import FORMATS
from speerpunt.members.queries.history import signed_history_of

from ..exporters.invitations import export_invitees
from ..forms.involvement import InviteeForm, ListMeetingForm, ListNameForm
from ..models import InvitationList, Invitee
from ..problems import PuzzleProblem
from ..queries.invitations import invitees_of, lists_visible_to, with_counts
from ..services.inviting import (
    add_invitee,
    plan_meeting,
    remove_invitee,
    remove_list,
    rename_list,
)
from . import access


@for_those_who("puzzle.invite")
def invitation_lists(request: HttpRequest) -> HttpResponse:
    lists = with_counts(lists_visible_to(request.user))
    return render(request, "puzzle/invitation_lists.html", {"lists": lists})


@on(access.invitation_list, "puzzle.invite")
def invitation_list(request: HttpRequest, invitation_list: InvitationList) -> HttpResponse:
    form = InviteeForm(request.POST or None, invitation_list=invitation_list)
    if request.method == "POST" and form.is_valid():
        person = form.cleaned_data["person"]
        add_invitee(invitation_list, person, by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("%(name)s is on the list.") % {"name": person})
        return redirect(invitation_list)
    invitees = invitees_of(invitation_list)
    context = {
        "list": invitation_list,
        "invitees": invitees,
        "unreached": [each for each in invitees if each.person is None],
        "form": form,
        "history": signed_history_of(invitation_list, *invitees, reader=request.user),
    }
    return render(request, "puzzle/invitation_list.html", context)


@on(access.invitation_list, "puzzle.invite")
def list_rename(request: HttpRequest, invitation_list: InvitationList) -> HttpResponse:
    form = ListNameForm(request.POST or None, instance=invitation_list)
    if request.method == "POST" and form.is_valid():
        rename_list(invitation_list, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        return redirect(invitation_list)
    return render(request, "puzzle/invitation_list_name.html", {"list": invitation_list, "form": form})


@on(access.invitation_list, "puzzle.invite", writes_only=True)
def list_remove(request: HttpRequest, invitation_list: InvitationList) -> HttpResponse:
    remove_list(invitation_list, by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("The list is gone."))
    return redirect(address("puzzle:invitation_lists"))


@on(access.invitation_list, "puzzle.invite")
def list_meeting(request: HttpRequest, invitation_list: InvitationList) -> HttpResponse:
    form = ListMeetingForm(
        request.POST or None, user=request.user, initial={"title": invitation_list.name[:160]}
    )
    if request.method == "POST" and form.is_valid():
        try:
            meeting = plan_meeting(invitation_list, by=request.user, **form.values)  # type: ignore[arg-type]
        except PuzzleProblem as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(
                request, _("The meeting is planned. Guests are invited when you send the agenda.")
            )
            return redirect(meeting)
    context = {"list": invitation_list, "form": form, "invitees": invitees_of(invitation_list)}
    return render(request, "puzzle/invitation_list_meeting.html", context)


@on(access.invitation_list, "puzzle.invite")
def list_export(request: HttpRequest, invitation_list: InvitationList, kind: str) -> HttpResponse:
    if kind not in FORMATS:
        raise Http404
    content = export_invitees(invitees_of(invitation_list), kind)
    return table_download("uitnodigingslijst", request.collective.slug, kind, content)  # type: ignore[attr-defined]


@on(access.invitee, "puzzle.invite", writes_only=True)
def invitee_remove(request: HttpRequest, invitee: Invitee) -> HttpResponse:
    found = invitee.invitation_list
    name = invitee.person or invitee.organisation
    remove_invitee(invitee, by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("%(name)s is off the list.") % {"name": name})
    return redirect(found)
