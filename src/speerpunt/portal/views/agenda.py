"""One's own calendar address: made, made anew, withdrawn."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from speerpunt.core.addresses import address
from speerpunt.core.queries.feeds import feed_address_made_at
from speerpunt.core.services.feeds import make_feed_address, withdraw_feed_address


def agenda(request: HttpRequest) -> HttpResponse:
    """The address is shown once: only its digest is kept."""
    if not request.user.has_perm("portal.view_today"):
        raise PermissionDenied
    shown = ""
    if request.method == "POST":
        secret = make_feed_address(request.collective, user=request.user)
        shown = settings.BASE_URL + address("portal:calendar", secret)
    context = {"address": shown, "made_at": feed_address_made_at(request.user)}
    return render(request, "portal/agenda.html", context)


def agenda_withdraw(request: HttpRequest) -> HttpResponse:
    if not request.user.has_perm("portal.view_today"):
        raise PermissionDenied
    if request.method == "POST" and withdraw_feed_address(request.user):
        messages.success(
            request, _("The address is withdrawn. Your calendar program reads nothing there now.")
        )
    return redirect(address("portal:agenda"))
