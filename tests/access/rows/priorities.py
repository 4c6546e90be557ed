from ..row import BOARDS, EVERYONE, INSIDE, OFFICE, Row, pk, rows, slug

PRIORITIES: dict[str, Row] = {
    **rows(
        EVERYONE,
        (
            "priorities:priorities",
            "priorities:projects",
            "priorities:projects_board",
            "priorities:timeline",
            "priorities:timeline_export",
            "priorities:results",
        ),
    ),
    "priorities:result_export": Row(EVERYONE, fixed=(("kind", "csv"),)),
    "priorities:priority": Row(EVERYONE, slug("priority")),
    **rows(
        OFFICE,
        (
            "priorities:editions",
            "priorities:edition_add",
            "priorities:project_add",
            "priorities:plan_imports",
            "priorities:kind_words",
            "priorities:kind_words_restore",
        ),
    ),
    **rows(
        OFFICE,
        (
            "priorities:plan_import",
            "priorities:plan_import_take_over",
            "priorities:plan_import_drop",
            "priorities:plan_import_undo",
        ),
        pk("plan_import"),
    ),
    **rows(
        OFFICE,
        (
            "priorities:edition",
            "priorities:edition_change",
            "priorities:edition_copy",
            "priorities:baselines",
            "priorities:priority_add",
        ),
        pk("edition"),
    ),
    "priorities:baseline_delete": Row(OFFICE, pk("baseline")),
    **rows(OFFICE, ("priorities:dependency_change", "priorities:dependency_remove"), pk("dependency")),
    # Each step is somebody's own.
    **rows(OFFICE, ("priorities:planning_undo", "priorities:planning_redo"), pk("planning_step")),
    **rows(OFFICE, ("priorities:edition_delete", "priorities:edition_make_current"), pk("draft_edition")),
    **rows(
        OFFICE,
        (
            "priorities:priority_change",
            "priorities:priority_delete",
            "priorities:priority_move",
            "priorities:aim_add",
            "priorities:challenge_add",
            "priorities:result_add",
        ),
        pk("priority"),
    ),
    **rows(OFFICE, ("priorities:aim_change", "priorities:aim_delete", "priorities:aim_move"), pk("aim")),
    **rows(
        OFFICE,
        ("priorities:challenge_change", "priorities:challenge_delete", "priorities:challenge_move"),
        pk("challenge"),
    ),
    "priorities:project": Row(INSIDE, pk("project")),
    "priorities:project_history": Row(BOARDS, pk("project")),
    "priorities:comment_add": Row(INSIDE, pk("project")),
    "priorities:comment_remove": Row(
        INSIDE,
        lambda world: {"pk": world.objects["project"].pk, "comment": world.objects["comment"].pk},
        changers=OFFICE,
    ),
    **rows(
        OFFICE,
        (
            "priorities:project_change",
            "priorities:project_delete",
            "priorities:project_move",
            "priorities:project_planning",
            "priorities:dependency_add",
            "priorities:project_update",
            "priorities:project_result_add",
            "priorities:milestone_add",
            "priorities:part_add",
            "priorities:partner_add",
        ),
        pk("project"),
    ),
    **rows(
        OFFICE,
        ("priorities:milestone_change", "priorities:milestone_delete", "priorities:milestone_finish"),
        pk("milestone"),
    ),
    **rows(
        OFFICE,
        (
            "priorities:part_change",
            "priorities:part_delete",
            "priorities:part_finish",
            "priorities:part_move",
        ),
        pk("part"),
    ),
    **rows(OFFICE, ("priorities:partner_change", "priorities:partner_delete"), pk("partner")),
    **rows(OFFICE, ("priorities:result_change", "priorities:result_delete"), pk("result")),
}
