"""One item of an agenda, or of the backlog of a body."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from speerpunt.core.addresses import address
from speerpunt.core.doors import demand, on
from speerpunt.core.registry import panels_for
from speerpunt.members.rules import standing

from ..enums import ItemState
from ..forms.items import ItemForm, MoveItemForm
from ..models import AgendaItem, PaperBundle
from ..queries.agenda import dossiers_in_sight, neighbours_of
from ..queries.meetings_of import open_meetings_of
from ..rules import is_meeting_in_sight
from ..services.agenda import change_item, drop_item, move_item, restore_item
from . import access
from .outcomes import went

CHANGE = access.CHANGE_ITEM


@on(access.item)
def item(request: HttpRequest, item: AgendaItem) -> HttpResponse:
    # Papers hang on its bundles, so the panels of every subject stay away.
    # Who only got this item shared with him does not learn where it was talked about, nor what stands beside it.
    is_known = item.meeting is not None and is_meeting_in_sight(standing(request.user), item.meeting)
    meeting = item.meeting if is_known else None
    context = {
        "item": item,
        "meeting": meeting,
        "panels": panels_for("meetings:item parts", request, item),
        "dossier": dossiers_in_sight([item], request.user).get(item.dossier_id or 0),
        "areas": item.areas.kept().only("collective", "name", "slug").order_by("name"),
        "beside": neighbours_of(item, request.user) if meeting else None,
        "may_change": request.user.has_perm(CHANGE, item) and not _is_settled(item),
        "is_dropped": item.state == ItemState.DROPPED,
    }
    return render(request, "meetings/item.html", context)


def _is_settled(item: AgendaItem) -> bool:
    return item.meeting is not None and (item.meeting.is_frozen or item.meeting.is_cancelled)


@on(access.item, CHANGE)
def item_change(request: HttpRequest, item: AgendaItem) -> HttpResponse:
    form = ItemForm(request.POST or None, instance=item, user=request.user)
    if (
        request.method == "POST"
        and form.is_valid()
        and went(request, lambda: change_item(item, by=request.user, **form.values))  # type: ignore[arg-type]
    ):
        messages.success(request, _("The item is saved."))
        return redirect(item)
    return render(request, "meetings/item_form.html", {"form": form, "item": item})


@on(access.item, CHANGE)
def item_move(request: HttpRequest, item: AgendaItem) -> HttpResponse:
    meetings = open_meetings_of(item.body_id, request.user, without=item.meeting_id)
    form = MoveItemForm(request.POST or None, meetings=meetings, is_on_agenda=item.meeting_id is not None)
    if request.method == "POST" and form.is_valid():
        if form.meeting is not None:
            demand(request, "meetings.change_meeting", form.meeting)
        if went(request, lambda: move_item(item, form.meeting, by=request.user)):  # type: ignore[arg-type]
            said = (
                _("“%(title)s” is on the other agenda.")
                if form.meeting
                else _("“%(title)s” is in the backlog.")
            )
            messages.success(request, said % {"title": item.title})
        return redirect(item)
    return render(request, "meetings/item_move.html", {"form": form, "item": item})


@on(access.item, CHANGE, writes_only=True)
def item_drop(request: HttpRequest, item: AgendaItem) -> HttpResponse:
    if went(request, lambda: drop_item(item, by=request.user)):  # type: ignore[arg-type]
        said = _("“%(title)s” is dropped.") % {"title": item.title}
        messages.success(request, said, extra_tags=address("meetings:item_restore", item.pk))
    return redirect(item.meeting or address("meetings:backlog", item.body_id))


@on(access.item, CHANGE, writes_only=True)
def item_restore(request: HttpRequest, item: AgendaItem) -> HttpResponse:
    if went(request, lambda: restore_item(item, by=request.user)):  # type: ignore[arg-type]
        messages.success(request, _("“%(title)s” is back.") % {"title": item.title})
    return redirect(item.meeting or address("meetings:backlog", item.body_id))


@on(access.bundle)
def bundle(request: HttpRequest, bundle: PaperBundle) -> HttpResponse:
    """Where a folder of papers says that it hangs."""
    return redirect(bundle.item)
