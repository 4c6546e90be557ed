"""What somebody wrote beside items for himself. Asked by his own number only, so nobody else's ever comes along."""

from ..models import AgendaItem, PaperNote


def notes_of(item: AgendaItem, person_id: int | None) -> dict[int | None, str]:
    """By document; the one on the item as a whole stands under nothing."""
    if person_id is None:
        return {}
    rows = PaperNote.objects.filter(item=item, person_id=person_id)
    return dict(rows.values_list("document_id", "text"))
