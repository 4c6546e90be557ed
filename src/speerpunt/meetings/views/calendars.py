"""A calendar of another program comes in: a file, what it would do, and then all of it at once."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from speerpunt.core.addresses import address
from speerpunt.core.doors import for_those_who, on
from speerpunt.core.models import ImportDraft
from speerpunt.core.services.imports import discard_draft

from ..forms.calendars import CalendarForm
from ..importers.calendars import MOST_BYTES, read_calendar, refusal_words
from ..problems import MeetingProblem
from ..queries.calendar_imports import CalendarPlan, Refused, calendar_drafts_of, calendar_plan
from ..services.calendar_imports import import_meetings, keep_calendar
from . import access

SHOWN = 100


@for_those_who("meetings.import_meetings")
def calendar_upload(request: HttpRequest) -> HttpResponse:
    form = CalendarForm(request.POST or None, request.FILES or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            draft = _taken_in(request, form.cleaned_data)
            return redirect(address("meetings:calendar_preview", draft.pk))
        except MeetingProblem as problem:
            form.add_error("file", str(problem))
    drafts = calendar_drafts_of(request.user).defer("rows", "content")
    return render(request, "meetings/calendar_upload.html", {"form": form, "drafts": drafts})


def _taken_in(request: HttpRequest, values: dict[str, Any]) -> ImportDraft:
    file = values["file"]
    # One sign more than may be, so that what is too large is told and not read.
    found = read_calendar(file.read(MOST_BYTES + 1))
    return keep_calendar(
        request.collective,
        by=request.user,
        body=values["body"],
        access=values["access"],
        file_name=file.name,
        meetings=found.meetings,
        refused=found.refused,
    )


@on(access.calendar_draft, "meetings.import_meetings")
def calendar_preview(request: HttpRequest, draft: ImportDraft) -> HttpResponse:
    body = access.body(request, draft.options["body"])
    if request.method == "POST":
        seen = request.POST.get("gezien", "")
        done: list[CalendarPlan] = []
        if access.went(
            request, lambda: done.append(import_meetings(draft, body, seen=seen, by=request.user))
        ):
            messages.success(request, _said(done[0]))
            return redirect(f"{address('meetings:meetings')}?gremium={body.pk}&lijst=alles")
        return redirect(address("meetings:calendar_preview", draft.pk))
    plan = calendar_plan(body, draft.rows, draft.options["access"])
    refused = [
        Refused(each["line"], each["title"], refusal_words(each["code"])) for each in draft.options["refused"]
    ]
    context = {
        "draft": draft,
        "body": body,
        "plan": plan,
        "refused": [*refused, *plan.refused],
        "shown": SHOWN,
    }
    return render(request, "meetings/calendar_preview.html", context)


def _said(plan: CalendarPlan) -> str:
    new = ngettext("%(count)d meeting came in.", "%(count)d meetings came in.", len(plan.new))
    changed = ngettext("%(count)d is changed.", "%(count)d are changed.", len(plan.changed))
    return f"{new % {'count': len(plan.new)}} {changed % {'count': len(plan.changed)}}"


@on(access.calendar_draft, "meetings.import_meetings", writes_only=True)
def calendar_discard(request: HttpRequest, draft: ImportDraft) -> HttpResponse:
    discard_draft(draft)
    messages.success(request, _("The file is put aside. Nothing came in."))
    return redirect(address("meetings:calendar_upload"))
