"""Grants and vouchers of outside funds."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from speerpunt.core.addresses import address
from speerpunt.core.doors import for_those_who, on
from speerpunt.core.downloads import table_download
from speerpunt.core.listing import listing
from speerpunt.core.registry import panels_for
from speerpunt.core.spreadsheets import FORMATS

from ..exporters.tables import export_grants
from ..filters import GRANT_COLUMNS, GrantFilters
from ..forms.grants import DutyForm, GrantForm, InstalmentForm
from ..models import Grant, GrantDuty, GrantInstalment
from ..queries import grants_visible_to
from ..queries.grants import grant_lines, grant_page
from ..services import add_grant, add_part, change_grant, change_part, remove_part
from . import access
from .access import went

MANAGE = "funds.manage_grants"


@for_those_who("funds.list_grants")
def grants(request: HttpRequest) -> HttpResponse:
    filters = GrantFilters(request.GET)
    listed = listing(request, filters.select(grants_visible_to(request.user)), GRANT_COLUMNS, default="wat")
    context = {
        "filters": filters,
        "listing": listed,
        "lines": grant_lines(listed.page, request.user),
        "may_manage": request.user.has_perm(MANAGE),
    }
    return render(request, "funds/grants.html", context)


@for_those_who("funds.list_grants")
def grant_export(request: HttpRequest, kind: str) -> HttpResponse:
    if kind not in FORMATS:
        raise Http404
    rows = GrantFilters(request.GET).select(grants_visible_to(request.user)).order_by("title", "pk")
    return table_download("subsidies", request.collective.slug, kind, export_grants(rows, kind, request.user))


@on(access.grant)
def grant(request: HttpRequest, grant: Grant) -> HttpResponse:
    page, day = grant_page(grant, request.user), timezone.localdate()
    context = {
        "grant": grant,
        "page": page,
        "line": page.line,
        "instalments": [(each, each.is_late(day)) for each in page.line.instalments],
        "duties": [(each, each.is_late(day)) for each in page.line.duties],
        "panels": panels_for("funds:grant", request, grant),
        "may_manage": request.user.has_perm(MANAGE),
    }
    return render(request, "funds/grant.html", context)


@for_those_who(MANAGE)
def grant_add(request: HttpRequest) -> HttpResponse:
    form = GrantForm(request.POST or None, instance=Grant(collective=request.collective), user=request.user)
    if request.method == "POST" and form.is_valid():
        added = add_grant(request.collective, by=request.user, **form.cleaned_data)
        messages.success(request, _("“%(title)s” is added.") % {"title": added.title})
        return redirect(added)
    return _page(request, form, _("Add a grant or voucher"), address("funds:grants"))


@on(access.grant, MANAGE)
def grant_change(request: HttpRequest, grant: Grant) -> HttpResponse:
    form = GrantForm(request.POST or None, instance=grant, user=request.user)
    if request.method == "POST" and form.is_valid():
        change_grant(grant, by=request.user, **form.cleaned_data)
        messages.success(request, _("“%(title)s” is saved.") % {"title": grant.title})
        return redirect(grant)
    return _page(request, form, _("Change “%(title)s”") % {"title": grant.title}, grant.get_absolute_url())


def _page(request: HttpRequest, form: Any, title: str, cancel_url: str) -> HttpResponse:
    context = {"form": form, "title": title, "button": _("Save"), "cancel_url": cancel_url}
    return render(request, "funds/form.html", context)


@on(access.grant, MANAGE)
def instalment_add(request: HttpRequest, grant: Grant) -> HttpResponse:
    return _add(request, grant, GrantInstalment, InstalmentForm, _("Add an instalment"))


@on(access.grant, MANAGE)
def duty_add(request: HttpRequest, grant: Grant) -> HttpResponse:
    return _add(request, grant, GrantDuty, DutyForm, _("Add what must be handed in"))


def _add(request: HttpRequest, grant: Grant, kind: Any, form_of: Any, title: str) -> HttpResponse:
    form = form_of(request.POST or None, instance=kind(collective=request.collective, grant=grant))
    if request.method == "POST" and form.is_valid():
        add_part(grant, kind, by=request.user, **form.cleaned_data)
        messages.success(request, _("It is saved."))
        return redirect(grant)
    return _page(request, form, title, grant.get_absolute_url())


@on(access.instalment, MANAGE)
def instalment_change(request: HttpRequest, instalment: GrantInstalment) -> HttpResponse:
    return _change(request, instalment, InstalmentForm, _("Change the instalment"))


@on(access.duty, MANAGE)
def duty_change(request: HttpRequest, duty: GrantDuty) -> HttpResponse:
    return _change(request, duty, DutyForm, _("Change what must be handed in"))


def _change(request: HttpRequest, part: Any, form_of: Any, title: str) -> HttpResponse:
    form = form_of(request.POST or None, instance=part)
    if request.method == "POST" and form.is_valid():
        change_part(part, by=request.user, **form.cleaned_data)
        messages.success(request, _("It is saved."))
        return redirect(part.grant)
    return _page(request, form, title, part.grant.get_absolute_url())


@on(access.instalment, MANAGE, writes_only=True)
def instalment_remove(request: HttpRequest, instalment: GrantInstalment) -> HttpResponse:
    return _remove(request, instalment)


@on(access.duty, MANAGE, writes_only=True)
def duty_remove(request: HttpRequest, duty: GrantDuty) -> HttpResponse:
    return _remove(request, duty)


def _remove(request: HttpRequest, part: Any) -> HttpResponse:
    went(request, None, lambda: remove_part(part, by=request.user), _("It is removed."))
    return redirect(part.grant)
