"""Agenda and papers as one PDF, with a bookmark for each item and paper and a number on each page.

Foreign files are opened in the cage only: cleaned one by one, then bound there.
"""

import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from speerpunt.core.cage import Bounds, CageProblem, ask
from speerpunt.core.models import Collective
from speerpunt.core.templatetags.drawing.days import said_as
from speerpunt.documents.enums import FileKind, TextState
from speerpunt.documents.exporters.published import published_place
from speerpunt.documents.models import StoredFile
from speerpunt.documents.problems import FileProblem
from speerpunt.documents.services.storage import preview_suffix, storage, temporary_folder

from ..models import Meeting
from ..problems import MeetingProblem
from ..queries.agenda import Agenda, AgendaLine
from ..queries.papers import PaperLine
from ..queries.sets import PaperSet
from .calendar import where
from .typesetting import typeset

CAGED = "speerpunt.meetings.exporters.caged.binding"
COUNTING = Bounds(seconds=20, mebibytes=512, made=1)
BINDING = Bounds(seconds=120, mebibytes=1024, made=400)
LONGEST_TEXT = 20_000


@dataclass(frozen=True)
class Part:
    """One paper as it is bound in."""

    line: AgendaLine
    paper: PaperLine
    content: bytes
    pages: int


def bind_set(papers: PaperSet, collective: Collective, into: IO[bytes], done: Callable[[int], None]) -> int:
    """Returns how many pages it has. `done` is told of each paper."""
    parts = []
    for line, paper in papers.papers:
        parts.append(_part(line, paper, collective))
        done(1)
    agenda = _agenda(papers.agenda, collective, parts)
    first = _pages_of(agenda)
    total = first + sum(part.pages for part in parts)
    return _bound(
        [agenda, *(part.content for part in parts), _numbers(total)], _marks(papers, parts, first), into
    )


def _part(line: AgendaLine, paper: PaperLine, collective: Collective) -> Part:
    """A PDF as it is; anything else as a sheet of ours."""
    stored = paper.version.stored
    if stored.kind == FileKind.PDF:
        try:
            content = _cleaned(stored)
            return Part(line, paper, content, _pages_of(content))
        except (FileProblem, CageProblem):
            pass  # the sheet says that it cannot be bound in
    sheet = _sheet(line, paper, collective)
    return Part(line, paper, sheet, _pages_of(sheet))


def _cleaned(stored: StoredFile) -> bytes:
    with storage().open(published_place(stored)) as file:
        return bytes(file.read())


def _pages_of(content: bytes) -> int:
    with tempfile.NamedTemporaryFile(dir=temporary_folder()) as file:
        file.write(content)
        file.flush()
        return int(ask(f"{CAGED}:count", Path(file.name), bounds=COUNTING).told)


def _sheet(line: AgendaLine, paper: PaperLine, collective: Collective) -> bytes:
    stored = paper.version.stored
    picture = _picture(stored)
    text = _text(stored)
    url = settings.BASE_URL + paper.document.get_absolute_url()
    said = _("This paper has no pages that can be bound in. You find it at %(url)s") % {"url": url}
    words = {
        "title": paper.document.name,
        "author": collective.name,
        "over": _("With item %(number)s: %(title)s") % {"number": line.number, "title": line.item.title},
        "said": "" if picture or text else said,
        "text": text,
        "picture": list(picture),
    }
    return typeset("sheet", words)


def _picture(stored: StoredFile) -> bytes:
    """Drawn by us when it came in."""
    if stored.kind != FileKind.PICTURE or not stored.preview_count:
        return b""
    with storage().open(f"{stored.place}{preview_suffix(1)}") as file:
        return bytes(file.read())


def _text(stored: StoredFile) -> str:
    if stored.kind != FileKind.TEXT or stored.text_state != TextState.READ:
        return ""
    text = str(StoredFile.objects.values_list("text", flat=True).get(pk=stored.pk))
    return text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT]} …"


