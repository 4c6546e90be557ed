"""Where agendas of the council come from by themselves."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from speerpunt.core.addresses import address
from speerpunt.core.doors import demand, for_those_who, on

from ..forms.council_sources import CouncilSourceForm
from ..models import CouncilSource
from ..services.council_sources import (
    add_council_source,
    change_council_source,
    read_council_source,
    remove_council_source,
)

IMPORT = "meetings.import_council"


def find_source(request: HttpRequest, pk: int) -> CouncilSource:
    """Asked first: to who may not bring in there are none."""
    demand(request, IMPORT)
    return get_object_or_404(CouncilSource, pk=pk)


@for_those_who(IMPORT)
def council_sources(request: HttpRequest) -> HttpResponse:
    return render(request, "meetings/council_sources.html", {"sources": CouncilSource.objects.all()})


@for_those_who(IMPORT)
def council_source_add(request: HttpRequest) -> HttpResponse:
    form = CouncilSourceForm(request.POST or None, instance=CouncilSource(collective=request.collective))
    if request.method == "POST" and form.is_valid():
        source = add_council_source(request.collective, by=request.user, **form.values)
        return redirect(read_council_source(source, by=request.user))
    return render(request, "meetings/council_source_form.html", {"form": form, "source": None})


@on(find_source)
def council_source(request: HttpRequest, source: CouncilSource) -> HttpResponse:
    form = CouncilSourceForm(request.POST or None, instance=source)
    if request.method == "POST" and form.is_valid():
        change_council_source(source, by=request.user, **form.values)  # type: ignore[arg-type]
        messages.success(request, _("The source is saved."))
        return redirect(address("meetings:council_sources"))
    return render(request, "meetings/council_source_form.html", {"form": form, "source": source})


@on(find_source, writes_only=True)
def council_source_read(request: HttpRequest, source: CouncilSource) -> HttpResponse:
    return redirect(read_council_source(source, by=request.user))  # type: ignore[arg-type]


@on(find_source, writes_only=True)
def council_source_remove(request: HttpRequest, source: CouncilSource) -> HttpResponse:
    remove_council_source(source, by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("The source is removed. What came from it stays."))
    return redirect(address("meetings:council_sources"))
