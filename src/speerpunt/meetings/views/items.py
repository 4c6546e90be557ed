"""One item of an agenda, or of the backlog of a body."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from speerpunt.core.doors import on
from speerpunt.core.registry import panels_for

from ..models import AgendaItem, PaperBundle
from ..queries import meetings_visible_to
from . import access


@on(access.item)
def item(request: HttpRequest, item: AgendaItem) -> HttpResponse:
    # Papers hang on its bundles, so the panels of every subject stay away.
    panels = panels_for("meetings:item parts", request, item)
    # Who only got this item shared with him does not learn where it was talked about.
    meeting = meetings_visible_to(request.user).filter(pk=item.meeting_id).first()
    return render(request, "meetings/item.html", {"item": item, "meeting": meeting, "panels": panels})


@on(access.bundle)
def bundle(request: HttpRequest, bundle: PaperBundle) -> HttpResponse:
    """Where a folder of papers says that it hangs."""
    return redirect(bundle.item)
