from datetime import date

from ..row import INSIDE, INVITED, OFFICE, Row, pk, rows
from ..world import World

THIS_YEAR = ("year", date.today().year)  # noqa: DTZ011 - any year does


def body_of_year(world: World) -> dict[str, object]:
    return {"pk": world.objects["body"].pk}


def on_desk(world: World) -> dict[str, object]:
    """The meeting, and an item on its agenda."""
    return {"pk": world.objects["meeting"].pk, "number": world.objects["agenda_item"].pk}


def of_promise(world: World) -> dict[str, object]:
    return {"pk": world.objects["meeting"].pk, "number": world.objects["promise"].action_id}


# None of the visitors was invited, so none has an answer to give; the office is told that it has none.
NOBODY: frozenset[str] = frozenset()


def item_and_document(world: World) -> dict[str, object]:
    return {"pk": world.objects["coming_item"].pk, "document": world.objects["paper"].document_id}


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
    "meetings:gathering_sign_up": Row(INSIDE, pk("gathering")),
    "meetings:gathering_sign_off": Row(INSIDE, pk("gathering")),
    **rows(OFFICE, ("meetings:gathering_open", "meetings:sign_ups"), pk("gathering")),
    "meetings:sign_up_export": Row(OFFICE, pk("gathering"), fixed=(("kind", "csv"),)),
    "meetings:sign_up_remove": Row(OFFICE, pk("sign_up")),
    "meetings:calendar_upload": Row(OFFICE),
    **rows(OFFICE, ("meetings:calendar_preview", "meetings:calendar_discard"), pk("calendar_draft")),
    # Who leads the body of a series; to others there is none.
    **rows(OFFICE, ("meetings:all_series", "meetings:series_add")),
    **rows(
        OFFICE,
        ("meetings:series", "meetings:series_change", "meetings:series_extend", "meetings:series_end"),
        pk("meeting_series"),
    ),
    "meetings:holidays": Row(OFFICE),
    "meetings:holiday_add": Row(OFFICE),
    **rows(OFFICE, ("meetings:holiday_change", "meetings:holiday_remove"), pk("holiday")),
    "meetings:item": Row(INSIDE, pk("agenda_item")),
    **rows(OFFICE, ("meetings:send", "meetings:guest_add"), pk("next_meeting")),
    "meetings:guest_remove": Row(OFFICE, pk("attendance")),
    # Of somebody who was invited; the access matrix names nobody, so the office is told that there is none.
    "meetings:attendance_answer": Row(OFFICE, pk("next_meeting")),
    "meetings:answer": Row(OFFICE, pk("meeting")),
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
            "meetings:papers_add",
            "meetings:paper_choose",
        ),
        pk("coming_item"),
    ),
    "meetings:paper_link": Row(OFFICE, item_and_document),
    **rows(
        OFFICE, ("meetings:paper_shift", "meetings:paper_access", "meetings:paper_remove"), pk("coming_paper")
    ),
    # A note is for who writes it.
    "meetings:item_note": Row(INSIDE, pk("agenda_item")),
    "meetings:paper_note": Row(INSIDE, pk("paper")),
    "meetings:item_archive": Row(INSIDE, pk("agenda_item")),
    "meetings:meeting_archive": Row(INSIDE, pk("meeting")),
    "meetings:paper_set": Row(INSIDE, pk("meeting")),
    # What was made for somebody is for nobody else; this job made no such thing.
    "meetings:set_download": Row(NOBODY, pk("job")),
    "meetings:backlog": Row(OFFICE, pk("body")),
    "meetings:backlog_export": Row(OFFICE, pk("body"), fixed=(("kind", "csv"),)),
    "meetings:templates": Row(OFFICE),
    "meetings:template_add": Row(OFFICE),
    **rows(OFFICE, ("meetings:template_change", "meetings:template_remove"), pk("agenda_template")),
    "meetings:bundle": Row(INSIDE, pk("paper_bundle")),
    # Minutes are written by who leads the body, and the office.
    **rows(
        OFFICE,
        (
            "meetings:meeting_open",
            "meetings:meeting_close",
            "meetings:minutes",
            "meetings:presence",
            "meetings:presence_seats",
            "meetings:presence_guest",
            "meetings:promises",
            "meetings:minutes_send",
            "meetings:minutes_approve",
        ),
        pk("meeting"),
    ),
    **rows(
        OFFICE,
        (
            "meetings:minutes_item",
            "meetings:minutes_pulse",
            "meetings:minutes_writing",
            "meetings:item_finish",
            "meetings:item_reopen",
        ),
        on_desk,
    ),
    **rows(OFFICE, ("meetings:promise_finish", "meetings:promise_move"), of_promise),
    **rows(
        OFFICE,
        ("meetings:entry_change", "meetings:entry_remove", "meetings:entry_restore"),
        pk("minute_entry"),
    ),
    **rows(OFFICE, ("meetings:interests", "meetings:correction_add"), pk("agenda_item")),
    "meetings:interest_remove": Row(OFFICE, pk("interest")),
    # They are approved; the only one who was there has no account.
    "meetings:minutes_read": Row(INSIDE, pk("meeting")),
    "meetings:minutes_file": Row(INSIDE, pk("meeting"), fixed=(("what", "notulen"), ("kind", "docx"))),
    "meetings:remark_add": Row(OFFICE, pk("agenda_item")),
    "meetings:remark_answer": Row(OFFICE, pk("remark")),
    "meetings:decisions": Row(INVITED),
    "meetings:decision_export": Row(INVITED, fixed=(("kind", "csv"),)),
    "meetings:decision": Row(INSIDE, pk("decision")),
    "meetings:decision_state": Row(OFFICE, pk("decision")),
}
