"""A tree of files from a zip, in three steps: the file, what it would do, and then all of it at once."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from speerpunt.core.doors import on
from speerpunt.core.services.jobs import enqueue_job

from ..enums import ImportState
from ..forms.uploads import ArchiveForm
from ..importers.uploads import path_of
from ..models import Folder, FolderImport
from ..queries.folders import trail_of
from ..queries.imports import outcome_titles, plan_of
from ..services.imports import IMPORT_JOB, drop_import, keep_archive
from . import access
from .access import CHANGE_FOLDER

PER_PAGE = 100


@on(access.folder, CHANGE_FOLDER)
def import_add(request: HttpRequest, folder: Folder) -> HttpResponse:
    form = ArchiveForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        with path_of(upload) as path:
            kept = keep_archive(folder, path, file_name=upload.name, by=request.user)  # type: ignore[arg-type]
        return redirect(kept)
    context = {"folder": folder, "form": form, "trail": trail_of(folder, request.user)}
    return render(request, "documents/import_upload.html", context)


@on(access.folder_import)
def folder_import(request: HttpRequest, found: FolderImport) -> HttpResponse:
    """While it is being looked at, what it would do, or what came of it."""
    plan = plan_of(found, request.user)
    titles = outcome_titles()
    shown = request.GET.get("toon", "")
    shown = shown if shown in titles else next((key for key in titles if plan.of(key)), "nieuw")
    context = {
        "found": found,
        "folder": found.folder,
        "trail": trail_of(found.folder, request.user),
        "plan": plan,
        "parts": [(key, title, len(plan.of(key))) for key, title in titles.items()],
        "shown": shown,
        "page": Paginator(plan.of(shown), PER_PAGE).get_page(request.GET.get("bladzijde")),
        "is_looking": found.state == ImportState.LOOKING,
        "is_review": found.state == ImportState.REVIEW,
        "is_done": found.state == ImportState.DONE,
    }
    return render(request, "documents/import.html", context)


@on(access.folder_import, writes_only=True)
def import_take_over(request: HttpRequest, found: FolderImport) -> HttpResponse:
    if found.state != ImportState.REVIEW:
        return redirect(found)
    job = enqueue_job(
        IMPORT_JOB,
        collective=request.collective,  # type: ignore[attr-defined]
        by=request.user,  # type: ignore[arg-type]
        subject=found.file_name,
        folder_import=found.pk,
    )
    return redirect(job)


@on(access.folder_import, writes_only=True)
def import_drop(request: HttpRequest, found: FolderImport) -> HttpResponse:
    if found.state != ImportState.DONE:
        drop_import(found)
        messages.success(request, _("Nothing of “%(name)s” came in.") % {"name": found.file_name})
    return redirect(found.folder)
