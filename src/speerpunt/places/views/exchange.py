"""Areas in and out as GeoJSON. The preview writes nothing; what it sends back is checked again from the start."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from speerpunt.core.addresses import address
from speerpunt.core.doors import for_those_who

from ..exporters.geojson import areas_as_geojson
from ..forms.imports import AreaConfirmForm, AreaUploadForm
from ..importers.geojson import AreaReading, read_areas
from ..queries import areas_visible_to
from ..queries.exchange import areas_to_export
from ..queries.imports import plan_area_import
from ..services import AreaImportProblem, import_areas


@for_those_who("places.import_areas")
def area_import(request: HttpRequest) -> HttpResponse:
    if request.method == "POST" and "content" in request.POST:
        return _write(request)
    form = AreaUploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file, crs = form.cleaned_data["file"], form.cleaned_data["crs"]
        content = file.read()
        reading = read_areas(content, request.collective, crs=crs)
        return _preview(request, reading, form, content.decode("utf-8-sig", "replace"), file.name)
    return render(request, "places/import_upload.html", {"form": form, "problems": []})


def _preview(
    request: HttpRequest, reading: AreaReading, form: Any, content: str, file_name: str
) -> HttpResponse:
    plan = plan_area_import(request.collective, reading.entries)
    problems = sorted([*reading.problems, *plan.problems], key=lambda problem: problem.number)
    if problems:
        context = {"form": AreaUploadForm(), "problems": problems, "file_name": file_name}
        return render(request, "places/import_upload.html", context)
    crs = form.cleaned_data["crs"] or ""
    confirm = AreaConfirmForm(initial={"content": content, "crs": crs, "file_name": file_name[:200]})
    context = {
        "plan": plan,
        "form": confirm,
        "file_name": file_name,
        "new": plan.in_state("new"),
        "changed": plan.in_state("changed"),
        "unchanged": plan.in_state("unchanged"),
    }
    return render(request, "places/import_preview.html", context)


def _write(request: HttpRequest) -> HttpResponse:
    form = AreaConfirmForm(request.POST)
    problems: list[Any] = []
    if form.is_valid():
        reading = read_areas(form.cleaned_data["content"], request.collective, crs=form.cleaned_data["crs"])
        problems = reading.problems
        if not problems:
            try:
                report = import_areas(
                    request.collective,
                    reading.entries,
                    by=request.user,
                    source=form.cleaned_data["file_name"],
                )
            except AreaImportProblem as problem:
                problems = problem.problems
            else:
                words = {"new": report.new, "changed": report.changed, "unchanged": report.unchanged}
                said = _("Areas: %(new)d new, %(changed)d changed, %(unchanged)d the same as before.") % words
                messages.success(request, said)
                return redirect(address("places:areas"))
    return render(request, "places/import_upload.html", {"form": AreaUploadForm(), "problems": problems})


@for_those_who("places.export_areas")
def area_export(request: HttpRequest) -> HttpResponse:
    text = areas_as_geojson(areas_to_export(areas_visible_to(request.user)))
    response = HttpResponse(text, content_type="application/geo+json")
    response["Content-Disposition"] = f'attachment; filename="gebieden-{request.collective.slug}.geojson"'
    return response
