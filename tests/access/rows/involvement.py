"""Who is touched by works, whom the office invites, and what to do when a road fails."""

from ..row import INSIDE, OFFICE, Row, pk, rows

INVOLVEMENT: dict[str, Row] = {
    "puzzle:involvements": Row(INSIDE),
    "puzzle:involvement_of_work": Row(INSIDE, pk("work"), changers=OFFICE),
    "puzzle:involvement_of_clash": Row(INSIDE, pk("clash"), changers=OFFICE),
    "puzzle:involvement_of_period": Row(INSIDE, changers=OFFICE),
    "puzzle:invitation_lists": Row(OFFICE),
    **rows(
        OFFICE,
        (
            "puzzle:invitation_list",
            "puzzle:invitation_list_rename",
            "puzzle:invitation_list_remove",
            "puzzle:invitation_list_meeting",
        ),
        pk("invitation_list"),
    ),
    "puzzle:invitation_list_export": Row(OFFICE, pk("invitation_list"), fixed=(("kind", "csv"),)),
    "puzzle:invitee_remove": Row(OFFICE, pk("invitee")),
    "puzzle:protocols": Row(INSIDE, changers=OFFICE),
    "puzzle:protocol": Row(INSIDE, pk("protocol")),
}
