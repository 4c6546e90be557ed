"""What papers can be found by."""

from collections.abc import Iterator

from django.db.models import QuerySet

from speerpunt.core.registry import SearchText

from ..models import Document

AT_ONCE = 50


def texts_of_documents(rows: QuerySet[Document]) -> Iterator[SearchText]:
    """Title, file name and folder, and the text of the version that holds."""
    wanted = rows.select_related("folder", "current__stored")
    for document in wanted.iterator(chunk_size=AT_ONCE):
        version = document.current
        if version is not None and document.trashed_at is None:
            names = f"{document.name} {document.folder.name}".strip()
            yield SearchText(
                document.pk,
                document.title,
                names,
                version.stored.text,
                day=document.changed_at.date(),
                url=document.get_absolute_url(),
            )
