from ..row import INSIDE, OFFICE, Row, import_rows, pk, rows

# Works that the office writes down.
WORKS: dict[str, Row] = {
    **rows(OFFICE, ("puzzle:work_add", "puzzle:works_trash")),
    **rows(OFFICE, ("puzzle:work_change", "puzzle:work_trash", "puzzle:stretch_add"), pk("work")),
    "puzzle:work_restore": Row(OFFICE, pk("trashed_work")),
    "puzzle:work_export": Row(INSIDE, fixed=(("kind", "csv"),)),
    **import_rows("puzzle:work_import", "work_draft"),
    "puzzle:stretches": Row(OFFICE),
    **rows(
        OFFICE,
        ("puzzle:stretch", "puzzle:stretch_remove", "puzzle:stretch_place", "puzzle:stretch_propose"),
        pk("work_line"),
    ),
}
