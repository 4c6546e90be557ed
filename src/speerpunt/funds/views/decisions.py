"""What becomes of a request: decided, paid, accounted for, closed. And what is said of it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from speerpunt.core.doors import on
from speerpunt.core.queries import comments_on
from speerpunt.core.services import add_comment, remove_comment
from speerpunt.priorities.forms.projects import CommentForm

from ..forms.requests import AccountForm, DecisionForm, PaymentForm, ReleaseForm
from ..models import FundingRequest
from ..queries import balance_of
from ..services import (
    approve_request,
    give_account,
    let_fall_free,
    pay,
    refuse_request,
    settle_request,
)
from . import access
from .access import went

PAY = "funds.pay_request"


def _page(request: HttpRequest, asked: FundingRequest, form: Any, **words: Any) -> HttpResponse:
    context = {"form": form, "asked": asked, "cancel_url": asked.get_absolute_url(), **words}
    return render(request, "funds/form.html", context)


@on(access.funding_request, "funds.decide_request")
def request_decide(request: HttpRequest, asked: FundingRequest) -> HttpResponse:
    free = balance_of(asked.account, asked.year).free
    form = DecisionForm(request.POST or None, user=request.user, request=asked, free=free)
    if request.method == "POST" and form.is_valid():
        said = _("It is granted.") if form.is_granted else _("It is refused, and who asked reads why.")
        if went(request, form, lambda: _decide(request, asked, form), said):
            return redirect(asked)
    return _page(
        request,
        asked,
        form,
        title=_("Decide on the request"),
        lead=_("A meeting decides. Here stands what it decided, and by which decision."),
        button=_("Save the decision"),
    )


def _decide(request: HttpRequest, asked: FundingRequest, form: DecisionForm) -> None:
    values = form.cleaned_data
    if form.is_granted:
        approve_request(
            asked,
            cents=values["amount"],
            decision=values["decision"],
            account_due=values["account_due"],
            answer=values["answer"],
            by=request.user,
        )
    else:
        refuse_request(asked, reason=values["answer"], decision=values["decision"], by=request.user)


@on(access.funding_request, PAY)
def request_pay(request: HttpRequest, asked: FundingRequest) -> HttpResponse:
    form = PaymentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        facts = {"text": values["text"], "day": values["day"], "by": request.user}
        if went(request, form, lambda: pay(asked, values["amount"], **facts), _("The payment is booked.")):
            return redirect(asked)
    lead = _("All that was granted, or a part of it.")
    return _page(request, asked, form, title=_("Book a payment"), lead=lead, button=_("Book the payment"))


@on(access.funding_request, PAY)
def request_release(request: HttpRequest, asked: FundingRequest) -> HttpResponse:
    form = ReleaseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        facts = {"reason": values["reason"], "by": request.user}
        said = _("It fell free, and can be granted again.")
        if went(request, form, lambda: let_fall_free(asked, values["amount"], **facts), said):
            return redirect(asked)
    lead = _("What is not needed goes back to what can be granted.")
    return _page(
        request, asked, form, title=_("Let a part fall free"), lead=lead, button=_("Let it fall free")
    )


@on(access.funding_request, "funds.work_on_request")
def request_account(request: HttpRequest, asked: FundingRequest) -> HttpResponse:
    form = AccountForm(request.POST or None, initial={"account_given": asked.account_given})
    if request.method == "POST" and form.is_valid():
        facts = {"account_given": form.cleaned_data["account_given"], "by": request.user}
        said = _("It is accounted for. The office closes the request.")
        if went(request, form, lambda: give_account(asked, **facts), said):
            return redirect(asked)
    lead = _("Say what was done with the money. Bills and other evidence are papers on the request.")
    return _page(
        request, asked, form, title=_("Account for the money"), lead=lead, button=_("Account for it")
    )


@on(access.funding_request, PAY, writes_only=True)
def request_settle(request: HttpRequest, asked: FundingRequest) -> HttpResponse:
    said = _("The request is closed. What was not paid fell free.")
    went(request, None, lambda: settle_request(asked, by=request.user), said)
    return redirect(asked)


@on(access.funding_request, "funds.comment_request", writes_only=True)
def comment_add(request: HttpRequest, asked: FundingRequest) -> HttpResponse:
    form = CommentForm(request.POST)
    if form.is_valid():
        add_comment(asked, text=form.cleaned_data["text"], by=request.user)
    return redirect(f"{asked.get_absolute_url()}#reacties")


@on(access.funding_request, "funds.comment_request", writes_only=True)
def comment_remove(request: HttpRequest, asked: FundingRequest, comment: int) -> HttpResponse:
    """One's own; the office any. Somebody else's comment answers as if it did not exist."""
    removable = comments_on(asked)
    if not request.standing.is_office:
        removable = removable.filter(author=request.user)
    remove_comment(get_object_or_404(removable, pk=comment))
    return redirect(f"{asked.get_absolute_url()}#reacties")
