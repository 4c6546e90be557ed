"""Swaps between areas and sectors."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from speerpunt.core.addresses import address
from speerpunt.core.doors import demand, for_those_who, on
from speerpunt.members.queries.history import signed_history_of

from ..forms.requests import ReasonForm
from ..forms.swaps import SwapForm
from ..models import DrawingAccount, Swap
from ..queries import swaps_visible_to
from ..services import FundsProblem, consent_to_swap, propose_swap, refuse_swap, withdraw_swap
from . import access
from .access import went

GIVER, TAKER = "geeft", "ontvangt"


@for_those_who("funds.list_swaps")
def swaps(request: HttpRequest) -> HttpResponse:
    rows = swaps_visible_to(request.user).select_related("giver", "taker", "year")
    context = {
        "swaps": rows.order_by("-created_at", "-pk"),
        "may_propose": request.user.has_perm("funds.add_requests"),
    }
    return render(request, "funds/swaps.html", context)


@for_those_who("funds.add_requests")
def swap_add(request: HttpRequest) -> HttpResponse:
    form = SwapForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            swap = propose_swap(
                values["year"],
                giver=values["giver"],
                taker=values["taker"],
                cents=values["amount"],
                reason=values["reason"],
                by=request.user,
            )
            return redirect(swap)
        except FundsProblem as problem:
            form.add_error(None, str(problem))
    context = {
        "form": form,
        "title": _("Propose a swap"),
        "lead": _("One gives room to another. It is booked when both have consented; each can refuse."),
        "button": _("Propose the swap"),
        "cancel_url": address("funds:swaps"),
    }
    return render(request, "funds/form.html", context)


@on(access.swap)
def swap(request: HttpRequest, swap: Swap) -> HttpResponse:
    user = request.user
    context = {
        "swap": swap,
        "sides": [
            _side(request, swap, GIVER, swap.giver, swap.giver_consent_at, swap.giver_consent_by),
            _side(request, swap, TAKER, swap.taker, swap.taker_consent_at, swap.taker_consent_by),
        ],
        "may_refuse": swap.is_open and user.has_perm("funds.refuse_swap", swap),
        "may_withdraw": swap.is_open and user.has_perm("funds.withdraw_swap", swap),
        "history": signed_history_of(swap, reader=user),
    }
    return render(request, "funds/swap.html", context)


def _side(
    request: HttpRequest, swap: Swap, word: str, account: DrawingAccount, at: object, by: object
) -> dict[str, object]:
    may_consent = swap.is_open and at is None and request.user.has_perm("funds.speak_for", account)
    other = swap.taker_consent_by_id if word == GIVER else swap.giver_consent_by_id
    is_same = other is not None and other == request.standing.person_id
    return {
        "word": word,
        "account": account,
        "at": at,
        "by": by,
        "may_consent": may_consent and not is_same,
        "is_same": may_consent and is_same,
    }


@on(access.swap, writes_only=True)
def swap_consent(request: HttpRequest, swap: Swap) -> HttpResponse:
    """For one side, of which the right is asked; nobody can consent for the other."""
    account = {GIVER: swap.giver, TAKER: swap.taker}.get(request.POST.get("voor", ""))
    if account is None:
        demand(request, "funds.refuse_swap", swap)
        raise Http404
    demand(request, "funds.speak_for", account)
    said = _("You consented for %(account)s.") % {"account": account}
    went(request, None, lambda: consent_to_swap(swap, account, by=request.user), said)
    return redirect(swap)


@on(access.swap, "funds.refuse_swap")
def swap_refuse(request: HttpRequest, swap: Swap) -> HttpResponse:
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if went(
            request,
            form,
            lambda: refuse_swap(swap, reason=reason, by=request.user),
            _("The swap is refused."),
        ):
            return redirect(swap)
    context = {
        "form": form,
        "title": _("Refuse the swap"),
        "lead": _("Nothing is booked. Both sides read why."),
        "button": _("Refuse the swap"),
        "cancel_url": swap.get_absolute_url(),
    }
    return render(request, "funds/form.html", context)


@on(access.swap, "funds.withdraw_swap", writes_only=True)
def swap_withdraw(request: HttpRequest, swap: Swap) -> HttpResponse:
    went(request, None, lambda: withdraw_swap(swap, by=request.user), _("The swap is withdrawn."))
    return redirect(swap)
