"""What goes around a meeting: positions, sessions with partners, the council."""

from ..row import BOARDS, INSIDE, OFFICE, Row, pk, rows
from ..world import World


def hit_of_council(world: World) -> dict[str, object]:
    item = world.objects["council_item"]
    return {"pk": item.pk, "kind": "gebied", "number": world.objects["area"].pk}


# A position that is agreed and open to all; the rest of what goes around a meeting is for who leads the body.
AROUND: dict[str, Row] = {
    "meetings:position": Row(INSIDE, pk("position")),
    **rows(OFFICE, ("meetings:position_change", "meetings:position_agree"), pk("draft_position")),
    **rows(OFFICE, ("meetings:position_add", "meetings:session_add"), pk("internal_session")),
    "meetings:share": Row(OFFICE, pk("partner_session")),
    **rows(OFFICE, ("meetings:share_change", "meetings:share_take_back"), pk("shared_piece")),
    "meetings:council": Row(INSIDE),
    "meetings:council_item": Row(INSIDE, pk("council_item"), BOARDS),
    "meetings:council_hit": Row(BOARDS, hit_of_council),
    "meetings:council_import": Row(OFFICE),
    **rows(OFFICE, ("meetings:council_sources", "meetings:council_source_add")),
    **rows(
        OFFICE,
        ("meetings:council_source", "meetings:council_source_read", "meetings:council_source_remove"),
        pk("council_source"),
    ),
    **rows(OFFICE, ("meetings:council_preview", "meetings:council_discard"), pk("council_draft")),
}
