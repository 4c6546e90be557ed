"""Files that come in, by a form or dropped on the page one by one."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..forms.uploads import UploadForm
from ..importers.uploads import checked_upload
from ..models import Folder
from ..problems import FileProblem
from ..queries.folders import document_named
from ..services.documents import Taken, take_in
from ..services.problem import DocumentProblem
from ..services.reading import read_later

MOST_PROBLEMS = 8


def take_uploads(request: HttpRequest, folder: Folder, form: UploadForm) -> HttpResponse:
    """Each file by itself: what can be kept is kept, of the others it is said why not."""
    taken: list[Taken] = []
    problems: list[str] = []
    for upload in form.cleaned_data["files"]:
        try:
            taken.append(_take(request, folder, form, upload))
        except (FileProblem, DocumentProblem) as problem:
            problems.append(str(problem))
    read_later(request.collective, taken, by=request.user)  # type: ignore[attr-defined,arg-type]
    if request.headers.get("X-Requested-With") == "bestand":
        return _answer_to_script(taken, problems)
    _tell(request, taken, problems)
    return redirect(folder)


def _take(request: HttpRequest, folder: Folder, form: UploadForm, upload: Any) -> Taken:
    with checked_upload(upload) as file:
        return take_in(
            folder,
            file,
            by=request.user,  # type: ignore[arg-type]
            beside=document_named(folder, request.user),
            visibility=form.cleaned_data["visibility"],
            keeps_both=form.keeps_both,
        )


def _answer_to_script(taken: list[Taken], problems: list[str]) -> HttpResponse:
    if problems:
        return JsonResponse({"problem": problems[0]}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return JsonResponse({"said": outcome_of(taken[0])})


def outcome_of(taken: Taken) -> str:
    if taken.version is None:
        return _("was here already, unchanged")
    if taken.is_new:
        return _("added")
    return _("is version %(number)d now") % {"number": taken.version.number}


def _tell(request: HttpRequest, taken: list[Taken], problems: list[str]) -> None:
    new = sum(each.is_new for each in taken)
    same = sum(each.version is None for each in taken)
    versions = len(taken) - new - same
    said = []
    if new:
        said.append(ngettext("%(n)d document added.", "%(n)d documents added.", new) % {"n": new})
    if versions:
        said.append(
            ngettext("%(n)d has a new version.", "%(n)d have a new version.", versions) % {"n": versions}
        )
    if same:
        said.append(
            ngettext("%(n)d was here already, unchanged.", "%(n)d were here already, unchanged.", same)
            % {"n": same}
        )
    if said:
        messages.success(request, " ".join(said))
    for problem in problems[:MOST_PROBLEMS]:
        messages.error(request, problem)
    if len(problems) > MOST_PROBLEMS:
        more = len(problems) - MOST_PROBLEMS
        messages.error(
            request,
            ngettext("And %(n)d more was not kept.", "And %(n)d more were not kept.", more) % {"n": more},
        )
