"""What a set of rows would do to the register: new, changed from what to what, unchanged, or impossible."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from speerpunt.core.models import Collective
from speerpunt.core.queries.imports import Present, RowRefused, changes_between, plan_rows
from speerpunt.core.sheets import OWN_ID, Change, ImportPlan, PlannedRow, SheetRow, pk_of_own_id
from speerpunt.core.texts import folded

from ..enums import OrganisationKind
from ..models import Membership, Organisation
from .exchange import COLUMNS, FIELDS, UMBRELLAS
from .organisations import UMBRELLAS as UMBRELLA_KINDS

Card = tuple[str, str, str]


def plan_import(collective: Collective, rows: Sequence[SheetRow]) -> ImportPlan:
    """Compare rows with the register as it is now; in four queries."""
    register = _Register(collective.slug)
    register.add_umbrellas_of(rows)
    return plan_rows(register, COLUMNS, rows)


class _Register(Present):
    """The organisations that are there, by everything that a row can be recognised by."""

    def __init__(self, slug: str) -> None:
        super().__init__(slug)
        self.by_number: dict[tuple[str, str], Organisation] = {}
        self.by_card: dict[Card, list[Organisation]] = defaultdict(list)
        self.umbrella_names: dict[str, int] = defaultdict(int)
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

    def add_umbrellas_of(self, rows: Iterable[SheetRow]) -> None:
        """An umbrella may come in with the file that names it."""
        for row in rows:
            name = folded(str(row.values.get("name", "")))
            if row.values.get("kind") in UMBRELLA_KINDS and name and name not in self.umbrella_names:
                self.umbrella_names[name] = 1

    def planned(self, row: SheetRow) -> PlannedRow:
        organisation = self._recognised(row)
        self._check_once(row, organisation)
        joins = self._joins(row, organisation)
        if organisation is None:
            name = row.values.get("name")
            if not name:
                raise RowRefused("name", _("A new organisation needs a name."))
            told = tuple(
                (each, None, row.values[each]) for each in FIELDS if each != "name" and each in row.values
            )
            return PlannedRow(row, None, (*told, *joins), name)
        self._check_kind(row, organisation)
        values = [(name, row.values[name]) for name in FIELDS if name in row.values]
        return PlannedRow(row, organisation, (*changes_between(organisation, values), *joins))

    def _check_kind(self, row: SheetRow, organisation: Organisation) -> None:
        """The rights of the office hang on the one organisation that is the collective itself."""
        kinds = {organisation.kind, row.values.get("kind", organisation.kind)}
        if len(kinds) == 2 and OrganisationKind.COLLECTIVE in kinds:
            raise RowRefused(
                "kind", _("There is one organisation that is the collective itself. It stays so.")
            )

    def _recognised(self, row: SheetRow) -> Organisation | None:
        """By our own number, else by KVK and branch number, else by name and address."""
        own = self.by_own_id(row)
        kvk, branch = row.values.get("kvk_number", ""), row.values.get("branch_number", "")
        numbered = self.by_number.get((kvk, branch)) if kvk else None
        if own is not None and numbered is not None and own.pk != numbered.pk:
            raise RowRefused(
                "kvk_number",
                _("These numbers belong to “%(other)s”, not to “%(own)s”.") % {"other": numbered, "own": own},
            )
        return own or numbered or (None if kvk else self._by_card(row))

    def by_own_id(self, row: SheetRow) -> Any:
        if pk_of_own_id(self.slug, row.own_id) in self.trashed:
            raise RowRefused(
                OWN_ID, _("This organisation is in the trash. Put it back first, or remove the row.")
            )
        return super().by_own_id(row)

    def _by_card(self, row: SheetRow) -> Organisation | None:
        values = row.values
        key = _card(values.get("name", ""), values.get("postcode", ""), values.get("house_number", ""))
        found = self.by_card.get(key, [])
        if len(found) > 1:
            raise RowRefused(
                "name",
                _("Several organisations have this name and address. Add the KVK or Speerpunt number."),
            )
        return found[0] if found else None

    def _check_once(self, row: SheetRow, organisation: Organisation | None) -> None:
        values = row.values
        keys: list[Any] = [organisation.pk] if organisation else []
        if values.get("kvk_number"):
            keys.append((values["kvk_number"], values.get("branch_number", "")))
        elif organisation is None:
            keys.append(
                _card(values.get("name", ""), values.get("postcode", ""), values.get("house_number", ""))
            )
        self.check_once(row, keys, "name")

    def _joins(self, row: SheetRow, organisation: Organisation | None) -> tuple[Change, ...]:
        """Umbrellas that it is not a member of today; of the others it stays one."""
        present = self.memberships.get(organisation.pk, set()) if organisation else set()
        joins: dict[str, str] = {}
        for name in row.values.get(UMBRELLAS, ()):
            found = self.umbrella_names.get(folded(name), 0)
            if found != 1:
                raise RowRefused(UMBRELLAS, _unknown(name) if not found else _ambiguous(name))
            if organisation is not None and folded(name) == folded(organisation.name):
                raise RowRefused(UMBRELLAS, _("An organisation cannot be a member of itself."))
            if folded(name) not in present:
                joins[folded(name)] = name
        return ((UMBRELLAS, None, tuple(joins.values())),) if joins else ()


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


def default_kind(row: SheetRow) -> str:
    return str(row.values.get("kind") or OrganisationKind.ENTERPRISE)
