"""What a file of areas would do, worked out before anything is written."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from speerpunt.core.models import Collective
from speerpunt.core.texts import folded
from speerpunt.members.enums import OrganisationKind
from speerpunt.members.models import Organisation

from ..enums import AreaKind
from ..models import Area
from .exchange import PLAIN_FIELDS, AreaEntry, AssociationEntry, FeatureProblem, LinkedPeriod

Change = tuple[str, Any, Any]
SPEAKERS = (OrganisationKind.ASSOCIATION, OrganisationKind.UMBRELLA)


class EntryProblem(Exception):
    """Why one feature cannot come in; the message is for the person at the screen."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


@dataclass
class PlannedArea:
    """One feature, and what it does: a new area, a change, or nothing."""

    entry: AreaEntry
    area: Area | None
    changes: list[Change] = field(default_factory=list)
    associations: list[LinkedPeriod] | None = None
    has_new_aliases: bool = False
    has_new_associations: bool = False
    has_new_parent: bool = False

    @property
    def key(self) -> str:
        """By which the features of one file refer to each other."""
        return self.area.slug if self.area is not None else self.entry.slug or slugify(self.entry.name)

    @property
    def state(self) -> str:
        if self.area is None:
            return "new"
        linked = self.has_new_aliases or self.has_new_associations or self.has_new_parent
        return "changed" if self.changes or linked else "unchanged"

    def changed_fields(self) -> list[str]:
        """In words, for the preview."""
        names = [str(Area._meta.get_field(name).verbose_name) for name, _old, _new in self.changes]  # type: ignore[union-attr]
        more = (
            (self.has_new_parent, _("part of")),
            (self.has_new_aliases, _("other names")),
            (self.has_new_associations, _("associations")),
        )
        return names + [word for is_new, word in more if is_new]


@dataclass(frozen=True)
class AreaImportPlan:
    areas: list[PlannedArea]
    problems: list[FeatureProblem]

    def in_state(self, state: str) -> list[PlannedArea]:
        return [planned for planned in self.areas if planned.state == state]


def plan_area_import(collective: Collective, entries: Sequence[AreaEntry]) -> AreaImportPlan:
    """Every feature is looked at, so that a person sees all problems at once."""
    present = _PresentAreas(collective)
    speakers = _Speakers(collective)
    planned: list[PlannedArea] = []
    problems: list[FeatureProblem] = []
    for entry in entries:
        try:
            planned.append(_planned(entry, present, speakers, collective))
        except EntryProblem as problem:
            problems.append(FeatureProblem(entry.number, entry.name, str(problem), problem.field))
    problems.extend(_doubles(planned))
    problems.extend(_unknown_parents(planned, present))
    return AreaImportPlan(planned, sorted(problems, key=lambda problem: problem.number))


class _PresentAreas:
    """The areas that are there, by address and by every name."""

    def __init__(self, collective: Collective) -> None:
        self.by_slug: dict[str, Area] = {}
        self.by_name: dict[str, list[Area]] = defaultdict(list)
        self.by_alias: dict[str, list[Area]] = defaultdict(list)
        rows = Area.objects.filter(collective=collective).select_related("parent")
        for area in rows.prefetch_related("aliases", "association_rows__organisation"):
            self.by_slug[area.slug] = area
            self.by_name[folded(area.name)].append(area)
            for alias in area.aliases.all():
                self.by_alias[folded(alias.name)].append(area)

    def find(self, slug: str, name: str) -> Area | None:
        """By address, else by name, else by another name."""
        if slug in self.by_slug:
            return self.by_slug[slug]
        for index in (self.by_name, self.by_alias):
            found = index.get(folded(name), []) if name else []
            if len(found) > 1:
                raise EntryProblem(
                    _("More than one area is called “%(name)s”. Add its address as “slug”.") % {"name": name}
                )
            if found:
                return found[0]
        return None


