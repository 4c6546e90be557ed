"""What goes with the items of an example: files of its own, and papers that hang elsewhere."""

from collections.abc import Iterator
from pathlib import Path

from django.utils import timezone

from speerpunt.documents.enums import EXTENSIONS, extension_of
from speerpunt.documents.models import Document
from speerpunt.documents.services.documents import CheckedFile, Taken, take_in
from speerpunt.documents.services.folders import first_folder_of
from speerpunt.documents.services.reading import read_later
from speerpunt.meetings.enums import Access
from speerpunt.meetings.models import AgendaItem, Paper, PaperBundle

from .documents import FOLDER
from .loading import Loading
from .meetings import Agendas, PaperRow


def add_papers(loading: Loading, agendas: Agendas, place: Path | None) -> None:
    """Of items that this run brought in."""
    if place is None:
        return
    taken: list[Taken] = []
    papers = [
        _paper(item, number, paper, _document(item, paper, place, taken))
        for item, number, paper in _wanted(loading, agendas)
    ]
    loading.add(Paper, papers, ("item_id", "document_id"))
    read_later(loading.collective, taken, by=None)


def _wanted(loading: Loading, agendas: Agendas) -> Iterator[tuple[AgendaItem, int, PaperRow]]:
    fresh = {item.pk for item in loading.fresh[AgendaItem]}
    for row, item in agendas.pairs:
        if item.pk in fresh:
            for number, paper in enumerate(row.papers, start=1):
                yield item, number, paper


def _document(item: AgendaItem, paper: PaperRow, place: Path, taken: list[Taken]) -> Document:
    if not paper.file:
        return Document.objects.get(name__startswith=f"{paper.title}.", trashed_at=None)
    path = place / FOLDER / paper.file
    file = CheckedFile(f"{paper.title}{path.suffix}", EXTENSIONS[extension_of(paper.file)][0], path)
    folder = first_folder_of(_bundle(item, paper.access), by=None)
    taken.append(take_in(folder, file, by=None, beside=[]))
    return taken[-1].document


def _bundle(item: AgendaItem, access: Access) -> PaperBundle:
    found, _made = PaperBundle.objects.get_or_create(
        collective_id=item.collective_id, item=item, access=access, defaults={"name": item.title}
    )
    return found


def _paper(item: AgendaItem, number: int, paper: PaperRow, document: Document) -> Paper:
    sent_at = item.meeting.called_at if item.meeting is not None else None
    return Paper(item=item, document=document, position=number, added_at=sent_at or timezone.now())
