"""What the address names, as far as the visitor may see it; 404 otherwise. And deeds that may turn out impossible."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from ..models import (
    DrawingAccount,
    FundingRequest,
    FundYear,
    Grant,
    GrantDuty,
    GrantInstalment,
    LedgerEntry,
    Swap,
)
from ..problems import FundsProblem
from ..queries import accounts_visible_to, grants_visible_to, requests_visible_to, swaps_visible_to


def year(request: HttpRequest, number: int) -> FundYear:
    """Who may know nothing of money knows of no year."""
    seen = FundYear.objects.all() if request.user.has_perm("funds.view_money") else FundYear.objects.none()
    return get_object_or_404(seen, year=number)


def account(request: HttpRequest, pk: int) -> DrawingAccount:
    rows = accounts_visible_to(request.user).select_related("area", "organisation")
    return get_object_or_404(rows, pk=pk)


def entry(request: HttpRequest, pk: int) -> LedgerEntry:
    """Of a statement that the visitor may read."""
    rows = LedgerEntry.objects.select_related("account", "year", "request__year")
    return get_object_or_404(rows, pk=pk, account__in=accounts_visible_to(request.user))


def funding_request(request: HttpRequest, pk: int) -> FundingRequest:
    rows = requests_visible_to(request.user).select_related("account__area", "year", "asked_by")
    return get_object_or_404(rows, pk=pk)


def swap(request: HttpRequest, pk: int) -> Swap:
    people = ("proposed_by", "giver_consent_by", "taker_consent_by")
    rows = swaps_visible_to(request.user).select_related("year", "giver__area", "taker__area", *people)
    return get_object_or_404(rows, pk=pk)


def grant(request: HttpRequest, pk: int) -> Grant:
    return get_object_or_404(grants_visible_to(request.user).select_related("lead"), pk=pk)


def instalment(request: HttpRequest, pk: int) -> GrantInstalment:
    return _part(GrantInstalment, request, pk)


def duty(request: HttpRequest, pk: int) -> GrantDuty:
    return _part(GrantDuty, request, pk)


def _part(model: Any, request: HttpRequest, pk: int) -> Any:
    seen = grants_visible_to(request.user)
    return get_object_or_404(model.objects.select_related("grant"), pk=pk, grant__in=seen)


def went(request: HttpRequest, form: forms.Form | None, do: Callable[[], object], said: str) -> bool:
    """Whether it could be done; why not stands above the form or, without one, on the next page."""
    try:
        do()
    except FundsProblem as problem:
        if form is None:
            messages.warning(request, str(problem))
        else:
            form.add_error(None, str(problem))
        return False
    messages.success(request, said)
    return True
