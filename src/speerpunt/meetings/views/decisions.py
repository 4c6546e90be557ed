"""The register of decisions over all bodies, and the page of one."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from speerpunt.core.doors import for_those_who, on
from speerpunt.core.listing import listing
from speerpunt.core.spreadsheets import CONTENT_TYPES, FORMATS

from ..exporters.decisions import export_decisions
from ..filters import DECISION_COLUMNS, DecisionFilters
from ..forms.approval import DecisionStateForm
from ..models import Decision
from ..queries.register import DecisionRow, decision_page, dossier_names, for_list
from ..queries.visible import decisions_visible_to
from ..services.decisions import change_decision_state
from . import access


@for_those_who("meetings.view_decisions")
def decisions(request: HttpRequest) -> HttpResponse:
    filters = DecisionFilters(request.GET, request.user)
    selected = filters.select(decisions_visible_to(request.user))
    # Counted before what stands beside them is asked for.
    listed = listing(request, for_list(selected), DECISION_COLUMNS, default="-dag", count=selected.count())
    rows = [DecisionRow(*values) for values in listed.page]
    dossiers = dossier_names(rows, request.user)
    lines = [(row, dossiers.get(row.dossier_id or 0)) for row in rows]
    return render(
        request,
        "meetings/decisions/decisions.html",
        {"filters": filters, "listing": listed, "lines": lines},
    )


@for_those_who("meetings.view_decisions")
def decision_export(request: HttpRequest, kind: str) -> HttpResponse:
    if kind not in FORMATS:
        raise Http404
    rows = DecisionFilters(request.GET, request.user).select(decisions_visible_to(request.user))
    content = export_decisions(rows, kind, request.user)
    name = f"besluiten-{request.collective.slug}-{timezone.localdate():%Y-%m-%d}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=CONTENT_TYPES[kind], headers=headers)


@on(access.decision)
def decision(request: HttpRequest, decision: Decision) -> HttpResponse:
    context = {
        "decision": decision,
        "page": decision_page(decision, request.user),
        "may_change": request.user.has_perm("meetings.write_minutes", decision),
    }
    return render(request, "meetings/decisions/decision.html", context)


@on(access.decision, "meetings.write_minutes")
def decision_state(request: HttpRequest, decision: Decision) -> HttpResponse:
    form = DecisionStateForm(request.POST or None, initial={"state": decision.state})
    if request.method == "POST" and form.is_valid():
        change_decision_state(decision, by=request.user, **form.cleaned_data)
        messages.success(request, _("The state of the decision is saved."))
        return redirect(decision)
    return render(request, "meetings/decisions/state.html", {"form": form, "decision": decision})
