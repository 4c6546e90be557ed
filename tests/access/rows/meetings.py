from datetime import date

from ..row import INSIDE, INVITED, OFFICE, Row, pk, rows
from ..world import World

THIS_YEAR = ("year", date.today().year)  # noqa: DTZ011 - any year does


def body_of_year(world: World) -> dict[str, object]:
    return {"pk": world.objects["body"].pk}


# The meeting was held and its minutes are approved; its item is open to all in the collective.
MEETINGS: dict[str, Row] = {
    "meetings:meetings": Row(INVITED),
    "meetings:meeting_export": Row(INVITED, fixed=(("kind", "csv"),)),
    # Who leads a body; of these visitors only the office.
    "meetings:meeting_add": Row(OFFICE),
    "meetings:meeting": Row(INSIDE, pk("meeting")),
    **rows(
        OFFICE,
        (
            "meetings:meeting_change",
            "meetings:meeting_move",
            "meetings:meeting_cancel",
            "meetings:meeting_restore",
        ),
        pk("next_meeting"),
    ),
    "meetings:this_year": Row(INSIDE),
    "meetings:year": Row(INSIDE, fixed=(THIS_YEAR,)),
    "meetings:year_export": Row(INSIDE, fixed=(THIS_YEAR, ("kind", "csv"))),
    "meetings:year_plan": Row(OFFICE, body_of_year, fixed=(THIS_YEAR,)),
    "meetings:holidays": Row(OFFICE),
    "meetings:holiday_add": Row(OFFICE),
    **rows(OFFICE, ("meetings:holiday_change", "meetings:holiday_remove"), pk("holiday")),
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
