"""Signing up for a gathering, and the list of who comes."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from speerpunt.core.addresses import address
from speerpunt.core.doors import on
from speerpunt.core.downloads import table_download
from speerpunt.core.spreadsheets import FORMATS
from speerpunt.members.queries.people import person_of

from ..exporters.gatherings import export_sign_ups
from ..forms.gatherings import SomebodyForm
from ..models import Meeting, SignUp
from ..queries.gatherings import gathering_of, own_sign_up, sign_ups_of
from ..services.gatherings import open_sign_up, sign_off, sign_up
from . import access


@on(access.gathering, "meetings.change_meeting", writes_only=True)
def gathering_open(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    if access.went(request, lambda: open_sign_up(meeting, by=request.user)):
        messages.success(request, _("Members can sign up now."))
    return redirect(meeting)


@on(access.gathering, "meetings.sign_up")
def gathering_sign_up(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """A page of its own, to send around; one press signs up."""
    person = person_of(request.user)
    if request.method == "POST" and person is not None:
        if access.went(request, lambda: sign_up(meeting, person, by=request.user)):
            messages.success(request, _said(own_sign_up(meeting, request.user)))
        return redirect(meeting)
    context = {"meeting": meeting, "gathering": gathering_of(meeting, request.user)}
    return render(request, "meetings/sign_up.html", context)


def _said(signed: SignUp | None) -> str:
    if signed is not None and signed.state == "waiting":
        return _("All places are taken. You are on the waiting list, and are mailed when you come in.")
    return _("You are signed up.")


@on(access.gathering, "meetings.sign_up", writes_only=True)
def gathering_sign_off(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    signed = own_sign_up(meeting, request.user)
    if signed is None:
        raise Http404
    if access.went(request, lambda: sign_off(signed, by=request.user)):
        messages.success(request, _("You are signed off. Your place goes to the next one."))
    return redirect(meeting)


@on(access.gathering, "meetings.change_meeting")
def sign_ups(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    form = SomebodyForm(request.POST or None, meeting=meeting)
    if request.method == "POST" and form.is_valid():
        person = form.cleaned_data["person"]
        if access.went(request, lambda: sign_up(meeting, person, by=request.user, is_late=True)):
            messages.success(request, _("%(name)s is on the list.") % {"name": person})
        return redirect(address("meetings:sign_ups", meeting.pk))
    context = {
        "meeting": meeting,
        "form": form,
        "sign_ups": sign_ups_of(meeting),
        "gathering": gathering_of(meeting, request.user),
    }
    return render(request, "meetings/sign_ups.html", context)


@on(access.gathering, "meetings.change_meeting")
def sign_up_export(request: HttpRequest, meeting: Meeting, kind: str) -> HttpResponse:
    if kind not in FORMATS:
        raise Http404
    content = export_sign_ups(sign_ups_of(meeting), kind)
    return table_download("aanmeldingen", request.collective.slug, kind, content)


@on(access.signed, "meetings.change_sign_up", writes_only=True)
def sign_up_remove(request: HttpRequest, signed: SignUp) -> HttpResponse:
    if access.went(request, lambda: sign_off(signed, by=request.user)):
        messages.success(request, _("%(name)s is off the list.") % {"name": signed.person})
    return redirect(address("meetings:sign_ups", signed.meeting_id))
