"""The same change on many organisations: first a page that says how many, then all of it or nothing."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from speerpunt.core.addresses import address
from speerpunt.core.doors import for_those_who
from speerpunt.core.models import User

from ..forms.organisations import BulkForm
from ..models import Organisation
from ..services import bulk
from .register import selection

SHOWN_NAMES = 10


@for_those_who("members.bulk_change_organisations")
@require_POST
def organisation_bulk(request: HttpRequest) -> HttpResponse:
    """`alle=1` means every row of the filters in the address, else the rows that were picked."""
    action = request.POST.get("actie", "")
    if action not in BulkForm.NEEDS:
        raise Http404
    rows = _picked(request)
    is_confirmed = request.POST.get("aantal") == str(len(rows))
    form = BulkForm(
        request.POST if "aantal" in request.POST else None, action=action, initial={"actie": action}
    )
    if rows and is_confirmed and form.is_valid():
        changed = _carry_out(action, rows, form.cleaned_data, request.user)
        messages.success(request, _done(changed))
        return redirect(f"{address('members:organisations')}?{request.GET.urlencode()}")
    return _confirm(request, form, rows, has_moved="aantal" in request.POST and not is_confirmed)


def _picked(request: HttpRequest) -> list[Organisation]:
    _filters, rows = selection(request)
    if request.POST.get("alle") != "1":
        keys = [int(key) for key in request.POST.getlist("rij") if key.isdecimal() and len(key) < 19]
        rows = rows.filter(pk__in=keys)
    return list(rows.order_by("search_text", "pk"))


def _carry_out(action: str, rows: list[Organisation], values: dict[str, Any], by: User) -> int:
    if action == "trash":
        return bulk.trash_all(rows, by=by)
    if action == "join":
        return bulk.join_umbrella(rows, values["umbrella"], start=values["day"], by=by)
    if action == "leave":
        return bulk.leave_umbrella(rows, values["umbrella"], end=values["day"], by=by)
    return bulk.set_field(rows, action, values[action], by=by)


def _done(changed: int) -> str:
    text = ngettext("%(count)d organisation is changed.", "%(count)d organisations are changed.", changed)
    return text % {"count": changed}


def _confirm(
    request: HttpRequest, form: BulkForm, rows: list[Organisation], *, has_moved: bool
) -> HttpResponse:
    if not rows:
        messages.warning(request, _("No row is picked yet. Nothing was changed."))
        return redirect(f"{address('members:organisations')}?{request.GET.urlencode()}")
    context = {
        "form": form,
        "action": form["actie"].value(),
        "title": dict(BulkForm.ACTIONS)[form["actie"].value()],
        "rows": rows,
        "count": str(len(rows)),
        "keys": [str(row.pk) for row in rows],
        "names": [row.name for row in rows[:SHOWN_NAMES]],
        "more": len(rows) - SHOWN_NAMES,
        "is_all": request.POST.get("alle") == "1",
        "has_moved": has_moved,
    }
    return render(request, "members/bulk.html", context)
