from ..row import INSIDE, INVITED, OFFICE, Row, pk, rows

# The meeting was held and its minutes are approved; its item is open to all in the collective.
MEETINGS: dict[str, Row] = {
    "meetings:meetings": Row(INVITED),
    "meetings:meeting": Row(INSIDE, pk("meeting")),
    "meetings:item": Row(INSIDE, pk("agenda_item")),
    # Nobody here sits in the body, so only the office leads it.
    **rows(
        OFFICE,
        ("meetings:item_add", "meetings:sources", "meetings:agenda_order"),
        pk("next_meeting"),
    ),
    **rows(
        OFFICE,
        (
            "meetings:item_change",
            "meetings:item_move",
            "meetings:item_shift",
            "meetings:item_drop",
            "meetings:item_restore",
        ),
        pk("agenda_item"),
    ),
    "meetings:backlog": Row(OFFICE, pk("body")),
    "meetings:templates": Row(OFFICE),
    "meetings:template_add": Row(OFFICE),
    **rows(OFFICE, ("meetings:template_change", "meetings:template_remove"), pk("agenda_template")),
    "meetings:bundle": Row(INSIDE, pk("paper_bundle")),
}
