"""What rows of any kind are called and where they are read, without reading the rest of them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import QuerySet

from ..addresses import address
from ..registry import Subject, subjects
from .subjects import kind_of

# Content type and id.
Link = tuple[int, int]


@dataclass(frozen=True)
class Named:
    """A row, as it stands in a list; `key` stands for it in the address of its page."""

    subject: Subject
    pk: int
    name: str
    key: int | str

    @property
    def url(self) -> str:
        return address(self.subject.page, self.key)

    @property
    def kind(self) -> str:
        """In plural, in the language of the reader."""
        return str(self.subject.model._meta.verbose_name_plural)


class Linked(Protocol):
    """A row that may hang on something, or what is read of one."""

    @property
    def content_type_id(self) -> int | None: ...
    @property
    def object_id(self) -> int | None: ...


def links_of(rows: Iterable[Linked]) -> list[Link]:
    """What the rows hang on, as far as they hang on something."""
    pairs = ((row.content_type_id, row.object_id) for row in rows)
    return [(kind, number) for kind, number in pairs if kind is not None and number is not None]


def named_in_sight(user: Any, links: Iterable[Link]) -> dict[Link, Named]:
    """Of what the links lead to, all that the visitor may see at this moment; one query for each kind."""
    return _named(links, lambda subject: subject.visible_to(user))


def named(links: Iterable[Link]) -> dict[Link, Named]:
    """The same, where it is sure already that the visitor may see all of it."""
    return _named(links, lambda subject: subject.model._base_manager.all())


def _named(links: Iterable[Link], rows_of: Callable[[Subject], QuerySet[Any]]) -> dict[Link, Named]:
    return as_named(asked_by_kind(links, rows_of))


def asked_by_kind(
    links: Iterable[Link], rows_of: Callable[[Subject], QuerySet[Any]]
) -> Iterator[tuple[Subject, int, QuerySet[Any]]]:
    """For each kind among the links, the question what there is of it: id, name and key."""
    wanted: dict[int, set[int]] = defaultdict(set)
    for kind, number in links:
        wanted[kind].add(number)
    for subject in subjects():
        kind = kind_of(subject.model).pk
        if kind in wanted:
            rows = rows_of(subject).filter(pk__in=wanted[kind]).order_by()
            yield subject, kind, rows.values_list("pk", subject.name_field, subject.key_field)


def as_named(answers: Iterable[tuple[Subject, int, Iterable[tuple[Any, ...]]]]) -> dict[Link, Named]:
    return {
        (kind, pk): Named(subject, pk, name, key) for subject, kind, rows in answers for pk, name, key in rows
    }
