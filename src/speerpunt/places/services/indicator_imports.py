"""Indicators and numbers from a file, written by the services that the pages use too."""

from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from speerpunt.core.models import Collective, User
from speerpunt.core.sheets import ImportPlan, Progress, Sheet

from ..enums import NumberKind
from ..models import Indicator
from ..queries.indicator_exchange import (
    INDICATOR_COLUMNS,
    NUMBER_COLUMNS,
    NUMBER_FIELDS,
    unfolded,
    with_options,
)
from ..queries.indicator_imports import plan_indicators, plan_numbers
from .indicators import add_indicator, change_indicator, set_measurement, set_target

YEAR_DAYS = (("12-31", _("31 December")), ("01-01", _("1 January")), ("07-01", _("1 July")))


@transaction.atomic
def write_indicators(collective: Collective, plan: ImportPlan, by: User | None, progress: Progress) -> None:
    for planned in plan.new:
        add_indicator(collective, by=by, name=planned.name, **_new_values(planned.changes))
        progress(1)
    for planned in plan.changed:
        change_indicator(planned.target, by=by, **_new_values(planned.changes))
        progress(1)


@transaction.atomic
def write_numbers(collective: Collective, plan: ImportPlan, by: User | None, progress: Progress) -> None:
    """One value for each indicator, area and day: a second one corrects the first."""
    for planned in [*plan.new, *plan.changed]:
        values = planned.row.values
        facts = {name: values[name] for name in NUMBER_FIELDS if name in values}
        indicator, area, day = values["indicator"], values["area"], values["day"]
        if values["kind"] == NumberKind.TARGET:
            set_target(indicator, area=area, due=day, by=by, **facts)
        else:
            set_measurement(indicator, area=area, measured_on=day, by=by, **facts)
        progress(1)


def _new_values(changes: Any) -> dict[str, Any]:
    return {name: new for name, _old, new in changes}


def _options() -> dict[str, Any]:
    indicators = [(row.slug, row.name) for row in Indicator.objects.order_by("name")]
    return {
        "indicator": forms.ChoiceField(
            label=_("Indicator of the whole file"),
            choices=[("", _("the file says it per row")), *indicators],
            required=False,
        ),
        "year_day": forms.ChoiceField(
            label=_("Where only a year stands, it is about"),
            choices=YEAR_DAYS,
            initial="12-31",
            required=False,
        ),
        "source": forms.CharField(label=_("Source of the whole file"), max_length=200, required=False),
    }


INDICATORS = Sheet(
    name="places.indicators",
    columns=INDICATOR_COLUMNS,
    permission="places.add_indicator",
    page="places:indicator_import",
    home="places:indicators",
    home_title=_("Indicators"),
    title=_("Import indicators"),
    lead=_("What is measured: name, unit, direction, source. First you see what would change."),
    row_word=_("Indicator"),
    advice=(
        _("We recognise an indicator by its Speerpunt number, or its name."),
        _("The numbers themselves come in by a file of their own."),
    ),
    plan=plan_indicators,
    write=write_indicators,
)
NUMBERS = Sheet(
    name="places.numbers",
    columns=NUMBER_COLUMNS,
    permission="places.add_indicator",
    page="places:number_import",
    home="places:indicators",
    home_title=_("Indicators"),
    title=_("Import numbers"),
    lead=_("What was measured, and what is meant. First you see what would change."),
    row_word=_("Number"),
    advice=(
        _("A row is one number: indicator, area, day, value. Without an area it is of the whole city."),
        _("A table with areas as rows and years as columns is recognised too."),
        _("A second number for the same indicator, area and day corrects the first."),
        _("Write 1250 or 12,5. What can be read in two ways, as 1.250, is refused."),
        _("Indicators and areas must exist; we know them by their name."),
    ),
    plan=plan_numbers,
    write=write_numbers,
    check=with_options,
    options=_options,
    unfold=unfolded,
)
