from .areas import (
    AreaChoice,
    area_choices,
    area_rows,
    areas_of_organisation,
    areas_visible_to,
    in_groups,
    numbers_by_area,
)
from .following import area_rows_of
from .indicators import indicator_rows, indicators_visible_to, series_of_area, series_of_indicator
from .maps import area_features, base_map_digest, base_map_text
from .profile import AreaProfile, area_profile, history_of_area, history_of_indicator

__all__ = [
    "AreaChoice",
    "AreaProfile",
    "area_choices",
    "area_features",
    "area_profile",
    "area_rows",
    "area_rows_of",
    "areas_of_organisation",
    "areas_visible_to",
    "base_map_digest",
    "base_map_text",
    "history_of_area",
    "history_of_indicator",
    "in_groups",
    "indicator_rows",
    "indicators_visible_to",
    "numbers_by_area",
    "series_of_area",
    "series_of_indicator",
]
