"""What areas and indicators can be found by."""

from collections.abc import Iterator

from django.db.models import QuerySet

from speerpunt.core.registry import SearchText

from ..models import Area, Indicator


def area_texts(rows: QuerySet[Area]) -> Iterator[SearchText]:
    kept = rows.filter(trashed_at__isnull=True).defer("geometry")
    for row in kept.prefetch_related("aliases", "ambitions"):
        yield SearchText(
            row.pk,
            row.name,
            names=", ".join([str(row.get_kind_display()), *(alias.name for alias in row.aliases.all())]),
            text="\n".join(filter(None, [row.summary, *(each.text for each in row.ambitions.all())])),
            url=row.get_absolute_url(),
        )


def indicator_texts(rows: QuerySet[Indicator]) -> Iterator[SearchText]:
    for row in rows:
        text = "\n".join(filter(None, [row.definition, row.source]))
        yield SearchText(row.pk, row.name, names=row.unit, text=text, url=row.get_absolute_url())
