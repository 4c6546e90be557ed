"""What lies in the trash."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q

from ..models import Folder
from .folders import DocumentLine, document_lines, for_list
from .visible import all_documents_visible_to, all_folders_visible_to

MOST_SHOWN = 500


@dataclass(frozen=True)
class Trash:
    """What was thrown away by itself; what went along with its folder comes back with that."""

    folders: list[Folder]
    documents: list[DocumentLine]


def trash_of(user: Any, within: Folder | None = None) -> Trash:
    """Of everything, or of what lies in one folder and below it."""
    path = within.path if within else ""
    folders = all_folders_visible_to(user).filter(trashed_at__isnull=False, path__startswith=path)
    papers = all_documents_visible_to(user).filter(trashed_at__isnull=False, folder__path__startswith=path)
    alone = for_list(papers.filter(~Q(folder__trashed_at=F("trashed_at"))), "trashed_at")
    return Trash(
        list(folders.filter(~Q(parent__trashed_at=F("trashed_at"))).order_by("-trashed_at")[:MOST_SHOWN]),
        document_lines(alone.order_by("-trashed_at")[:MOST_SHOWN], with_place=True),
    )
