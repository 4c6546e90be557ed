"""Who may do what with actions. Who may see one, `queries.actions_visible_to` says; this is asked after that."""

from typing import Any

import rules

from speerpunt.core.registry import subject_for
from speerpunt.members.rules import Standing, is_office, is_on_a_board, is_signed_in, standing, with_standing


def _is(at: Standing, person_id: int | None) -> bool:
    return at.is_signed_in and at.person_id is not None and at.person_id == person_id


owns_it = with_standing(lambda at, action: action is not None and _is(at, action.owner_id), "owns_it")
made_it = with_standing(lambda at, action: action is not None and _is(at, action.made_by_id), "made_it")
asked_it = with_standing(lambda at, asked: asked is not None and _is(at, asked.asked_by_id), "asked_it")
made_its_action = with_standing(
    lambda at, asked: asked is not None and not asked.is_handover and _is(at, asked.action.made_by_id),
    "made_its_action",
)
takes_it_over = with_standing(
    lambda at, asked: asked is not None and _is(at, asked.new_owner_id), "takes_it_over"
)
is_by_itself = rules.Predicate(lambda user, target=None: target is None, name="is_by_itself")


def may_hang(user: Any, target: Any = None) -> bool:
    """Who may change a thing may hang an action on it."""
    if target is None or not standing(user).is_signed_in:
        return False
    return bool(user.has_perm(subject_for(type(target)).permission, target))


may_hang_on_it = rules.Predicate(may_hang, name="may_hang_on_it")

rules.add_perm("actions.list_actions", is_signed_in)
# Of the thing that it hangs on, or of nothing for one of the collective as a whole.
rules.add_perm("actions.add_action", is_office | (is_by_itself & is_on_a_board) | may_hang_on_it)
rules.add_perm("actions.change_action", is_office | made_it)
rules.add_perm("actions.close_action", is_office | made_it | owns_it)
rules.add_perm("actions.bulk_change_actions", is_office)
rules.add_perm("actions.import_actions", is_office)
# Who may change it has nothing to ask.
rules.add_perm("actions.ask_request", owns_it & ~is_office & ~made_it)
# Of a request.
rules.add_perm("actions.answer_request", is_office | made_its_action | takes_it_over)
rules.add_perm("actions.withdraw_request", asked_it)
