"""Indicators, what they were on a day, and what they should become."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from speerpunt.core.enums import Verb
from speerpunt.core.models import Collective, User
from speerpunt.core.services import record, save_changes

from ..models import Area, Indicator, Measurement, Target

RESERVED_SLUGS = frozenset({"nieuw", "metingen", "doelen", "invoer", "uitvoer"})
LONGEST_SLUG = 60


class IndicatorProblem(Exception):
    """Why an indicator or a number cannot be kept; the message is for the person at the screen."""


@transaction.atomic
def add_indicator(collective: Collective, *, by: User | None, slug: str = "", **values: Any) -> Indicator:
    """An empty slug is made from the name."""
    indicator = Indicator(collective=collective, **values)
    indicator.slug = slug or _free_slug(collective, indicator.name)
    if indicator.slug in RESERVED_SLUGS:
        raise IndicatorProblem(
            _("“%(slug)s” cannot be an address. Choose another.") % {"slug": indicator.slug}
        )
    indicator.save()
    record(indicator, Verb.CREATED, by=by)
    return indicator


@transaction.atomic
def change_indicator(indicator: Indicator, *, by: User | None, **values: Any) -> list[str]:
    return save_changes(indicator, by=by, **values)


def _free_slug(collective: Collective, name: str) -> str:
    base = slugify(name)[: LONGEST_SLUG - 4] or "indicator"
    rows = Indicator.objects.filter(collective=collective, slug__startswith=base)
    used = {*RESERVED_SLUGS, *rows.values_list("slug", flat=True)}
    number = 1
    while (slug := base if number == 1 else f"{base}-{number}") in used:
        number += 1
    return slug


@transaction.atomic
def set_measurement(
    indicator: Indicator, *, area: Area | None, measured_on: date, value: float, by: User | None, **facts: Any
) -> Measurement:
    """One value for each area and day: a second time corrects the first, and the history says so."""
    found = Measurement.objects.filter(indicator=indicator, area=area, measured_on=measured_on).first()
    if found is not None:
        save_changes(found, by=by, value=value, **facts)
        return found
    made = Measurement.objects.create(
        collective_id=indicator.collective_id,
        indicator=indicator,
        area=area,
        measured_on=measured_on,
        value=value,
        **facts,
    )
    record(made, Verb.CREATED, by=by)
    return made


@transaction.atomic
def remove_measurement(measurement: Measurement, *, by: User | None) -> None:
    record(measurement.indicator, Verb.UNLINKED, by=by, note=_remembered(measurement.area, measurement))
    record(measurement, Verb.DELETED, by=by)
    measurement.delete()


@transaction.atomic
def set_target(
    indicator: Indicator, *, area: Area | None, due: date, value: float, by: User | None, **facts: Any
) -> Target:
    """One target for each area and day; a second time changes it."""
    found = Target.objects.filter(indicator=indicator, area=area, due=due).first()
    if found is not None:
        save_changes(found, by=by, value=value, **facts)
        return found
    made = Target.objects.create(
        collective_id=indicator.collective_id, indicator=indicator, area=area, due=due, value=value, **facts
    )
    record(made, Verb.CREATED, by=by)
    return made


@transaction.atomic
def remove_target(target: Target, *, by: User | None) -> None:
    record(target.indicator, Verb.UNLINKED, by=by, note=_remembered(target.area, target))
    record(target, Verb.DELETED, by=by)
    target.delete()


def _remembered(area: Area | None, number: Measurement | Target) -> str:
    """The row goes; its words stay in the history of the indicator."""
    return f"{area.name}: {number}" if area is not None else str(number)
