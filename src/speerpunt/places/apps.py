from typing import Any

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from speerpunt.core.enums import Visibility


class PlacesConfig(AppConfig):
    name = "speerpunt.places"
    label = "places"
    verbose_name = _("Places")

    def ready(self) -> None:
        from speerpunt.core.registry import (
            ListFilter,
            NavigationItem,
            Panel,
            SearchSource,
            Subject,
            add_filter,
            add_navigation,
            add_panel,
            add_search_source,
            add_sheet,
            add_subject,
            listen,
            set_map_layer,
        )

        from .filters import lying_in
        from .models import Ambition, Area, AreaAlias, Indicator
        from .queries import area_choices, areas_visible_to, indicators_visible_to
        from .queries.search import area_texts, indicator_texts
        from .services import place_located
        from .services.area_imports import AREAS
        from .services.indicator_imports import INDICATORS, NUMBERS

        add_navigation(NavigationItem(40, _("Areas"), "places:areas", "map", also=("places:indicators",)))
        add_filter(ListFilter("members:organisations", "gebied", _("area"), area_choices, lying_in))
        add_panel(Panel("members:organisation", 40, "places/panels/organisation.html", _areas_of))
        add_subject(
            Subject(
                Area,
                "places:area",
                areas_visible_to,
                "places.change_profile",
                _circle_of_area,
                key_field="slug",
            )
        )
        for sheet in (AREAS, INDICATORS, NUMBERS):
            add_sheet(sheet)
        told_of = {AreaAlias: "area_id", Ambition: "area_id"}
        add_search_source(SearchSource(Area, 40, _("Areas"), areas_visible_to, area_texts, told_of))
        add_search_source(
            SearchSource(Indicator, 45, _("Indicators"), indicators_visible_to, indicator_texts)
        )
        set_map_layer("base", "places:base_map")
        set_map_layer("areas", "places:area_shapes")
        listen("members.organisations_located", place_located)


def _circle_of_area(area: Any) -> str:
    return Visibility.PUBLIC if area.trashed_at is None else Visibility.CLOSED


def _areas_of(request: HttpRequest, organisation: Any) -> dict[str, Any] | None:
    """Nothing to show where the place of an organisation is not known."""
    from .queries import areas_of_organisation

    if organisation.latitude is None:
        return None
    return {"areas": areas_of_organisation(organisation.pk)}
