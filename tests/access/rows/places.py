from ..row import EVERYONE, OFFICE, Row, import_rows, pk, rows, slug

PLACES: dict[str, Row] = {
    **rows(EVERYONE, ("places:areas", "places:indicators", "places:base_map", "places:area_shapes")),
    **rows(
        OFFICE,
        (
            "places:area_add",
            "places:areas_trash",
            "places:area_import",
            "places:area_export",
            "places:indicator_add",
        ),
    ),
    "places:area_table_export": Row(OFFICE, fixed=(("kind", "csv"),)),
    "places:indicator_export": Row(EVERYONE, fixed=(("kind", "csv"),)),
    "places:number_export": Row(EVERYONE, fixed=(("kind", "csv"),)),
    **import_rows("places:area_table_import", "area_draft"),
    **import_rows("places:indicator_import", "indicator_draft"),
    **import_rows("places:number_import", "number_draft"),
    "places:area": Row(EVERYONE, slug("area")),
    **rows(
        OFFICE,
        (
            "places:area_change",
            "places:area_trash",
            "places:profile_change",
            "places:ambition_add",
            "places:area_measurement_add",
        ),
        slug("area"),
    ),
    "places:area_restore": Row(OFFICE, slug("trashed_area")),
    **rows(OFFICE, ("places:ambition_change", "places:ambition_remove"), pk("ambition")),
    "places:measurement_remove": Row(OFFICE, pk("measurement")),
    "places:target_remove": Row(OFFICE, pk("target")),
    "places:indicator": Row(EVERYONE, slug("indicator")),
    **rows(
        OFFICE,
        ("places:indicator_change", "places:measurement_add", "places:target_add"),
        slug("indicator"),
    ),
}
