"""Documents that may be laid with an item."""

from typing import Any

from django.db.models import QuerySet

from speerpunt.core.queries.subjects import hangs_on
from speerpunt.documents.models import Document, Folder
from speerpunt.documents.queries import documents_visible_to
from speerpunt.documents.queries.folders import DocumentLine, document_lines, for_list
from speerpunt.documents.queries.visible import all_documents_visible_to

from ..models import AgendaItem, PaperBundle

MOST_FOUND = 30


def documents_named(words: str, user: Any) -> list[DocumentLine]:
    """Those with all these words in their name, the newest first, as far as the visitor may read them."""
    rows = documents_visible_to(user)
    for word in words.split()[:6]:
        rows = rows.filter(name__icontains=word)
    newest = for_list(rows).order_by("-changed_at", "-pk")[:MOST_FOUND]
    return document_lines(newest, with_place=True)


def all_documents_in_sight(user: Any) -> QuerySet[Document]:
    """Also those in the trash, which can come back."""
    return all_documents_visible_to(user).select_related("folder")


def papers_in_bundle(item: AgendaItem, access: str) -> QuerySet[Document]:
    """What lies there already: a file of the same name becomes its new version."""
    bundle = PaperBundle.objects.filter(item=item, access=access).first()
    if bundle is None:
        return Document.objects.none()
    return Document.objects.filter(folder__in=_folders(bundle), trashed_at__isnull=True).select_related(
        "current"
    )


def _folders(bundle: PaperBundle) -> Any:
    return Folder.objects.filter(hangs_on(bundle), parent__isnull=True).values("pk")
