"""What a body wants to talk about some day."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from speerpunt.core.addresses import address
from speerpunt.core.doors import on
from speerpunt.core.downloads import table_download
from speerpunt.core.listing import listing
from speerpunt.core.spreadsheets import FORMATS
from speerpunt.members.models import Body
from speerpunt.members.queries.people import person_of

from ..exporters.backlog import export_backlog
from ..forms.items import ProposalForm
from ..queries.agenda import backlog_of, backlog_rows
from ..queries.meetings_of import open_meetings_of
from ..services.agenda import propose_item
from . import access

COLUMNS = {"sinds": (_("since"), "created_at"), "wat": (_("title"), "title")}


@on(access.seated_body, "meetings.add_to_backlog")
def backlog_export(request: HttpRequest, body: Body, kind: str) -> HttpResponse:
    if kind not in FORMATS:
        raise Http404
    content = export_backlog(backlog_rows(body.pk, request.user), kind, request.user)
    return table_download("voorraad", request.collective.slug, kind, content)


@on(access.seated_body, "meetings.add_to_backlog")
def backlog(request: HttpRequest, body: Body) -> HttpResponse:
    form = ProposalForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        item = propose_item(body, by=request.user, asked_by=person_of(request.user), **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, _("“%(title)s” is in the backlog.") % {"title": item.title})
        return redirect(address("meetings:backlog", body.pk))
    rows = listing(request, backlog_rows(body.pk, request.user), COLUMNS, default="-sinds")
    context = {
        "body": body,
        "form": form,
        "listing": rows,
        "lines": backlog_of(rows.page, request.user).lines,
        "meetings": open_meetings_of(body.pk, request.user),
        "may_plan": request.user.has_perm("meetings.add_meeting", body),
    }
    return render(request, "meetings/backlog.html", context)
