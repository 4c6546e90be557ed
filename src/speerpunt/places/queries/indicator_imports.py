"""What a file of indicators, or of numbers, would do. Nothing here writes."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from speerpunt.core.cells import Percentage
from speerpunt.core.models import Collective
from speerpunt.core.queries.imports import Named, Present, RowRefused, changes_between, plan_rows
from speerpunt.core.sheets import Change, ImportPlan, PlannedRow, SheetRow, own_id_of
from speerpunt.core.texts import folded

from ..enums import NumberKind
from ..models import Area, Indicator, Measurement, Target
from .indicator_exchange import INDICATOR_COLUMNS, INDICATOR_FIELDS, NUMBER_COLUMNS, NUMBER_FIELDS

Key = tuple[str, int, int | None, date]


def plan_indicators(collective: Collective, rows: Sequence[SheetRow]) -> ImportPlan:
    return plan_rows(_Indicators(collective.slug), INDICATOR_COLUMNS, rows)


def plan_numbers(collective: Collective, rows: Sequence[SheetRow]) -> ImportPlan:
    return plan_rows(_Numbers(collective.slug), NUMBER_COLUMNS, rows)


class _Indicators(Present):
    def __init__(self, slug: str) -> None:
        super().__init__(slug)
        self.by_pk = {indicator.pk: indicator for indicator in Indicator.objects.all()}
        self.by_name = Named("name", self.by_pk.values())

    def planned(self, row: SheetRow) -> PlannedRow:
        name = row.values.get("name", "")
        indicator = self.by_own_id(row)
        if indicator is None and folded(name) in self.by_name.by_name:
            indicator = self.by_name.find(name)
        if indicator is None and not name:
            raise RowRefused("name", _("A new indicator needs a name."))
        self.check_once(row, [indicator.pk if indicator else folded(name)], "name")
        values = [(field, row.values[field]) for field in INDICATOR_FIELDS if field in row.values]
        if indicator is None:
            told = tuple((field, None, value) for field, value in values if field != "name")
            _check_scale(Indicator(), told)
            return PlannedRow(row, None, told, name)
        changes = changes_between(indicator, values)
        _check_scale(indicator, changes)
        return PlannedRow(row, indicator, changes)


def _check_scale(indicator: Indicator, changes: Sequence[Change]) -> None:
    new = {name: value for name, _old, value in changes}
    low, high = (new.get(name, getattr(indicator, name)) for name in ("scale_low", "scale_high"))
    if (low is None) != (high is None):
        raise RowRefused("scale_high", _("Give both ends of the scale, or neither."))
    if low is not None and high is not None and high <= low:
        raise RowRefused("scale_high", _("The scale ends below its beginning. Change one of the two."))


class _Numbers(Present):
    def __init__(self, slug: str) -> None:
        super().__init__(slug)
        self.indicators = Named("indicator", Indicator.objects.all(), lambda row: _keys_of(row, slug))
        areas = Area.objects.kept().defer("geometry").prefetch_related("aliases")
        self.areas = Named("area", areas, _other_names)
        self.present: dict[Key, Measurement | Target] = {}
        for row in Measurement.objects.all():
            self.present[NumberKind.MEASUREMENT, row.indicator_id, row.area_id, row.measured_on] = row
        for target in Target.objects.all():
            self.present[NumberKind.TARGET, target.indicator_id, target.area_id, target.due] = target

    def planned(self, row: SheetRow) -> PlannedRow:
        indicator = self.indicators.find(row.values["indicator"])
        area = self._area(row.values.get("area", ""))
        kind, day = row.values.get("kind", NumberKind.MEASUREMENT), row.values["day"]
        key: Key = (kind, indicator.pk, area.pk if area is not None else None, day)
        self.check_once(row, [key], "day")
        _check_number(row, kind, indicator)
        values = [(name, row.values[name]) for name in NUMBER_FIELDS if name in row.values]
        found = self.present.get(key)
        name = f"{indicator} · {area or _('The whole city')} · {day:%d-%m-%Y}"
        named = SheetRow(row.line, {**row.values, "kind": kind, "indicator": indicator, "area": area})
        if found is None:
            said = [("kind", None, kind)] if kind == NumberKind.TARGET else []
            return PlannedRow(named, None, (*said, *((each, None, value) for each, value in values)), name)
        return PlannedRow(named, found, changes_between(found, values), name)

    def _area(self, name: str) -> Area | None:
        """Nothing, or what an export says for it, is the whole city."""
        is_city = not name or folded(name) in {folded(_("The whole city")), "the whole city"}
        found: Area | None = None if is_city else self.areas.find(name)
        return found


def _check_number(row: SheetRow, kind: str, indicator: Indicator) -> None:
    if kind == NumberKind.MEASUREMENT and row.values["day"] > timezone.localdate():
        raise RowRefused("day", _("This day is still to come. What should be then is a target."))
    if kind == NumberKind.TARGET and row.values.get("note"):
        raise RowRefused("note", _("A target has no note. Write it as its source."))
    if isinstance(row.values["value"], Percentage) and "%" not in indicator.unit:
        raise RowRefused(
            "value", _("This is a percentage, and “%(name)s” is not one.") % {"name": indicator.name}
        )


def _keys_of(indicator: Indicator, slug: str) -> list[str]:
    return [indicator.slug, own_id_of(slug, indicator.pk)]


def _other_names(area: Area) -> list[Any]:
    return [area.slug, *(alias.name for alias in area.aliases.all())]
