"""What the council talks about: the list, one item, and agendas that come in."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from speerpunt.core.addresses import address
from speerpunt.core.doors import demand, for_those_who, on
from speerpunt.core.importers.limits import UploadProblem
from speerpunt.core.listing import listing
from speerpunt.core.models import ImportDraft
from speerpunt.core.queries.imports import drafts_of
from speerpunt.core.services.imports import discard_draft

from ..enums import CouncilState
from ..forms.council import AgendasForm, ChoiceForm
from ..importers.council import CouncilMeetingRow, read_council
from ..models import CouncilItem
from ..problems import MeetingProblem
from ..queries.council import coming, council_items_visible_to, touched_by
from ..queries.touching import AREA, PROJECT, Touching
from ..services.council import (
    DRAFT,
    choose_for_council_item,
    keep_agendas,
    take_away_hit,
    take_over_agendas,
)

COLUMNS = {
    "wanneer": (gettext_lazy("When"), "meeting__starts_at"),
    "wat": (gettext_lazy("What"), "title"),
    "stand": (gettext_lazy("What we do"), "state"),
}
ALL, TOUCHED = "alles", "raakt"


@for_those_who("meetings.view_council")
def council(request: HttpRequest) -> HttpResponse:
    """What is to come and touches us; all of it when asked."""
    rows = council_items_visible_to(request.user).select_related("meeting")
    chosen, which = request.GET.get("stand", ""), request.GET.get("welke", TOUCHED)
    shown = rows if which == ALL else coming(rows)
    if which == TOUCHED:
        shown = shown.exclude(state=CouncilState.NEW, dossiers=None, areas=None)
    if chosen in CouncilState.values:
        shown = shown.filter(state=chosen)
    found = listing(request, shown.distinct(), COLUMNS, default="wanneer")
    touched = touched_by(found.page, request.user)
    context = {
        "listing": found,
        "lines": [(item, [each for each in touched[item.pk] if not each.is_away]) for item in found.page],
        "states": CouncilState.choices,
        "chosen": chosen,
        "which": which,
        "may_import": request.user.has_perm("meetings.import_council"),
    }
    return render(request, "meetings/council.html", context)


def find_item(request: HttpRequest, pk: int) -> CouncilItem:
    return get_object_or_404(council_items_visible_to(request.user).select_related("meeting"), pk=pk)


@on(find_item)
def council_item(request: HttpRequest, item: CouncilItem) -> HttpResponse:
    may_choose = request.user.has_perm("meetings.follow_council")
    if request.method == "POST":
        demand(request, "meetings.follow_council")
    form = ChoiceForm(request.POST or None, user=request.user, item=item) if may_choose else None
    if request.method == "POST" and form is not None and form.is_valid():
        _choose(request, item, form.cleaned_data)
        return redirect(item)
    touched = touched_by([item], request.user)[item.pk]
    context = {
        "item": item,
        "touched": [each for each in touched if not each.is_away],
        "away": [each for each in touched if each.is_away],
        "form": form,
    }
    return render(request, "meetings/council_item.html", context)


def _choose(request: HttpRequest, item: CouncilItem, values: dict[str, Any]) -> None:
    try:
        action = choose_for_council_item(item, by=request.user, **values)
    except MeetingProblem as problem:
        messages.warning(request, str(problem))
        return
    said = _("The choice is saved.")
    if action is not None:
        said = _("“%(title)s” is an action now, to be ready in time.") % {"title": action.title}
    messages.success(request, said)


@on(find_item, "meetings.follow_council", writes_only=True)
def council_hit(request: HttpRequest, item: CouncilItem, kind: str, number: int) -> HttpResponse:
    """Takes a false hit away, or brings it back; only one that the visitor sees."""
    seen = {(each.kind, each.thing.pk) for each in touched_by([item], request.user)[item.pk]}
    known = {"dossier": PROJECT, "gebied": AREA}.get(kind, "")
    if (known, number) not in seen:
        raise Http404
    try:
        take_away_hit(item, known, number, is_away="terug" not in request.POST, by=request.user)
    except MeetingProblem as problem:
        messages.warning(request, str(problem))
    return redirect(item)


@for_those_who("meetings.import_council")
def council_import(request: HttpRequest) -> HttpResponse:
    form = AgendasForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            meetings = [meeting.as_kept() for meeting in read_council(file.read())]
        except UploadProblem as problem:
            form.add_error("file", str(problem))
        else:
            draft = keep_agendas(request.collective, file_name=file.name, meetings=meetings, by=request.user)
            return redirect(address("meetings:council_preview", draft.pk))
    return render(request, "meetings/council_import.html", {"form": form})


def find_draft(request: HttpRequest, pk: int) -> ImportDraft:
    """One's own; asked first, for who is not signed in has none."""
    demand(request, "meetings.import_council")
    return get_object_or_404(drafts_of(request.user, DRAFT), pk=pk)


@on(find_draft, "meetings.import_council")
def council_preview(request: HttpRequest, draft: ImportDraft) -> HttpResponse:
    meetings = [CouncilMeetingRow.as_read(row) for row in draft.rows]
    if request.method == "POST":
        try:
            report = take_over_agendas(request.collective, meetings, by=request.user, draft=draft)
        except MeetingProblem as problem:
            messages.warning(request, str(problem))
        else:
            said = _("%(new)s items are new, %(changed)s changed, %(gone)s went off the agenda.")
            messages.success(
                request, said % {"new": report.new, "changed": report.changed, "gone": report.gone}
            )
        return redirect(address("meetings:council"))
    touching = Touching()
    lines = [
        (meeting, [(item, bool(touching.hits(f"{item.title}. {item.text}"))) for item in meeting.items])
        for meeting in meetings
    ]
    return render(request, "meetings/council_preview.html", {"draft": draft, "lines": lines})


@on(find_draft, "meetings.import_council", writes_only=True)
def council_discard(request: HttpRequest, draft: ImportDraft) -> HttpResponse:
    discard_draft(draft)
    return redirect(address("meetings:council_import"))
