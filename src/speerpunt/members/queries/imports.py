"""What a set of rows would do to the register: new, changed from what to what, unchanged, or impossible."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from ..enums import OrganisationKind
from ..models import Membership, Organisation, folded
from .exchange import COLUMN_BY_NAME, OWN_ID, UMBRELLAS, OrganisationRow, RowProblem, pk_of_own_id
from .organisations import UMBRELLAS as UMBRELLA_KINDS

Card = tuple[str, str, str]


@dataclass(frozen=True)
class PlannedRow:
    """One row of the file beside the organisation that it is about; none yet: it is new."""

    row: OrganisationRow
    organisation: Organisation | None
    changes: tuple[tuple[str, Any, Any], ...] = ()
    # Folded names of umbrellas that it is not a member of today.
    joins: tuple[str, ...] = ()

    @property
    def is_new(self) -> bool:
        return self.organisation is None

    @property
    def is_unchanged(self) -> bool:
        return self.organisation is not None and not self.changes and not self.joins


@dataclass
class ImportPlan:
    rows: list[PlannedRow] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)

    @property
    def new(self) -> list[PlannedRow]:
        return [each for each in self.rows if each.is_new]

    @property
    def changed(self) -> list[PlannedRow]:
        return [each for each in self.rows if not each.is_new and not each.is_unchanged]

    @property
    def unchanged(self) -> list[PlannedRow]:
        return [each for each in self.rows if each.is_unchanged]


class _Contradiction(Exception):
    def __init__(self, column: str, message: str) -> None:
        super().__init__(message)
        self.column = column


def plan_import(slug: str, rows: Iterable[OrganisationRow]) -> ImportPlan:
    """Compare rows with the register as it is now; in four queries."""
    rows = list(rows)
    register = _Register(slug)
    register.add_umbrellas_of(rows)
    plan = ImportPlan()
    for row in rows:
        try:
            plan.rows.append(register.planned(row))
        except _Contradiction as problem:
            column = COLUMN_BY_NAME[problem.column].title
            plan.problems.append(RowProblem(row.line, str(column), str(problem)))
    return plan


def is_same(old: Any, new: Any) -> bool:
    """Whether a value that went through a file is the value that left."""
    if isinstance(old, str) and isinstance(new, str):
        return old.replace("\r\n", "\n").replace("\r", "\n").strip() == new.strip()
    return bool(old == new)


class _Register:
    """The organisations that are there, by everything that a row can be recognised by."""

    def __init__(self, slug: str) -> None:
        self.slug = slug
        self.by_pk: dict[int, Organisation] = {}
        self.by_number: dict[tuple[str, str], Organisation] = {}
        self.by_card: dict[Card, list[Organisation]] = defaultdict(list)
        self.umbrella_names: dict[str, int] = defaultdict(int)
        self.seen: dict[Any, int] = {}
        for organisation in Organisation.objects.filter(trashed_at__isnull=True):
            self._add(organisation)
        self.trashed = set(Organisation.objects.filter(trashed_at__isnull=False).values_list("pk", flat=True))
        self.memberships = _present_memberships()

    def _add(self, organisation: Organisation) -> None:
        self.by_pk[organisation.pk] = organisation
        if organisation.kvk_number:
            self.by_number[organisation.kvk_number, organisation.branch_number] = organisation
        else:
            self.by_card[_card(organisation.name, organisation.postcode, organisation.house_number)].append(
                organisation
            )
        if organisation.kind in UMBRELLA_KINDS:
            self.umbrella_names[folded(organisation.name)] += 1

    def add_umbrellas_of(self, rows: Iterable[OrganisationRow]) -> None:
        """An umbrella may come in with the file that names it."""
        for row in rows:
            name = folded(str(row.values.get("name", "")))
            if row.values.get("kind") in UMBRELLA_KINDS and name and name not in self.umbrella_names:
                self.umbrella_names[name] = 1

    def planned(self, row: OrganisationRow) -> PlannedRow:
        organisation = self._recognised(row)
        self._check_once(row, organisation)
        joins = self._joins(row, organisation)
        if organisation is None:
            if not row.values.get("name"):
                raise _Contradiction("name", _("A new organisation needs a name."))
            return PlannedRow(row, None, joins=joins)
        self._check_kind(row, organisation)
        changes = tuple(
            (name, getattr(organisation, name), value)
            for name, value in row.values.items()
            if not is_same(getattr(organisation, name), value)
        )
        return PlannedRow(row, organisation, changes, joins)

    def _check_kind(self, row: OrganisationRow, organisation: Organisation) -> None:
        """The rights of the office hang on the one organisation that is the collective itself."""
        kinds = {organisation.kind, row.values.get("kind", organisation.kind)}
        if len(kinds) == 2 and OrganisationKind.COLLECTIVE in kinds:
            raise _Contradiction(
                "kind", _("There is one organisation that is the collective itself. It stays so.")
            )

    def _recognised(self, row: OrganisationRow) -> Organisation | None:
        """By our own number, else by KVK and branch number, else by name and address."""
        own = self._by_own_id(row)
        kvk, branch = row.values.get("kvk_number", ""), row.values.get("branch_number", "")
        numbered = self.by_number.get((kvk, branch)) if kvk else None
        if own is not None and numbered is not None and own.pk != numbered.pk:
            raise _Contradiction(
                "kvk_number",
                _("These numbers belong to “%(other)s”, not to “%(own)s”.") % {"other": numbered, "own": own},
            )
        return own or numbered or (None if kvk else self._by_card(row))

    def _by_own_id(self, row: OrganisationRow) -> Organisation | None:
        pk = pk_of_own_id(self.slug, row.own_id)
        if pk in self.trashed:
            raise _Contradiction(
                OWN_ID, _("This organisation is in the trash. Put it back first, or remove the row.")
            )
        return self.by_pk.get(pk) if pk is not None else None

    def _by_card(self, row: OrganisationRow) -> Organisation | None:
        values = row.values
        key = _card(values.get("name", ""), values.get("postcode", ""), values.get("house_number", ""))
        found = self.by_card.get(key, [])
        if len(found) > 1:
            raise _Contradiction(
                "name",
                _("Several organisations have this name and address. Add the KVK or Speerpunt number."),
            )
        return found[0] if found else None

    def _check_once(self, row: OrganisationRow, organisation: Organisation | None) -> None:
        values = row.values
        keys: list[Any] = [organisation.pk] if organisation else []
        if values.get("kvk_number"):
            keys.append((values["kvk_number"], values.get("branch_number", "")))
        elif organisation is None:
            keys.append(
                _card(values.get("name", ""), values.get("postcode", ""), values.get("house_number", ""))
            )
        for key in keys:
            line = self.seen.setdefault(key, row.line)
            if line != row.line:
                raise _Contradiction(
                    "name",
                    _("This is the same organisation as on line %(line)d. Keep one of the two.")
                    % {"line": line},
                )

    def _joins(self, row: OrganisationRow, organisation: Organisation | None) -> tuple[str, ...]:
        present = self.memberships.get(organisation.pk, set()) if organisation else set()
        joins = []
        for name in row.umbrellas:
            found = self.umbrella_names.get(folded(name), 0)
            if found != 1:
                raise _Contradiction(UMBRELLAS, _unknown(name) if not found else _ambiguous(name))
            if organisation is not None and folded(name) == folded(organisation.name):
                raise _Contradiction(UMBRELLAS, _("An organisation cannot be a member of itself."))
            if folded(name) not in present:
                joins.append(folded(name))
        return tuple(dict.fromkeys(joins))


def _unknown(name: str) -> str:
    return _("There is no umbrella called “%(name)s”. Add it first, or correct the name.") % {"name": name}


def _ambiguous(name: str) -> str:
    return _("Several umbrellas are called “%(name)s”. Give them different names first.") % {"name": name}


def _card(name: str, postcode: str, house_number: str) -> Card:
    return folded(name), postcode, folded(house_number)


def _present_memberships() -> dict[int, set[str]]:
    present: dict[int, set[str]] = defaultdict(set)
    rows = Membership.objects.active().values_list("organisation_id", "umbrella__name")
    for pk, name in rows:
        present[pk].add(folded(name))
    return present


def default_kind(row: OrganisationRow) -> str:
    return str(row.values.get("kind") or OrganisationKind.ENTERPRISE)
