"""What is removed for good: from the trash, with its bytes."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django_scopes import scope

from speerpunt.core.enums import Verb
from speerpunt.core.models import Collective, User
from speerpunt.core.services import record

from ..models import Document, Folder, FolderImport
from .files import remove_unused_files, sweep_up_files
from .folders import keep_papers_of_vanished
from .storage import remove_file

KEPT_IN_TRASH = timedelta(days=30)
IMPORT_WAITS = timedelta(days=7)


def clean_up() -> None:
    """Comes round daily, for every collective."""
    for collective in Collective.objects.all():
        with scope(collective=collective):
            keep_papers_of_vanished(collective)
            empty_trash(collective)
            forget_old_imports(collective)
            remove_unused_files(collective)
    sweep_up_files()


def empty_trash(collective: Collective) -> None:
    """What has been in it for long."""
    long_ago = timezone.now() - KEPT_IN_TRASH
    for document in Document.objects.filter(collective=collective, trashed_at__lt=long_ago):
        remove_document(document, by=None)
    # The deepest first. A folder stays as long as something in it does.
    old = Folder.objects.filter(collective=collective, trashed_at__lt=long_ago)
    for folder in sorted(old, key=lambda each: -len(each.ids_on_path)):
        if not Folder.objects.filter(parent=folder).exists() and not folder.documents.exists():
            record(folder, Verb.DELETED, by=None, note=folder.name)
            folder.delete()


@transaction.atomic
def remove_document(document: Document, *, by: User | None) -> None:
    """All its versions; the bytes go when no other paper has them."""
    record(document, Verb.DELETED, by=by)
    document.current = None
    document.save(update_fields=["current"])
    document.delete()


def remove_for_good(document: Document, *, by: User) -> None:
    """Now, with its bytes."""
    collective = document.collective
    remove_document(document, by=by)
    remove_unused_files(collective)


def forget_old_imports(collective: Collective) -> None:
    """Archives that nobody took over; the report of what was taken over stays a while longer."""
    old = FolderImport.objects.filter(collective=collective, created_at__lt=timezone.now() - IMPORT_WAITS)
    for found in old.filter(~Q(place="")):
        remove_file(found.place)
        FolderImport.objects.filter(pk=found.pk).update(place="", entries=[])
