from ..row import BOARDS, INSIDE, INVITED, OFFICE, Row, import_rows, pk, rows
from ..world import World

# The action on the project is somebody's without an account, and made by the office.
NOBODY: frozenset[str] = frozenset()
MEMBER = frozenset({"member"})


def on_project(world: World) -> dict[str, object]:
    return {"app": "priorities", "kind": "project", "number": world.objects["project"].pk}


ACTIONS: dict[str, Row] = {
    "actions:actions": Row(INVITED),
    "actions:action_export": Row(INVITED, fixed=(("kind", "csv"),)),
    **import_rows("actions:action_import", "action_draft"),
    "actions:action_bulk": Row(OFFICE),
    "actions:action_add": Row(BOARDS),
    "actions:action_add_to": Row(OFFICE, on_project),
    "actions:action": Row(INSIDE, pk("action")),
    **rows(
        OFFICE,
        (
            "actions:action_change",
            "actions:action_drop",
            "actions:action_finish",
            "actions:action_reopen",
        ),
        pk("action"),
    ),
    # Who owns it asks; who may change it has nothing to ask.
    "actions:action_ask": Row(MEMBER, pk("own_action")),
    "actions:request_answer": Row(OFFICE, pk("action_request")),
    "actions:request_withdraw": Row(NOBODY, pk("action_request")),
}