class _Speakers:
    """Organisations that can speak for an area, by KVK number and by name."""

    def __init__(self, collective: Collective) -> None:
        self.by_number: dict[str, list[Organisation]] = defaultdict(list)
        self.by_name: dict[str, list[Organisation]] = defaultdict(list)
        for each in Organisation.objects.filter(
            collective=collective, kind__in=SPEAKERS, trashed_at__isnull=True
        ):
            self.by_number[each.kvk_number].append(each)
            self.by_name[folded(each.name)].append(each)

    def find(self, entry: AssociationEntry) -> LinkedPeriod:
        named = self.by_name.get(folded(entry.name), [])
        found = self.by_number.get(entry.kvk_number, []) if entry.kvk_number else named
        both = [each for each in found if each in named] or found
        if len(both) != 1:
            raise EntryProblem(
                _("No single association is called “%(name)s”. Add it to the register first.")
                % {"name": entry.name},
                "associations",
            )
        return LinkedPeriod(both[0], entry.start, entry.end)


def _planned(
    entry: AreaEntry, present: _PresentAreas, speakers: _Speakers, collective: Collective
) -> PlannedArea:
    area = present.find(entry.slug, str(entry.values.get("name", "")))
    if area is not None and area.trashed_at is not None:
        raise EntryProblem(_("“%(name)s” is in the trash. Restore it first.") % {"name": area.name})
    planned = PlannedArea(entry, area)
    if entry.associations is not None:
        planned.associations = [speakers.find(each) for each in entry.associations]
    _check_values(entry, area, collective)
    if area is not None:
        _compare(planned, area)
    return planned


def _check_values(entry: AreaEntry, area: Area | None, collective: Collective) -> None:
    tried = Area(collective=collective, slug="gebied")
    tried.kind = area.kind if area is not None else AreaKind.OTHER
    tried.name = area.name if area is not None else ""
    for name, value in entry.values.items():
        setattr(tried, name, value)
    try:
        tried.clean_fields(exclude=("slug", "geometry", "parent"))
    except ValidationError as error:
        raise EntryProblem(_in_words(error), next(iter(error.message_dict))) from error
    if tried.start is not None and tried.end is not None and tried.end < tried.start:
        raise EntryProblem(_("The last day is before the first day. Change one of them."), "end")


def _in_words(error: ValidationError) -> str:
    lines = (
        f"{Area._meta.get_field(name).verbose_name}: {' '.join(messages)}"  # type: ignore[union-attr]
        for name, messages in error.message_dict.items()
    )
    return "; ".join(lines)


def _compare(planned: PlannedArea, area: Area) -> None:
    entry = planned.entry
    for name in PLAIN_FIELDS:
        if name in entry.values and entry.values[name] != getattr(area, name):
            planned.changes.append((name, getattr(area, name), entry.values[name]))
    if entry.geometry is not None and entry.geometry != area.geometry:
        planned.changes.append(("geometry", area.geometry, entry.geometry))
    if entry.parent is not None:
        known = {
            "" if area.parent is None else area.parent.slug,
            "" if area.parent is None else area.parent.name,
        }
        planned.has_new_parent = entry.parent not in known
    if entry.aliases is not None:
        names = {(row.name, row.start, row.end) for row in area.aliases.all()}
        planned.has_new_aliases = names != {(each.name, each.start, each.end) for each in entry.aliases}
    if planned.associations is not None:
        linked = {(row.organisation_id, row.start, row.end) for row in area.association_rows.all()}
        wanted = {(each.organisation.pk, each.start, each.end) for each in planned.associations}
        planned.has_new_associations = linked != wanted


def _doubles(planned: Iterable[PlannedArea]) -> list[FeatureProblem]:
    first: dict[str, PlannedArea] = {}
    problems = []
    for each in planned:
        earlier = first.setdefault(each.key, each)
        if earlier is not each:
            message = _("This is the same area as feature %(number)d. Leave one of them out.") % {
                "number": earlier.entry.number
            }
            problems.append(FeatureProblem(each.entry.number, each.entry.name, message))
    return problems


def _unknown_parents(planned: Sequence[PlannedArea], present: _PresentAreas) -> list[FeatureProblem]:
    in_file = {each.key for each in planned} | {each.entry.name for each in planned}
    problems = []
    for each in planned:
        parent = each.entry.parent
        if (
            parent
            and parent not in in_file
            and parent not in present.by_slug
            and folded(parent) not in present.by_name
        ):
            message = _("It is part of “%(name)s”, but there is no such area.") % {"name": parent}
            problems.append(FeatureProblem(each.entry.number, each.entry.name, message, "parent"))
    return problems
