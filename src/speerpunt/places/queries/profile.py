"""Everything on the page of an area that this app knows, for one reader."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Any

from django.utils import timezone

from speerpunt.core.enums import Theme
from speerpunt.core.geometry import hectares
from speerpunt.members.enums import RoleKind
from speerpunt.members.models import Organisation, OrganisationRole, Person
from speerpunt.members.queries.history import SignedLine, signed_history_of

from ..enums import AmbitionKind
from ..models import Ambition, Area, AreaAlias, AreaAssociation, Indicator, Measurement, Target
from .areas import AreaNumbers, numbers_by_area
from .indicators import Reading, Series, series_of_area


@dataclass(frozen=True)
class ParkManager:
    """Who manages the park, for whom. Ways to reach somebody only for who may know them."""

    organisation: Organisation
    person: Person
    may_contact: bool


@dataclass
class ThemeProfile:
    """What the area wants on one theme, and the numbers by which that is seen."""

    theme: Theme
    ambitions: list[Ambition] = field(default_factory=list)
    images: list[Ambition] = field(default_factory=list)
    series: list[Series] = field(default_factory=list)
    score: Series | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.ambitions or self.images or self.series)


@dataclass(frozen=True)
class AreaProfile:
    area: Area
    numbers: AreaNumbers
    associations: list[AreaAssociation]
    managers: list[ParkManager]
    themes: list[ThemeProfile]
    others: list[Series]
    aliases: list[AreaAlias]
    parts: list[Area]
    # Top of the scale on which all scores are given; nothing when there are no scores.
    maximum: float | None

    @cached_property
    def hectares(self) -> float:
        return hectares(self.area.geometry) if self.area.geometry else 0.0

    @property
    def has_ambitions(self) -> bool:
        return any(not theme.is_empty for theme in self.themes)

    @cached_property
    def measurements(self) -> list[Reading]:
        series = [each for theme in self.themes for each in theme.series] + self.others
        series += [theme.score for theme in self.themes if theme.score is not None]
        return [measurement for each in series for measurement in each.measurements]

    @property
    def is_all_assumed(self) -> bool:
        """Said once for the page, instead of beside every number."""
        return all(each.is_assumed for each in self.measurements)

    @property
    def is_all_proposed(self) -> bool:
        wants = [each for theme in self.themes for each in (*theme.ambitions, *theme.images)]
        return bool(wants) and all(each.is_assumed for each in wants)

    @property
    def sources(self) -> list[str]:
        """Each source once, in the order in which the page uses them."""
        return list(dict.fromkeys(each.source for each in self.measurements if each.source))

    @property
    def measured_until(self) -> Any:
        return max((each.measured_on for each in self.measurements), default=None)

    @property
    def next_target(self) -> Series | None:
        """The first target to come that is not met: what asks for work now."""
        today = timezone.localdate()
        series = [each for theme in self.themes for each in theme.series] + self.others
        open_ones = [
            each
            for each in series
            if each.target is not None and each.target.due >= today and each.is_met is False
        ]
        return min(open_ones, key=_due, default=None)


def _due(series: Series) -> Any:
    assert series.target is not None
    return series.target.due


def area_profile(area: Area, user: Any) -> AreaProfile:
    """Eight queries, whatever the number of rows."""
    ambitions = list(area.ambitions.all())
    series = series_of_area(area, also=(each.indicator_id for each in ambitions if each.indicator_id))
    maximum = _common_maximum(series.values())
    themes = _themes(ambitions, series, maximum)
    shown = {
        each.indicator.pk for theme in themes for each in (*theme.series, theme.score) if each is not None
    }
    kept = AreaAssociation.objects.active().filter(area=area, organisation__trashed_at__isnull=True)
    associations = list(kept.select_related("organisation"))
    return AreaProfile(
        area=area,
        numbers=numbers_by_area(user, [area.pk]).get(area.pk, AreaNumbers()),
        associations=associations,
        managers=_managers(associations, user),
        themes=themes,
        others=[each for each in series.values() if each.indicator.pk not in shown and each.measurements],
        aliases=list(area.aliases.order_by("start", "name")),
        parts=list(
            Area.objects.active()
            .filter(parent=area, trashed_at__isnull=True)
            .defer("geometry")
            .order_by("kind", "name")
        ),
        maximum=maximum,
    )


def _common_maximum(series: Any) -> float | None:
    """The scale from zero that most themes are scored on; marks from 0 to 10, as a rule."""
    tops: dict[float, set[str]] = defaultdict(set)
    for each in series:
        indicator = each.indicator
        if indicator.theme and indicator.scale_low == 0 and indicator.scale_high:
            tops[indicator.scale_high].add(indicator.theme)
    return max(tops, key=lambda top: (len(tops[top]), -top), default=None)


def _themes(
    ambitions: list[Ambition], series: dict[int, Series], maximum: float | None
) -> list[ThemeProfile]:
    themes = {theme: ThemeProfile(theme) for theme in Theme}
    for each in series.values():
        if each.indicator.theme:
            theme = themes[Theme(each.indicator.theme)]
            if theme.score is None and _is_score(each, maximum):
                theme.score = each
    for ambition in ambitions:
        theme = themes[Theme(ambition.theme)]
        (theme.images if ambition.kind == AmbitionKind.DESIRED_IMAGE else theme.ambitions).append(ambition)
        measured_by = series.get(ambition.indicator_id or 0)
        if measured_by is not None and measured_by is not theme.score and measured_by not in theme.series:
            theme.series.append(measured_by)
    return list(themes.values())


def _is_score(series: Series, maximum: float | None) -> bool:
    indicator = series.indicator
    return maximum is not None and indicator.scale_low == 0 and indicator.scale_high == maximum


def _managers(associations: list[AreaAssociation], user: Any) -> list[ParkManager]:
    if not associations or not user.has_perm("places.view_park_manager"):
        return []
    speakers = {row.organisation_id: row.organisation for row in associations}
    roles = (
        OrganisationRole.objects.active()
        .filter(kind=RoleKind.PARK_MANAGER, organisation_id__in=speakers, person__erased_at__isnull=True)
        .select_related("person")
    )
    found = []
    for role in roles:
        speaker = speakers[role.organisation_id]
        found.append(ParkManager(speaker, role.person, user.has_perm("members.view_contact", speaker)))
    return found


def history_of_area(area: Area, user: Any) -> list[SignedLine]:
    """With its ambitions, measurements and targets."""
    rows = (model.objects.filter(area=area).only("pk") for model in (Ambition, Measurement, Target))
    return signed_history_of(area, *chain.from_iterable(rows), reader=user)


def history_of_indicator(indicator: Indicator, user: Any) -> list[SignedLine]:
    rows = (model.objects.filter(indicator=indicator).only("pk") for model in (Measurement, Target))
    return signed_history_of(indicator, *chain.from_iterable(rows), reader=user)
