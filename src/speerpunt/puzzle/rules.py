"""Who may see and do what with works."""

from typing import Any

import rules

from speerpunt.core.enums import Visibility, narrowest
from speerpunt.members.rules import is_inside, is_office, standing
from speerpunt.priorities.rules import circle_of_project


def circle_of_clash(clash: Any) -> str:
    """Of both sides the narrower; what we make of it is never public."""
    other = clash.other_work.visibility if clash.other_work is not None else circle_of_project(clash.project)
    return narrowest([Visibility.MEMBERS, clash.work.visibility, other])


is_partner = rules.Predicate(lambda user: standing(user).is_partner, name="is_partner")

rules.add_perm("puzzle.list_works", rules.always_allow)
rules.add_perm("puzzle.change_work", is_office)
rules.add_perm("puzzle.list_clashes", is_inside)
# What the works do to each area is computed from works that are public.
rules.add_perm("puzzle.view_reach", is_inside)
rules.add_perm("puzzle.view_involvement", is_inside)
rules.add_perm("puzzle.set_rung", is_office)
# Names and addresses of people.
rules.add_perm("puzzle.invite", is_office)
rules.add_perm("puzzle.view_protocols", is_inside)
rules.add_perm("puzzle.make_protocol", is_office)
rules.add_perm("puzzle.import_works", is_office)
rules.add_perm("puzzle.export_works", is_inside)
rules.add_perm("puzzle.list_plans", is_inside | is_partner)
rules.add_perm("puzzle.change_plans", is_office)
# Who plays needs no right: a game is entered with its code, and a player may do nothing but play.
rules.add_perm("puzzle.host_games", is_office)
