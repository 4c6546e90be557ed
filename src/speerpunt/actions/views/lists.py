"""All actions on one list, the file of it, and the same change for many."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from speerpunt.core.addresses import address
from speerpunt.core.doors import for_those_who
from speerpunt.core.listing import listing
from speerpunt.core.models import User
from speerpunt.core.spreadsheets import CONTENT_TYPES, FORMATS

from ..exporters.actions import export_actions
from ..filters import ActionFilters
from ..forms.bulk import BulkActionForm
from ..models import Action
from ..queries.rows import ActionRow, for_list
from ..services.bulk import hand_over_all, move_all
from ..tables import ACTION_COLUMNS, action_lines, quick_add

SHOWN_NAMES = 10


@for_those_who("actions.list_actions")
def actions(request: HttpRequest) -> HttpResponse:
    user = request.user
    filters = ActionFilters(request.GET, user)
    rows = filters.select(filters.sight.actions)
    count, overdue = filters.counted(rows)
    listed = listing(
        request,
        for_list(rows, is_open_only=filters.shows_open_only),
        ACTION_COLUMNS,
        default="dag",
        count=count,
    )
    context = {
        "filters": filters,
        "tabs": list(filters.tabs()),
        "listing": listed,
        "lines": action_lines(map(ActionRow._make, listed.page), user, filters.sight.place_of),
        "overdue": overdue,
        "quick": quick_add(user) if user.has_perm("actions.add_action") else None,
        "may_import": user.has_perm("actions.import_actions"),
        "bulk_actions": BulkActionForm.ACTIONS if user.has_perm("actions.bulk_change_actions") else (),
    }
    return render(request, "actions/actions.html", context)


@for_those_who("actions.list_actions")
def action_export(request: HttpRequest, kind: str) -> HttpResponse:
    if kind not in FORMATS:
        raise Http404
    filters = ActionFilters(request.GET, request.user)
    rows = filters.select(filters.sight.actions)
    content = export_actions(rows, kind, request.collective.slug, place_of=filters.sight.place_of)
    name = f"acties-{request.collective.slug}-{timezone.localdate():%Y-%m-%d}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=CONTENT_TYPES[kind], headers=headers)


@for_those_who("actions.bulk_change_actions")
@require_POST
def action_bulk(request: HttpRequest) -> HttpResponse:
    """`alle=1` means every row of the filters in the address, else the rows that were picked."""
    change = request.POST.get("actie", "")
    if change not in dict(BulkActionForm.ACTIONS):
        raise Http404
    rows = _picked(request)
    is_sent = "aantal" in request.POST
    is_confirmed = request.POST.get("aantal") == str(len(rows))
    form = BulkActionForm(
        request.POST if is_sent else None, user=request.user, action=change, initial={"actie": change}
    )
    if rows and is_confirmed and form.is_valid():
        changed = _carry_out(rows, form.cleaned_data, request.user)
        messages.success(request, _done(changed))
        return redirect(_list_of(request))
    return _confirm(request, form, change, rows, has_moved=is_sent and not is_confirmed)


def _picked(request: HttpRequest) -> list[Action]:
    """Only what is open can change."""
    filters = ActionFilters(request.GET, request.user)
    rows = filters.select(filters.sight.actions)
    if request.POST.get("alle") != "1":
        keys = [int(key) for key in request.POST.getlist("rij") if key.isdecimal() and len(key) < 19]
        rows = rows.filter(pk__in=keys)
    return [action for action in rows.select_related("owner").order_by("due", "pk") if action.is_open]


def _carry_out(rows: list[Action], values: dict[str, Any], by: User) -> int:
    if "due" in values:
        return move_all(rows, values["due"], by=by)
    return hand_over_all(rows, values["owner"], by=by)


def _done(changed: int) -> str:
    return ngettext("%(count)d action is changed.", "%(count)d actions are changed.", changed) % {
        "count": changed
    }


def _list_of(request: HttpRequest) -> str:
    return f"{address('actions:actions')}?{request.GET.urlencode()}"


def _confirm(
    request: HttpRequest, form: BulkActionForm, change: str, rows: list[Action], *, has_moved: bool
) -> HttpResponse:
    if not rows:
        messages.warning(request, _("No open action is picked yet. Nothing was changed."))
        return redirect(_list_of(request))
    context = {
        "form": form,
        "title": dict(BulkActionForm.ACTIONS)[change],
        "rows": rows,
        "count": str(len(rows)),
        "keys": [str(row.pk) for row in rows],
        "names": [row.title for row in rows[:SHOWN_NAMES]],
        "more": len(rows) - SHOWN_NAMES,
        "is_all": request.POST.get("alle") == "1",
        "has_moved": has_moved,
        "list_url": _list_of(request),
    }
    return render(request, "actions/bulk.html", context)
