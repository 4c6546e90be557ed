"""Who is there, and who has an interest of his own in an item."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from speerpunt.core.addresses import address
from speerpunt.core.doors import on

from ..forms.attendance import GuestForm, InterestForm, PresenceForm
from ..models import AgendaItem, Interest, Meeting
from ..problems import MeetingProblem
from ..queries.attendance import attendances_of, gathered, voters_on
from ..services.attendance import add_guest, declare_interest, list_seats, note_presence, remove_interest
from . import access


@on(access.meeting, "meetings.write_minutes")
def presence(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    rows = attendances_of(meeting)
    form = PresenceForm(request.POST or None, rows=rows)
    if request.method == "POST" and form.is_valid():
        said = {"proxies": form.proxies(), "by": request.user}
        if access.went(request, lambda: note_presence(meeting, form.presences(), **said)):
            messages.success(request, _("It is noted who is there."))
        return redirect(address("meetings:presence", meeting.pk))
    context = {
        "meeting": meeting,
        "form": form,
        "guest_form": GuestForm(user=request.user),
        "gathered": gathered(meeting, rows),
    }
    return render(request, "meetings/minutes/presence.html", context)


@on(access.meeting, "meetings.write_minutes", writes_only=True)
def presence_seats(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    added: list[int] = []
    if access.went(request, lambda: added.append(list_seats(meeting, by=request.user))):
        said = ngettext("%(count)d person is added.", "%(count)d people are added.", added[0])
        messages.success(request, said % {"count": added[0]})
    return redirect(address("meetings:presence", meeting.pk))


@on(access.meeting, "meetings.write_minutes", writes_only=True)
def guest_add(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    form = GuestForm(request.POST, user=request.user)
    if not form.is_valid():
        messages.warning(request, " ".join(form.errors.get("person", [])))
    elif access.went(request, lambda: add_guest(meeting, form.cleaned_data["person"], by=request.user)):
        said = _("%(name)s is noted as a guest.")
        messages.success(request, said % {"name": form.cleaned_data["person"]})
    return redirect(address("meetings:presence", meeting.pk))


@on(access.item, "meetings.write_minutes")
def interests(request: HttpRequest, item: AgendaItem) -> HttpResponse:
    if item.meeting is None:
        return redirect(item)
    form = InterestForm(request.POST or None, item=item)
    if request.method == "POST" and form.is_valid() and _declared(request, item, form):
        return redirect(address("meetings:interests", item.pk))
    context = {
        "item": item,
        "form": form,
        "interests": item.interests.select_related("person"),
        "voters": voters_on(item),
    }
    return render(request, "meetings/minutes/interests.html", context)


def _declared(request: HttpRequest, item: AgendaItem, form: InterestForm) -> bool:
    try:
        declare_interest(item, by=request.user, **form.cleaned_data)
    except MeetingProblem as problem:
        form.add_error(None, str(problem))
        return False
    messages.success(request, _("The interest is noted."))
    return True


@on(access.interest, "meetings.write_minutes", writes_only=True)
def interest_remove(request: HttpRequest, interest: Interest) -> HttpResponse:
    if access.went(request, lambda: remove_interest(interest, by=request.user)):
        messages.success(request, _("The interest is taken away."))
    return redirect(address("meetings:interests", interest.item_id))
