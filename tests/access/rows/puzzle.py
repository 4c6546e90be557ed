from ..row import EVERYONE, INSIDE, INVITED, OFFICE, Row, pk, rows

# The work is known to the collective; lists show each visitor what he may see.
PUZZLE: dict[str, Row] = {
    "puzzle:works": Row(EVERYONE),
    "puzzle:work": Row(INSIDE, pk("work")),
    "puzzle:clashes": Row(INSIDE),
    "puzzle:clashes_find": Row(OFFICE),
    "puzzle:clash": Row(INSIDE, pk("clash"), changers=OFFICE),
    "puzzle:reach": Row(INSIDE),
    "puzzle:reach_compute": Row(OFFICE),
    "puzzle:sources": Row(OFFICE),
    "puzzle:source_add": Row(OFFICE),
    **rows(OFFICE, ("puzzle:source",), pk("work_source")),
    **rows(
        OFFICE, ("puzzle:reading", "puzzle:reading_take_over", "puzzle:reading_discard"), pk("works_reading")
    ),
    "puzzle:plans": Row(INVITED),
    **rows(INSIDE, ("puzzle:plan", "puzzle:plan_figures"), pk("works_plan")),
    "puzzle:plan_add": Row(OFFICE),
    **rows(
        OFFICE,
        (
            "puzzle:plan_copy",
            "puzzle:plan_agree",
            "puzzle:plan_share",
            "puzzle:plan_compute",
            "puzzle:plan_effects",
            "puzzle:plan_undo",
            "puzzle:plan_redo",
            "puzzle:plan_search",
        ),
        pk("works_plan"),
    ),
    "puzzle:planned_move": Row(OFFICE, pk("planned_work")),
    "puzzle:planned_lock": Row(OFFICE, pk("planned_work")),
    **rows(OFFICE, ("puzzle:run", "puzzle:run_stop", "puzzle:run_lay", "puzzle:run_keep"), pk("plan_run")),
    "puzzle:rules": Row(OFFICE),
    "puzzle:rule_add": Row(OFFICE, fixed=(("kind", "blackout"),)),
    **rows(OFFICE, ("puzzle:rule", "puzzle:rule_remove"), pk("works_rule")),
}

# The public page is the same for everybody.
PUZZLE |= rows(
    EVERYONE,
    (
        "puzzle:reachable",
        "puzzle:reachable_embedded",
        "puzzle:reachable_geojson",
        "puzzle:reachable_calendar",
        "puzzle:reachable_feed",
    ),
)
