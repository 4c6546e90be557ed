"""Agenda templates, which the office keeps."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from speerpunt.core.enums import Verb
from speerpunt.core.models import Collective, User
from speerpunt.core.services import record, save_changes
from speerpunt.members.models import Body

from ..models import AgendaTemplate, TemplateItem


@transaction.atomic
def add_template(
    collective: Collective, *, name: str, body: Body | None, items: Sequence[dict[str, Any]], by: User | None
) -> AgendaTemplate:
    template = AgendaTemplate.objects.create(collective=collective, name=name, body=body)
    _put(template, items)
    record(template, Verb.CREATED, by=by)
    return template


@transaction.atomic
def change_template(
    template: AgendaTemplate,
    *,
    name: str,
    body: Body | None,
    items: Sequence[dict[str, Any]],
    by: User | None,
) -> None:
    """Agendas that were made from it stay as they are."""
    template = AgendaTemplate.objects.select_for_update().get(pk=template.pk)
    save_changes(template, by=by, name=name, body=body)
    before = _said(template)
    template.items.all().delete()
    _put(template, items)
    after = _said(template)
    if before != after:
        record(template, Verb.CHANGED, by=by, changes=[("items", before, after)])


def _put(template: AgendaTemplate, items: Sequence[dict[str, Any]]) -> None:
    TemplateItem.objects.bulk_create(
        TemplateItem(collective_id=template.collective_id, template=template, position=place, **values)
        for place, values in enumerate(items, start=1)
    )


def _said(template: AgendaTemplate) -> list[str]:
    return [f"{each.title} ({each.kind}, {each.minutes}, {each.access})" for each in template.items.all()]


@transaction.atomic
def remove_template(template: AgendaTemplate, *, by: User | None) -> None:
    record(template, Verb.DELETED, by=by, note=template.name)
    template.delete()
