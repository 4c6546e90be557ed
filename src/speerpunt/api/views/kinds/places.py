"""Areas, indicators, and what is measured and meant."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from speerpunt.core.doors import demand
from speerpunt.places.forms.areas import AreaForm, area_values
from speerpunt.places.forms.profiles import IndicatorForm, MeasurementForm, TargetForm
from speerpunt.places.models import Area, Indicator, Measurement, Target
from speerpunt.places.queries import areas_visible_to, indicators_visible_to
from speerpunt.places.services import (
    add_area,
    add_indicator,
    change_area,
    change_indicator,
    remove_measurement,
    remove_target,
    set_measurement,
    set_target,
    trash_area,
)

from ...enums import Group
from ...schemas.places import (
    AreaChange,
    AreaNew,
    AreaProperties,
    AreaQuery,
    AreaTold,
    IndicatorChange,
    IndicatorNew,
    IndicatorQuery,
    IndicatorTold,
    MeasurementNew,
    MeasurementTold,
    NumberQuery,
    TargetNew,
    TargetTold,
)
from ..answers import page_address
from ..filling import Sent, fill, seen
from .kind import Kind, Rows, by, ids_in_sight, only, within

OF_AREA = ("id", "slug", "name", "kind", "summary", "certainty", "source", "start", "end", "geometry")


def kept_areas_visible_to(user: Any) -> Rows:
    """The trash is a place of the office, not of other systems."""
    return areas_visible_to(user).kept()


def tell_areas(user: Any, rows: Sequence[Area]) -> list[AreaTold]:
    parents = ids_in_sight(kept_areas_visible_to(user), (row.parent_id for row in rows))
    return [
        AreaTold(
            **{name: getattr(row, name) for name in OF_AREA},
            parent=only(row.parent_id, parents),
            page=page_address(row),
        )
        for row in rows
    ]


def _add(request: HttpRequest, sent: Sent) -> Area:
    demand(request, "places.add_area")
    collective = request.collective  # type: ignore[attr-defined]
    form = fill(lambda data: AreaForm(data, collective=collective), sent)
    return add_area(collective, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]


def _change(request: HttpRequest, row: Area, sent: Sent) -> None:
    def make(data: Sent | None) -> AreaForm:
        return AreaForm(data, collective=row.collective, area=row, initial=area_values(row))

    change_area(row, by=request.user, **fill(make, sent).cleaned_data)  # type: ignore[arg-type]


AREAS = Kind(
    "areas",
    "area",
    Group.PLACES,
    Area,
    kept_areas_visible_to,
    AreaTold,
    tell_areas,
    about="Places that the collective names and draws itself. Deleting moves to the trash.",
    query=AreaQuery,
    filters={"kind": by("kind"), "parent": within("parent", kept_areas_visible_to)},
    new=AreaNew,
    add=_add,
    change_asks=AreaChange,
    change=_change,
    change_permission="places.change_area",
    remove=lambda request, row: trash_area(row, by=request.user),  # type: ignore[arg-type]
    remove_permission="places.trash_area",
    properties=AreaProperties,
    shape_of=lambda told: told.geometry,
)

OF_INDICATOR = (
    "id",
    "slug",
    "name",
    "unit",
    "decimals",
    "theme",
    "direction",
    "scale_low",
    "scale_high",
    "definition",
    "source",
)


def tell_indicators(user: Any, rows: Sequence[Indicator]) -> list[IndicatorTold]:
    return [
        IndicatorTold(**{name: getattr(row, name) for name in OF_INDICATOR}, page=page_address(row))
        for row in rows
    ]


def _add_indicator(request: HttpRequest, sent: Sent) -> Indicator:
    demand(request, "places.add_indicator")
    values = fill(IndicatorForm, sent).cleaned_data
    return add_indicator(request.collective, by=request.user, **values)  # type: ignore[attr-defined, arg-type]


def _change_indicator(request: HttpRequest, row: Indicator, sent: Sent) -> None:
    form = fill(lambda data: IndicatorForm(data, instance=row), sent)
    change_indicator(row, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]


INDICATORS = Kind(
    "indicators",
    "indicator",
    Group.PLACES,
    Indicator,
    indicators_visible_to,
    IndicatorTold,
    tell_indicators,
    about="What is measured: a unit, a direction and a source. An indicator is never deleted, since its numbers hang on it.",
    query=IndicatorQuery,
    filters={"theme": by("theme")},
    new=IndicatorNew,
    add=_add_indicator,
    change_asks=IndicatorChange,
    change=_change_indicator,
    change_permission="places.change_indicator",
)


def measurements_visible_to(user: Any) -> Rows:
    return _shown(Measurement.objects.all())


def targets_visible_to(user: Any) -> Rows:
    return _shown(Target.objects.all())


def _shown(rows: Rows) -> Rows:
    """Of the whole city, or of an area that is not in the trash."""
    return rows.filter(area__trashed_at__isnull=True).select_related("indicator", "area")


def tell_measurements(user: Any, rows: Sequence[Measurement]) -> list[MeasurementTold]:
    return [
        MeasurementTold(
            id=row.pk,
            indicator=row.indicator_id,
            area=row.area_id,
            measured_on=row.measured_on,
            value=row.value,
            note=row.note,
            source=row.source,
            is_assumed=row.is_assumed,
        )
        for row in rows
    ]


def _measure(request: HttpRequest, sent: Sent) -> Measurement:
    """The office measures anywhere; who manages a park, there: as on the pages of an indicator and of an area."""
    indicator = seen(indicators_visible_to(request.user), sent.pop("indicator"), "#/indicator")
    area = None
    if sent.get("area") is not None:
        area = seen(kept_areas_visible_to(request.user), sent["area"], "#/area")
    is_manager = area is not None and request.user.has_perm("places.change_profile", area)
    if not is_manager and not request.user.has_perm("places.add_measurement", indicator):
        raise PermissionDenied
    form = fill(MeasurementForm, sent)
    return set_measurement(indicator, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]


NUMBER_FILTERS = {"indicator": by("indicator"), "area": by("area")}
MEASUREMENTS = Kind(
    "measurements",
    "measurement",
    Group.PLACES,
    Measurement,
    measurements_visible_to,
    MeasurementTold,
    tell_measurements,
    about="Numbers of indicators on a day. There is no change: sending the same area and day again puts a number right.",
    query=NumberQuery,
    filters=NUMBER_FILTERS,
    new=MeasurementNew,
    add=_measure,
    remove=lambda request, row: remove_measurement(row, by=request.user),  # type: ignore[arg-type]
    remove_permission="places.remove_measurement",
)


def tell_targets(user: Any, rows: Sequence[Target]) -> list[TargetTold]:
    return [
        TargetTold(
            id=row.pk,
            indicator=row.indicator_id,
            area=row.area_id,
            due=row.due,
            value=row.value,
            source=row.source,
            is_assumed=row.is_assumed,
        )
        for row in rows
    ]


def _aim(request: HttpRequest, sent: Sent) -> Target:
    indicator = seen(indicators_visible_to(request.user), sent.pop("indicator"), "#/indicator")
    demand(request, "places.change_indicator", indicator)
    form = fill(TargetForm, sent)
    return set_target(indicator, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]


TARGETS = Kind(
    "targets",
    "target",
    Group.PLACES,
    Target,
    targets_visible_to,
    TargetTold,
    tell_targets,
    about="What indicators should be by a day.",
    query=NumberQuery,
    filters=NUMBER_FILTERS,
    new=TargetNew,
    add=_aim,
    remove=lambda request, row: remove_target(row, by=request.user),  # type: ignore[arg-type]
    remove_permission="places.change_indicator",
)
