"""Papers with an item: brought, linked, put in order, narrowed, taken away. Their bytes and versions are documents."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from speerpunt.core.enums import Verb
from speerpunt.core.models import CollectiveModel, User
from speerpunt.core.services import record
from speerpunt.documents.models import Document
from speerpunt.documents.services.documents import (
    CheckedFile,
    Taken,
    move_documents,
    restore_document,
    take_in,
    trash_documents,
)
from speerpunt.documents.services.folders import first_folder_of

from ..enums import Access
from ..models import AgendaItem, Paper, PaperBundle
from ..problems import MeetingProblem
from ..queries.papers import bundle_of
from .agenda import open_item


@transaction.atomic
def add_paper(
    item: AgendaItem, file: CheckedFile, *, access: str, beside: Iterable[Document], by: User | None
) -> Taken:
    """A file of the name of one that lies `beside` is its new version."""
    folder = first_folder_of(_bundle(item, access, by=by), by=by)
    taken = take_in(folder, file, by=by, beside=beside)
    place_paper(item, taken.document, by=by)
    return taken


@transaction.atomic
def _bundle(item: AgendaItem, access: str, *, by: User | None) -> PaperBundle:
    """Where papers with these readers hang."""
    item = open_item(item)
    bundle, is_new = PaperBundle.objects.get_or_create(
        item=item,
        access=access,
        defaults={"collective_id": item.collective_id, "name": item.title},
    )
    if is_new:
        record(bundle, Verb.CREATED, by=by)
    return bundle


@transaction.atomic
def place_paper(item: AgendaItem, document: Document, *, by: User | None) -> Paper:
    """At the end of the papers; one that lies there already stays where it is."""
    item = open_item(item)
    paper, is_new = Paper.objects.get_or_create(
        item=item,
        document=document,
        defaults={"collective_id": item.collective_id, "position": _last_position(item) + 1},
    )
    if is_new:
        # Without its name: who reads the history of the item need not be one of its readers.
        record(item, Verb.LINKED, by=by)
    return paper


def _last_position(item: AgendaItem) -> int:
    found = Paper.objects.filter(item=item).aggregate(last=Max("position"))
    return int(found["last"] or 0)


@transaction.atomic
def shift_paper(paper: Paper, places: int, *, by: User | None) -> None:
    """So many places down among the papers of its item; up when it is less than nothing."""
    item = open_item(paper.item)
    papers = list(Paper.objects.filter(item=item, document__trashed_at__isnull=True))
    rest = [each for each in papers if each.pk != paper.pk]
    at = next((place for place, each in enumerate(papers) if each.pk == paper.pk), None)
    if at is None:
        raise MeetingProblem(_("This paper is not with the item any more."))
    to = min(max(at + places, 0), len(rest))
    for place, each in enumerate([*rest[:to], papers[at], *rest[to:]], start=1):
        Paper.objects.filter(pk=each.pk).update(position=place)


@transaction.atomic
def narrow_paper(paper: Paper, access: str, *, by: User | None) -> None:
    """Other readers: the document moves to where papers with those readers hang."""
    item = open_item(paper.item)
    if bundle_of(paper) is None:
        raise MeetingProblem(_("This paper hangs elsewhere and keeps its own readers. Change them there."))
    folder = first_folder_of(_bundle(item, Access(access), by=by), by=by)
    move_documents([paper.document], into=folder, by=by)


@transaction.atomic
def remove_paper(paper: Paper, *, by: User | None) -> None:
    """One of the item's own goes to the trash; one that hangs elsewhere stays there."""
    item = open_item(paper.item)
    if bundle_of(paper) is not None:
        trash_documents([paper.document], by=by)
        return
    record(item, Verb.UNLINKED, by=by)
    paper.delete()


@transaction.atomic
def return_paper(item: AgendaItem, document: Document, *, by: User | None) -> None:
    """What was taken away a moment ago, out of the trash if it went there."""
    if document.trashed_at is not None:
        restore_document(document, by=by)
    place_paper(item, document, by=by)


def let_go_of_removed(*, targets: list[CollectiveModel], verb: Verb) -> None:
    """A document that is removed for good is with no item any more."""
    if verb == Verb.DELETED and isinstance(targets[0], Document):
        Paper.objects.filter(document__in=[target.pk for target in targets]).delete()