def _agenda(agenda: Agenda, collective: Collective, parts: Iterable[Part]) -> bytes:
    """Set twice: how many pages it takes itself decides on which page the first paper begins."""
    parts = list(parts)
    draft = typeset("agenda", _words(agenda, collective, parts, first=1))
    return typeset("agenda", _words(agenda, collective, parts, first=_pages_of(draft)))


def agenda_as_pdf(agenda: Agenda, collective: Collective) -> bytes:
    """Without papers."""
    return typeset("agenda", _words(agenda, collective, [], first=0))


def _words(agenda: Agenda, collective: Collective, parts: Iterable[Part], *, first: int) -> dict[str, Any]:
    meeting, places = agenda.meeting, _places(parts, first)
    return {
        "title": meeting.title,
        "author": collective.name,
        "over": f"{collective.name} · {meeting.body}",
        "moment": _moment(meeting),
        "where": where(meeting),
        "introduction": meeting.introduction,
        "timed": agenda.is_whole,
        "nothing": _("Nothing is on the agenda yet."),
        "items": [_item(line, places) for line in agenda.lines],
    }


def _moment(meeting: Meeting) -> str:
    start, end = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
    return f"{said_as(start, 'l j F Y, H.i')}–{said_as(end, 'H.i')}"


def _item(line: AgendaLine, places: dict[int, int]) -> dict[str, Any]:
    item = line.item
    minutes = ngettext("%(n)d minute", "%(n)d minutes", item.minutes) % {"n": item.minutes}
    about = [str(item.get_kind_display()), minutes, str(item.introduced_by or ""), str(line.dossier or "")]
    return {
        "number": str(line.number),
        "at": said_as(timezone.localtime(line.starts_at), "H.i") if line.starts_at else "",
        "title": item.title,
        "about": " · ".join(part for part in about if part),
        "question": item.question,
        "papers": [
            {"title": paper.document.title, "place": _place(places.get(paper.paper.pk))}
            for paper in line.papers
        ],
    }


def _place(page: int | None) -> str:
    return _("p. %(page)d") % {"page": page} if page else ""


def _places(parts: Iterable[Part], first: int) -> dict[int, int]:
    """The page on which each paper begins, counted from 1."""
    found, page = {}, first + 1
    for part in parts:
        found[part.paper.paper.pk] = page
        page += part.pages
    return found


def _numbers(total: int) -> bytes:
    pages = range(1, total + 1)
    words = [_("p. %(page)d of %(total)d") % {"page": page, "total": total} for page in pages]
    return typeset("stamps", {"words": words}, is_document=False)


def _marks(papers: PaperSet, parts: Iterable[Part], first: int) -> dict[str, Any]:
    """Bookmarks: the agenda, each item, and below it its papers. An item without papers stands in the agenda."""
    places = _places(parts, first)
    marks: list[dict[str, Any]] = [{"title": _("Agenda"), "page": 0, "level": 0}]
    for line in papers.agenda.lines:
        begins = [places[paper.paper.pk] - 1 for paper in line.papers]
        title = f"{line.number}. {line.item.title}"
        marks.append({"title": title, "page": begins[0] if begins else 0, "level": 0})
        marks += [
            {"title": paper.document.title, "page": page, "level": 1}
            for paper, page in zip(line.papers, begins, strict=True)
        ]
    return {"bookmarks": marks, "title": papers.agenda.meeting.title}


def _bound(contents: list[bytes], marks: dict[str, Any], into: IO[bytes]) -> int:
    with tempfile.NamedTemporaryFile(dir=temporary_folder()) as file:
        for content in contents:
            file.write(content)
        file.flush()
        sizes = [{"size": len(content)} for content in contents]
        try:
            told = ask(f"{CAGED}:bind", Path(file.name), bounds=BINDING, into=into, parts=sizes, **marks).told
        except CageProblem as problem:
            raise MeetingProblem(
                _("These papers cannot be bound to one PDF. Download them as a zip instead.")
            ) from problem
    return int(told)
