"""One run of loading an example: what each id of the files became, and which rows came in."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy

from speerpunt.core.enums import Verb
from speerpunt.core.models import Collective, CollectiveModel
from speerpunt.core.services import record_many
from speerpunt.members.models import Body, Organisation, Person
from speerpunt.places.models import Area, Indicator
from speerpunt.priorities.models import Challenge, PlanEdition, Priority, Project

from ...problems import ExampleProblem, Fault

Model = TypeVar("Model", bound=CollectiveModel)

AT_ONCE = 500
NOTE = gettext_lazy("from the example files")


@dataclass
class Loading:
    """Rows that are there already stay as they are, so a second run changes nothing."""

    collective: Collective
    areas: dict[str, Area] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    bodies: dict[str, Body] = field(default_factory=dict)
    indicators: dict[str, Indicator] = field(default_factory=dict)
    editions: dict[str, PlanEdition] = field(default_factory=dict)
    priorities: dict[str, Priority] = field(default_factory=dict)
    challenges: dict[str, Challenge] = field(default_factory=dict)
    projects: dict[str, Project] = field(default_factory=dict)
    # Rows that this run brought in, by kind.
    fresh: dict[type[CollectiveModel], list[Any]] = field(default_factory=lambda: defaultdict(list))

    @property
    def added(self) -> int:
        return sum(len(rows) for rows in self.fresh.values())

    def add(
        self, model: type[Model], wanted: Iterable[Model], key: Sequence[str], *, is_told: bool = False
    ) -> list[Model]:
        """The wanted rows as the database has them, those that were missing added; `key` tells which is which.

        `is_told`: each added row gets a line of history.
        """
        rows = {_identity(row, key): row for row in _once(wanted, key)}
        present = {_identity(row, key): row for row in model._default_manager.all()} if rows else {}
        missing = {identity: row for identity, row in rows.items() if identity not in present}
        for row in missing.values():
            row.collective = self.collective
            check(row)
        self.insert(model, list(missing.values()), is_told=is_told)
        return [present.get(identity) or row for identity, row in rows.items()]

    def insert(self, model: type[Model], rows: list[Model], *, is_told: bool = False) -> None:
        model._default_manager.bulk_create(rows, batch_size=AT_ONCE)
        self.fresh[model] += rows
        if is_told:
            record_many(((row, ()) for row in rows), Verb.IMPORTED, by=None, note=str(NOTE))


def _once(rows: Iterable[Model], key: Sequence[str]) -> Iterator[Model]:
    """Two records that would become one row are a fault: one of them would be lost."""
    seen = set()
    for row in rows:
        identity = _identity(row, key)
        if identity in seen:
            raise ExampleProblem(
                [Fault(str(row._meta.verbose_name), str(row), "", "stands twice in the files")]
            )
        seen.add(identity)
        yield row


def _identity(row: models.Model, key: Sequence[str]) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in key)


def check(row: CollectiveModel) -> None:
    """SQLite keeps a text that is too long without a word, and adding many at once validates nothing."""
    links = [each.name for each in row._meta.concrete_fields if each.is_relation]
    try:
        row.clean_fields(exclude=links)
    except ValidationError as error:
        named = str(row._meta.verbose_name)
        faults = [Fault(named, str(row), key, " ".join(why)) for key, why in error.message_dict.items()]
        raise ExampleProblem(faults) from error
