"""Requests for money: the list, and one until it is asked."""

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
from speerpunt.priorities.forms.projects import CommentForm
from speerpunt.priorities.queries.dossier import signed_comments_on

from ..enums import RequestState
from ..exporters.tables import export_requests
from ..filters import REQUEST_COLUMNS, RequestFilters
from ..forms.requests import RequestForm
from ..models import FundingRequest
from ..queries import requests_visible_to
from ..queries.request_page import request_lines, request_page
from ..services import ask, change_request, withdraw_request, write_request
from . import access
from .access import went

WORK_ON = "funds.work_on_request"


@for_those_who("funds.list_requests")
def requests(request: HttpRequest) -> HttpResponse:
    filters = RequestFilters(request.GET, request.user)
    rows = filters.select(requests_visible_to(request.user))
    people = ("account", "year", "asked_by")
    listed = listing(request, rows.select_related(*people), REQUEST_COLUMNS, default="-dag")
    context = {
        "filters": filters,
        "listing": listed,
        "lines": request_lines(listed.page, request.user),
        "may_ask": request.user.has_perm("funds.add_requests"),
    }
    return render(request, "funds/requests.html", context)


@for_those_who("funds.list_requests")
def request_export(request: HttpRequest, kind: str) -> HttpResponse:
    if kind not in FORMATS:
        raise Http404
    rows = RequestFilters(request.GET, request.user).select(requests_visible_to(request.user))
    rows = rows.select_related("account", "year", "asked_by").order_by("-asked_on", "pk")
    return table_download(
        "aanvragen", request.collective.slug, kind, export_requests(rows, kind, request.user)
    )


@on(access.funding_request)
def request_page_view(request: HttpRequest, asked: FundingRequest) -> HttpResponse:
    user, state = request.user, asked.state
    works_on = user.has_perm(WORK_ON, asked)
    may_pay = user.has_perm("funds.pay_request", asked)
    is_granted = state in {RequestState.APPROVED, RequestState.ACCOUNTED}
    page = request_page(asked, user)
    context = {
        "asked": asked,
        "comments": signed_comments_on(asked, user),
        "comment_form": CommentForm(),
        "page": page,
        "line": page.line,
        "panels": panels_for("funds:request", request, asked),
        "day": timezone.localdate(),
        "is_granted": is_granted,
        "may_change": works_on and asked.is_waiting,
        "may_ask": works_on and state == RequestState.DRAFT,
        "may_decide": state == RequestState.ASKED and user.has_perm("funds.decide_request", asked),
        "may_account": works_on and state == RequestState.APPROVED and page.line.balance.spent > 0,
        "may_pay": may_pay and is_granted and page.line.balance.committed > 0,
        "may_settle": may_pay and is_granted,
        "is_late": asked.is_account_late(timezone.localdate()),
    }
    return render(request, "funds/request.html", context)


@for_those_who("funds.add_requests")
def request_add(request: HttpRequest) -> HttpResponse:
    """`?voor=` names the account, as a button on its statement does."""
    wanted = request.GET.get("voor", "")
    chosen = {"account": int(wanted)} if wanted.isdecimal() and len(wanted) < 19 else {}
    new = FundingRequest(collective=request.collective)
    form = RequestForm(request.POST or None, instance=new, user=request.user, initial=chosen)
    if request.method == "POST" and form.is_valid():
        written = write_request(request.collective, by=request.user, **form.cleaned_data)
        messages.success(request, _("The draft is saved. Add papers to it, then ask."))
        return redirect(written)
    return _form_page(request, form, _("Ask for money"), _("Save the draft"), address("funds:requests"))


@on(access.funding_request, WORK_ON)
def request_change(request: HttpRequest, asked: FundingRequest) -> HttpResponse:
    form = RequestForm(request.POST or None, instance=asked, user=request.user)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if went(
            request,
            form,
            lambda: change_request(asked, by=request.user, **values),
            _("The request is saved."),
        ):
            return redirect(asked)
    return _form_page(request, form, _("Change the request"), _("Save"), asked.get_absolute_url())


def _form_page(
    request: HttpRequest, form: RequestForm, title: str, button: str, cancel_url: str
) -> HttpResponse:
    lead = _(
        "For an area or sector that you speak for. A meeting decides; nobody can ask for more than there is."
    )
    context = {"form": form, "title": title, "lead": lead, "button": button, "cancel_url": cancel_url}
    return render(request, "funds/form.html", context)


@on(access.funding_request, WORK_ON, writes_only=True)
def request_ask(request: HttpRequest, asked: FundingRequest) -> HttpResponse:
    went(
        request, None, lambda: ask(asked, by=request.user), _("It is asked. The board decides in a meeting.")
    )
    return redirect(asked)


@on(access.funding_request, WORK_ON, writes_only=True)
def request_withdraw(request: HttpRequest, asked: FundingRequest) -> HttpResponse:
    went(request, None, lambda: withdraw_request(asked, by=request.user), _("The request is withdrawn."))
    return redirect(asked)
