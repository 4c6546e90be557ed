"""Private notes: no history, no search, no export, and nobody but who wrote them reads them."""

from collections.abc import Sequence

from django.db import transaction

from speerpunt.core.enums import Verb
from speerpunt.core.models import CollectiveModel
from speerpunt.documents.models import Document
from speerpunt.members.models import Person

from ..models import AgendaItem, PaperNote


@transaction.atomic
def keep_note(item: AgendaItem, person_id: int, text: str, *, document: Document | None = None) -> None:
    """Nothing written is no note."""
    # The item is held, so that two windows of one reader write one note.
    AgendaItem.objects.select_for_update().get(pk=item.pk)
    notes = PaperNote.objects.filter(item=item, document=document, person_id=person_id)
    note = notes.first()
    if not text.strip():
        notes.delete()
    elif note is None:
        PaperNote.objects.create(
            collective_id=item.collective_id, item=item, document=document, person_id=person_id, text=text
        )
    else:
        note.text = text
        note.save(update_fields=["text", "changed_at"])


def forget_notes_of_erased(*, targets: Sequence[CollectiveModel], verb: Verb) -> None:
    if verb == Verb.ERASED and isinstance(targets[0], Person):
        PaperNote.objects.filter(person__in=[target.pk for target in targets]).delete()
