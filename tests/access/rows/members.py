from ..row import BOARDS, INSIDE, OFFICE, Row, import_rows, pk, rows

MEMBERS: dict[str, Row] = {
    **rows(INSIDE, ("members:organisations", "members:organisation_map", "members:organisation_points")),
    **rows(
        OFFICE,
        (
            "members:manage",
            "members:manage_collective",
            "members:mail_retry",
            "members:view_as",
            "members:organisation_add",
            "members:organisation_bulk",
            "members:person_add",
            "members:body_add",
        ),
    ),
    "members:organisation_export": Row(OFFICE, fixed=(("kind", "csv"),)),
    **import_rows("members:organisation_import", "draft"),
    "members:organisation": Row(INSIDE, pk("organisation")),
    **rows(
        OFFICE,
        (
            "members:organisation_change",
            "members:organisation_trash",
            "members:membership_add",
            "members:role_add",
        ),
        pk("organisation"),
    ),
    "members:organisation_restore": Row(OFFICE, pk("trashed")),
    "members:membership_end": Row(OFFICE, pk("membership")),
    "members:role_end": Row(OFFICE, pk("role")),
    "members:people": Row(BOARDS),
    "members:person": Row(BOARDS, pk("person")),
    **rows(
        OFFICE,
        (
            "members:person_change",
            "members:person_role_add",
            "members:person_invite",
            "members:person_invite_withdraw",
            "members:person_erase",
            "members:second_factor_reset",
        ),
        pk("person"),
    ),
    **rows(INSIDE, ("members:bodies", "members:body_representation")),
    "members:body": Row(INSIDE, pk("body")),
    **rows(OFFICE, ("members:body_change", "members:seat_add"), pk("body")),
    **rows(OFFICE, ("members:seat_change", "members:seat_end"), pk("seat")),
}
