"""What a file of actions would do: new, changed from what to what, unchanged, or impossible."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext as _

from speerpunt.core.models import Collective
from speerpunt.core.queries.imports import Named, Present, RowRefused, changes_between, is_same, plan_rows
from speerpunt.core.sheets import Change, ImportPlan, PlannedRow, SheetRow, pk_of_own_id
from speerpunt.core.texts import folded
from speerpunt.members.models import Person
from speerpunt.places.models import Area

from ..enums import ActionState
from ..models import Action
from .exchange import COLUMNS, PLAIN_FIELDS

AT_ONCE = 500


def plan_actions(collective: Collective, rows: Sequence[SheetRow]) -> ImportPlan:
    """Compare rows with the actions as they are now; of those only what the rows can be about."""
    return plan_rows(_Actions(collective.slug, rows), COLUMNS, rows)


class _Actions(Present):
    def __init__(self, slug: str, rows: Sequence[SheetRow]) -> None:
        super().__init__(slug)
        self.by_title: dict[str, list[Action]] = defaultdict(list)
        for action in _named_in(rows, slug):
            if action.pk not in self.by_pk:
                self.by_pk[action.pk] = action
                self.by_title[folded(action.title)].append(action)
        people = Person.objects.filter(erased_at__isnull=True)
        self.people = Named("owner", people, lambda person: [person.email] if person.email else [])
        areas = Area.objects.kept().defer("geometry").prefetch_related("aliases")
        self.areas = Named("areas", areas, lambda area: [alias.name for alias in area.aliases.all()])

    def planned(self, row: SheetRow) -> PlannedRow:
        owner = self.people.find(row.values["owner"]) if row.values.get("owner") else None
        action = self.by_own_id(row) or self._by_title(row, owner)
        title = row.values.get("title") or (action.title if action else "")
        own = (folded(title), owner.pk if owner else None, row.values.get("due"))
        self.check_once(row, [action.pk if action else own], "title")
        if action is None:
            self._check_new(row)
        changes = tuple(self._changes(row, action, owner))
        _check_state(row, action)
        return PlannedRow(row, action, changes, "" if action else title)

    def _by_title(self, row: SheetRow, owner: Person | None) -> Action | None:
        found = self.by_title.get(folded(row.values.get("title", "")), [])
        if owner is not None:
            found = [each for each in found if each.owner_id == owner.pk]
        if len(found) > 1:
            same_day = [each for each in found if each.due == row.values.get("due")]
            found = same_day or found
        if len(found) > 1:
            raise RowRefused("title", _("Several actions are called so. Add the Speerpunt number."))
        return found[0] if found else None

    def _check_new(self, row: SheetRow) -> None:
        if not row.values.get("title"):
            raise RowRefused("title", _("A new action needs what is to be done."))
        if row.values.get("due") is None:
            raise RowRefused("due", _("A new action needs a day."))

    def _changes(self, row: SheetRow, action: Action | None, owner: Person | None) -> Iterator[Change]:
        told = [(name, row.values[name]) for name in PLAIN_FIELDS if name in row.values]
        if action is None:
            yield from ((name, None, value) for name, value in told if name != "title")
        else:
            yield from changes_between(action, told)
        if owner is not None and (action is None or action.owner_id != owner.pk):
            yield "owner", action.owner if action else None, owner
        if row.values.get("areas"):
            areas = self._areas(row.values["areas"])
            before = sorted(action.areas.all(), key=lambda area: area.name) if action else []
            if areas != [area for area in before if area.trashed_at is None]:
                yield "areas", before, areas
        yield from _ending(row, action)

    def _areas(self, names: Sequence[str]) -> list[Area]:
        found = {area.pk: area for area in (self.areas.find(name) for name in names)}
        return sorted(found.values(), key=lambda area: area.name)


def _ending(row: SheetRow, action: Action | None) -> Iterator[Change]:
    """Its state, and with that when and why it was closed."""
    old = action.state if action is not None else ActionState.OPEN
    state = row.values.get("state", old)
    if state != old:
        yield "state", old, state
    if state != ActionState.OPEN:
        for name in ("closed_on", "drop_reason"):
            told = row.values.get(name)
            present = getattr(action, name) if action is not None else None
            if told and not is_same(present, told):
                yield name, present, told


def _check_state(row: SheetRow, action: Action | None) -> None:
    state = row.values.get("state")
    reason = row.values.get("drop_reason") or (action.drop_reason if action else "")
    if state == ActionState.DROPPED and not reason:
        raise RowRefused("drop_reason", _("A dropped action needs a reason."))
    closed_on = row.values.get("closed_on")
    if closed_on is not None and closed_on > timezone.localdate():
        raise RowRefused("closed_on", _("This day has still to come."))


def _named_in(rows: Sequence[SheetRow], slug: str) -> Iterator[Action]:
    """By number or by title, in large letters or small."""
    known = Action.objects.annotate(low=Lower("title")).select_related("owner").prefetch_related("areas")
    numbers = [pk for row in rows if (pk := pk_of_own_id(slug, row.own_id)) is not None]
    titles = sorted({str(row.values["title"]).strip().lower() for row in rows if row.values.get("title")})
    for start in range(0, max(len(numbers), len(titles)), AT_ONCE):
        part: Any = Q(pk__in=numbers[start : start + AT_ONCE]) | Q(low__in=titles[start : start + AT_ONCE])
        yield from known.filter(part)
