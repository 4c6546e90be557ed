"""Plan import: a file, a review of every line, and then all of it at once; with a way back."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from speerpunt.core.addresses import address
from speerpunt.core.doors import for_those_who, on
from speerpunt.core.texts import FORBIDDEN

from ..enums import ImportStatus, NodeKind
from ..forms.imports import KindWordsForm, PlanUploadForm, TakeOverForm
from ..importers import DEFAULT_KIND_WORDS, DocumentProblem, read_document, recognise_outline
from ..models import PlanEdition, PlanImport
from ..queries.kind_words import own_kind_words
from ..queries.report import report_of
from ..queries.review import ALL, DOUBLES, MADE, UNCERTAIN, Review, open_imports
from ..services import (
    PlanProblem,
    choose_below,
    choose_edition,
    choose_for_kind,
    drop_plan_import,
    keep_plan_import,
    move_lines,
    restore_kind_words,
    save_choices,
    set_kind_words,
    take_over_plan,
    undo_plan_import,
)
from . import access

PER_PAGE = 100
# What the script that saves each line says of itself; and the choice that leaves lines as they are.
SAVED_BY_LINE, RIGHT = "regel", "klopt"


@for_those_who("priorities.manage_plan")
def plan_imports(request: HttpRequest) -> HttpResponse:
    form = PlanUploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(_kept(request, form.cleaned_data["file"], form.cleaned_data["edition"]))
        except DocumentProblem as problem:
            form.add_error("file", str(problem))
    return render(request, "priorities/plan_imports.html", {"form": form, "imports": open_imports()})


def _kept(request: HttpRequest, upload: Any, edition: PlanEdition | None) -> PlanImport:
    lines = read_document(upload.name, upload.read())
    outline = recognise_outline(lines, own_kind_words() or DEFAULT_KIND_WORDS)
    return keep_plan_import(
        request.collective, file_name=upload.name, nodes=outline.nodes, edition=edition, by=request.user
    )


@on(access.plan_import)
def plan_import(request: HttpRequest, plan_import: PlanImport) -> HttpResponse:
    if plan_import.status != ImportStatus.REVIEW:
        context = {"plan_import": plan_import, "report": report_of(plan_import)}
        return render(request, "priorities/plan_import_done.html", context)
    if request.method == "POST":
        return _saved(request, plan_import)
    review = Review(plan_import)
    tab = _tab(request, review)
    page = Paginator(review.lines(tab), PER_PAGE).get_page(request.GET.get("bladzijde"))
    context = {
        **_state(plan_import, review, tab),
        # In the order of the document indentation says what belongs to what; else words do.
        "is_tree": tab in {ALL, MADE},
        "page": page,
        "lines": [review.shown(line) for line in page],
        "kinds": NodeKind,
    }
    return render(request, "priorities/plan_import.html", context)


def _tab(request: HttpRequest, review: Review) -> str:
    return request.GET.get("toon") or (UNCERTAIN if review.lines(UNCERTAIN) else MADE)


def _state(plan_import: PlanImport, review: Review, tab: str) -> dict[str, Any]:
    """How far the review is: for the page, and for the answer to one line that was saved."""
    return {
        "plan_import": plan_import,
        "review": review,
        "tabs": [each for each in review.tabs() if each.count or each.name == tab],
        "kind_tabs": review.kind_tabs(),
        "tab": tab,
    }


def _saved(request: HttpRequest, plan_import: PlanImport) -> HttpResponse:
    """What is filled in is kept first, whichever button was pressed."""
    try:
        choices = _choices(request.POST)
        plan_import = save_choices(plan_import, choices)
        if request.headers.get("X-Requested-With") == SAVED_BY_LINE:
            review = Review(plan_import)
            return render(
                request,
                "priorities/parts/review_state.html",
                _state(plan_import, review, _tab(request, review)),
            )
        _change_many(request, plan_import, choices)
    except PlanProblem as problem:
        messages.error(request, str(problem))
        return redirect(plan_import)
    if "verder" in request.POST:
        return redirect(address("priorities:plan_import_take_over", plan_import.pk))
    messages.success(request, _("Your choices are saved."))
    return redirect(request.get_full_path())


def _choices(filled_in: Any) -> dict[int, dict[str, Any]]:
    """The fields of one line are called `soort-12`, `naam-12`, `samen-12`, `onder-12` and `klopt-12`."""
    fields = {"soort": "kind", "naam": "name", "samen": "merge", "onder": "under", "klopt": "sure"}
    found: dict[int, dict[str, Any]] = {}
    for key, value in filled_in.items():
        word, _dash, number = key.partition("-")
        line = _number(number)
        if word in fields and line is not None:
            choice = found.setdefault(line, {})
            choice[fields[word]] = FORBIDDEN.sub("", value) if word in {"soort", "naam"} else _number(value)
    return found


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 19 else None


def _change_many(request: HttpRequest, plan_import: PlanImport, shown: Iterable[int]) -> None:
    """Everything of a kind, the lines shown or picked, or all lines below one."""
    below, now, becomes = (request.POST.get(name, "") for name in ("eronder", "nu", "wordt"))
    picked = [line for line in map(_number, request.POST.getlist("gekozen")) if line is not None]
    home = _number(request.POST.get("naar", ""))
    if "verplaats" in request.POST and home is not None:
        _say_moved(request, move_lines(plan_import, picked, under=home), len(picked))
    if "alles" in request.POST and now in {"hier", "gekozen"} and becomes in {RIGHT, *NodeKind.values}:
        choice = {"sure": 1} if becomes == RIGHT else {"kind": becomes}
        save_choices(plan_import, dict.fromkeys(shown if now == "hier" else picked, choice))
    elif "alles" in request.POST and now in NodeKind.values and becomes in NodeKind.values:
        choose_for_kind(plan_import, now=now, becomes=becomes)
    raised, _dash, raised_kind = request.POST.get("verhef", "").partition("-")
    raised_line, below_line = _number(raised), _number(below)
    if raised_line is not None and raised_kind in NodeKind.values:
        save_choices(plan_import, {raised_line: {"kind": raised_kind}})
    kind = request.POST.get(f"alles-onder-{below}", "")
    if below_line is not None and kind in NodeKind.values:
        choose_below(plan_import, below_line, becomes=kind)


def _say_moved(request: HttpRequest, moved: int, picked: int) -> None:
    if moved < picked:
        said = _("%(moved)s of %(picked)s lines are moved. The others cannot stand there.")
        messages.warning(request, said % {"moved": moved, "picked": picked})


@on(access.plan_import)
def plan_import_take_over(request: HttpRequest, plan_import: PlanImport) -> HttpResponse:
    if plan_import.status != ImportStatus.REVIEW:
        return redirect(plan_import)
    form = TakeOverForm(request.POST or None, plan_import=plan_import)
    if request.method == "POST" and form.is_valid():
        try:
            if _shows_other_doubles(request, plan_import, form.cleaned_data["edition"]):
                return redirect(f"{plan_import.get_absolute_url()}?toon={DOUBLES}")
            return redirect(_taken_over(request, plan_import, form))
        except PlanProblem as problem:
            form.add_error(None, str(problem))
    context = {"form": form, "plan_import": plan_import, "review": Review(plan_import)}
    return render(request, "priorities/plan_import_take_over.html", context)


def _shows_other_doubles(request: HttpRequest, plan_import: PlanImport, edition: PlanEdition | None) -> bool:
    """Another plan than the one reviewed against holds things of the same name: a person looks at those first."""
    if edition == plan_import.edition:
        return False
    before = set(Review(plan_import).doubles)
    count = len(set(Review(choose_edition(plan_import, edition)).doubles) - before)
    if count:
        said = ngettext(
            "%(count)s line exists already in “%(plan)s”. Look at it, then take over.",
            "%(count)s lines exist already in “%(plan)s”. Look at them, then take over.",
            count,
        )
        messages.warning(request, said % {"count": count, "plan": edition})
    return bool(count)


def _taken_over(request: HttpRequest, plan_import: PlanImport, form: TakeOverForm) -> PlanImport:
    edition = form.cleaned_data["edition"]
    return take_over_plan(
        plan_import,
        by=request.user,
        edition=edition,
        new_plan=None if edition else form.new_plan,
        visibility=form.cleaned_data["visibility"],
        with_text=form.cleaned_data["with_text"],
    )


@on(access.plan_import)
def plan_import_drop(request: HttpRequest, plan_import: PlanImport) -> HttpResponse:
    if request.method == "POST":
        try:
            drop_plan_import(plan_import, by=request.user)
            messages.success(request, _("The import is put aside. Nothing came in."))
        except PlanProblem as problem:
            messages.error(request, str(problem))
        return redirect(address("priorities:plan_imports"))
    context = {
        "title": _("Put this import aside"),
        "question": plan_import.file_name,
        "consequence": _("The lines and your choices go. Nothing comes in."),
        "confirm_word": _("Put it aside"),
        "cancel_url": plan_import.get_absolute_url(),
        "is_destructive": True,
    }
    return render(request, "core/confirm.html", context)


@on(access.plan_import)
def plan_import_undo(request: HttpRequest, plan_import: PlanImport) -> HttpResponse:
    if request.method == "POST":
        try:
            gone, kept = undo_plan_import(plan_import, by=request.user)
            messages.success(request, _undone(gone, len(kept)))
        except PlanProblem as problem:
            messages.error(request, str(problem))
        return redirect(plan_import)
    context = {
        "title": _("Undo this import"),
        "question": plan_import.file_name,
        "consequence": _("What the import made goes, unless somebody worked on it since. Your choices stay."),
        "confirm_word": _("Undo the import"),
        "cancel_url": plan_import.get_absolute_url(),
        "is_destructive": True,
    }
    return render(request, "core/confirm.html", context)


def _undone(gone: int, kept: int) -> str:
    said = ngettext("%(count)s thing is taken back.", "%(count)s things are taken back.", gone) % {
        "count": gone
    }
    if not kept:
        return said
    stays = ngettext("%(count)s stays, for it has changed.", "%(count)s stay, for they have changed.", kept)
    return f"{said} {stays % {'count': kept}}"


@for_those_who("priorities.manage_plan")
def kind_words(request: HttpRequest) -> HttpResponse:
    own = own_kind_words()
    form = KindWordsForm(request.POST or None, words=own or DEFAULT_KIND_WORDS)
    if request.method == "POST" and form.is_valid():
        set_kind_words(request.collective, form.words, by=request.user)
        messages.success(request, _("The words are saved. The next import uses them."))
        return redirect(address("priorities:kind_words"))
    return render(request, "priorities/kind_words.html", {"form": form, "is_own": bool(own)})


@for_those_who("priorities.manage_plan")
def kind_words_restore(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        restore_kind_words(by=request.user)
        messages.success(request, _("The usual words hold again."))
        return redirect(address("priorities:kind_words"))
    context = {
        "title": _("Back to the usual words"),
        "question": _("Your own words go; the usual ones come back."),
        "confirm_word": _("Restore the usual words"),
        "cancel_url": address("priorities:kind_words"),
        "is_destructive": True,
    }
    return render(request, "core/confirm.html", context)
