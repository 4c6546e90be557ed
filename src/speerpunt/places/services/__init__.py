from .areas import (
    AreaProblem,
    add_area,
    change_area,
    change_whole_area,
    restore_area,
    set_aliases,
    set_associations,
    trash_area,
)
from .base_maps import draw_base_map
from .imports import AreaImportProblem, AreaImportReport, import_areas
from .indicators import (
    IndicatorProblem,
    add_indicator,
    change_indicator,
    remove_measurement,
    remove_target,
    set_measurement,
    set_target,
)
from .placements import place_in_area, place_located, place_organisations
from .profiles import add_ambition, change_ambition, change_sentence, remove_ambition
from .shapes import ShapeProblem, drawing_bounds, read_json, sound_shape

__all__ = [
    "AreaImportProblem",
    "AreaImportReport",
    "AreaProblem",
    "IndicatorProblem",
    "ShapeProblem",
    "add_ambition",
    "add_area",
    "add_indicator",
    "change_ambition",
    "change_area",
    "change_indicator",
    "change_sentence",
    "change_whole_area",
    "draw_base_map",
    "drawing_bounds",
    "import_areas",
    "place_in_area",
    "place_located",
    "place_organisations",
    "read_json",
    "remove_ambition",
    "remove_measurement",
    "remove_target",
    "restore_area",
    "set_aliases",
    "set_associations",
    "set_measurement",
    "set_target",
    "sound_shape",
    "trash_area",
]
