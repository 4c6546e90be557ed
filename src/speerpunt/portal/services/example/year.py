"""When the bodies of an example do not meet, and the agendas that they begin with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from speerpunt.meetings.enums import Access, ItemKind
from speerpunt.meetings.models import AgendaTemplate, Holiday, TemplateItem

from .identities import BodyReference
from .loading import Loading


@dataclass(frozen=True)
class HolidayRow:
    notes: ClassVar = ("assumed",)

    name: str
    start: date
    end: date


@dataclass(frozen=True)
class TemplateItemRow:
    title: str
    kind: ItemKind = ItemKind.INFORMATION
    minutes: int = 10
    access: Access = Access.BODY
    is_for_minutes: bool = False


@dataclass(frozen=True)
class TemplateRow:
    name: str
    body: BodyReference | None = None
    items: tuple[TemplateItemRow, ...] = ()


def add_year(loading: Loading, holidays: Sequence[HolidayRow], templates: Sequence[TemplateRow]) -> None:
    free = (Holiday(name=row.name, start=row.start, end=row.end) for row in holidays)
    loading.add(Holiday, free, ("name", "start"))
    wanted = [
        AgendaTemplate(name=row.name, body=loading.bodies[row.body] if row.body else None)
        for row in templates
    ]
    found = loading.add(AgendaTemplate, wanted, ("name", "body_id"))
    items = (
        TemplateItem(
            template=template,
            position=position,
            title=each.title,
            kind=each.kind,
            minutes=each.minutes,
            access=each.access,
            is_for_minutes=each.is_for_minutes,
        )
        for row, template in zip(templates, found, strict=True)
        for position, each in enumerate(row.items, start=1)
    )
    loading.add(TemplateItem, items, ("template_id", "position"))
