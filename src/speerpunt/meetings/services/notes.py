"""Private notes: no history, no search, no export, and nobody but who wrote them reads them."""

from collections.abc import Sequence

from django.db import transaction

from speerpunt.core.enums import Verb
from speerpunt.core.models import CollectiveModel
from speerpunt.members.models import Person

from ..models import AgendaItem, Paper, PaperNote


@transaction.atomic
def keep_note(item: AgendaItem, person_id: int, text: str, *, paper: Paper | None = None) -> None:
    """Nothing written is no note."""
    # The item is held, so that two windows of one reader write one note.
    AgendaItem.objects.select_for_update().get(pk=item.pk)
    note = PaperNote.objects.filter(item=item, paper=paper, person_id=person_id).first()
    if not text.strip():
        PaperNote.objects.filter(item=item, paper=paper, person_id=person_id).delete()
    elif note is None:
        PaperNote.objects.create(
            collective_id=item.collective_id, item=item, paper=paper, person_id=person_id, text=text
        )
    else:
        note.text = text
        note.save(update_fields=["text", "changed_at"])


def forget_notes_of_erased(*, targets: Sequence[CollectiveModel], verb: Verb) -> None:
    if verb == Verb.ERASED and isinstance(targets[0], Person):
        PaperNote.objects.filter(person__in=[target.pk for target in targets]).delete()
