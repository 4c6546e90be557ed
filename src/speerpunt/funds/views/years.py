"""The overview of a year, and what the office does with years and accounts."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from speerpunt.core.addresses import address
from speerpunt.core.doors import for_those_who, on
from speerpunt.core.downloads import table_download
from speerpunt.core.spreadsheets import FORMATS

from ..exporters.tables import export_overview, export_yields
from ..forms.years import AccountForm, SetupForm, YearForm
from ..models import DrawingAccount, FundYear
from ..queries.overview import overview_of
from ..queries.years import next_year_number, year_at_hand
from ..queries.your_turn import waiting_for
from ..services import add_account, change_account, close_year, open_year, set_savings, set_yield
from . import access
from .access import went

MANAGE = "funds.manage_money"


@for_those_who("funds.view_money")
def money(request: HttpRequest) -> HttpResponse:
    """Of the year at hand; before there is one, how to begin."""
    year_now = year_at_hand()
    if year_now is not None:
        return _overview(request, year_now)
    return render(request, "funds/begin.html", {"may_manage": request.user.has_perm(MANAGE)})


@on(access.year)
def year(request: HttpRequest, year: FundYear) -> HttpResponse:
    return _overview(request, year)


def _overview(request: HttpRequest, year: FundYear) -> HttpResponse:
    user = request.user
    context = {
        "overview": overview_of(year, user),
        "year": year,
        "waiting": waiting_for(user),
        "sees_totals": user.has_perm("funds.view_totals"),
        "may_manage": user.has_perm(MANAGE),
        "may_ask": user.has_perm("funds.add_requests"),
        "next_year": str(next_year_number()),
    }
    return render(request, "funds/year.html", context)


@on(access.year)
def year_export(request: HttpRequest, year: FundYear, kind: str) -> HttpResponse:
    if kind not in FORMATS:
        raise Http404
    content = export_overview(overview_of(year, request.user), kind)
    return table_download(f"middelen-{year}", request.collective.slug, kind, content)


@on(access.year, MANAGE)
def yield_export(request: HttpRequest, year: FundYear, kind: str) -> HttpResponse:
    """What can be brought in again."""
    if kind not in FORMATS:
        raise Http404
    return table_download(f"opbrengsten-{year}", request.collective.slug, kind, export_yields(year, kind))


@for_those_who(MANAGE)
def year_add(request: HttpRequest) -> HttpResponse:
    form = YearForm(request.POST or None, initial={"year": next_year_number()})
    if request.method == "POST" and form.is_valid():
        number = form.cleaned_data["year"]
        said = _("The year %(year)d is open.") % {"year": number}
        if went(request, form, lambda: open_year(request.collective, number, by=request.user), said):
            return redirect("funds:year_setup", collective=request.collective.slug, year=number)
    context = {
        "form": form,
        "title": _("Open a year"),
        "lead": _("Years follow each other. After this you write down what each area and sector yields."),
        "button": _("Open the year"),
        "cancel_url": address("funds:money"),
    }
    return render(request, "funds/form.html", context)


@on(access.year, MANAGE)
def year_setup(request: HttpRequest, year: FundYear) -> HttpResponse:
    form = SetupForm(request.POST or None, year=year)
    if request.method == "POST" and form.is_valid():
        said = _("The yields of %(year)s are saved.") % {"year": year}
        if went(request, form, lambda: _set_up(request, year, form), said):
            return redirect(year)
    return render(request, "funds/setup.html", {"form": form, "year": year})


@transaction.atomic
def _set_up(request: HttpRequest, year: FundYear, form: SetupForm) -> None:
    for account, cents in form.amounts("saved") if form.with_savings else ():
        set_savings(year, account, cents, by=request.user)
    for account, cents in form.amounts("yield"):
        set_yield(year, account, cents, by=request.user)


@on(access.year, MANAGE)
def year_close(request: HttpRequest, year: FundYear) -> HttpResponse:
    if request.method == "POST":
        said = _("%(year)s is closed. What was left is saved in the next year.") % {"year": year}
        went(request, None, lambda: close_year(year, by=request.user), said)
        return redirect(year)
    overview = overview_of(year, request.user)
    return render(request, "funds/close.html", {"year": year, "overview": overview})


@for_those_who(MANAGE)
def account_add(request: HttpRequest) -> HttpResponse:
    form = AccountForm(request.POST or None, instance=DrawingAccount(collective=request.collective))
    if request.method == "POST" and form.is_valid():
        account = add_account(request.collective, by=request.user, **form.cleaned_data)
        messages.success(request, _("%(account)s has drawing rights now.") % {"account": account})
        return redirect("funds:money", collective=request.collective.slug)
    return _account_page(request, form, _("Add an area or sector"), address("funds:money"))


@on(access.account, MANAGE)
def account_change(request: HttpRequest, account: DrawingAccount) -> HttpResponse:
    form = AccountForm(request.POST or None, instance=account)
    if request.method == "POST" and form.is_valid():
        change_account(account, by=request.user, **form.cleaned_data)
        messages.success(request, _("%(account)s is saved.") % {"account": account})
        return redirect(account)
    return _account_page(
        request, form, _("Change %(account)s") % {"account": account}, account.get_absolute_url()
    )


def _account_page(request: HttpRequest, form: AccountForm, title: str, cancel_url: str) -> HttpResponse:
    lead = _("It draws on what it yields itself, and on what it saved.")
    context = {"form": form, "title": title, "lead": lead, "button": _("Save"), "cancel_url": cancel_url}
    return render(request, "funds/form.html", context)
