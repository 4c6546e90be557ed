from ..row import INSIDE, INVITED, Row, pk

# The meeting was held and its minutes are approved; its item is open to all in the collective.
MEETINGS: dict[str, Row] = {
    "meetings:meetings": Row(INVITED),
    "meetings:meeting": Row(INSIDE, pk("meeting")),
    "meetings:item": Row(INSIDE, pk("agenda_item")),
    "meetings:bundle": Row(INSIDE, pk("paper_bundle")),
}
