"""Who may see and do what with money. Each `is_…_in_sight` is the twin of a queryset in `queries.visible`.

For an area its associations speak, for a sector one organisation; the umbrellas to which these belong speak too. Of
partners and strangers nobody sees anything. Whether the state of a thing allows it, its service says.
"""

from typing import Any

import rules

from speerpunt.core.enums import Visibility
from speerpunt.members.enums import OrganisationKind, StandingKind
from speerpunt.members.models import Membership
from speerpunt.members.rules import Standing, is_inside, is_office, is_on_a_board, standing, with_standing

from .enums import RequestState


def sees_all(at: Standing) -> bool:
    return at.is_office or StandingKind.BOARD in at.kinds


def own_organisations(account: Any) -> set[int]:
    """The associations of an area today, or the organisation of a sector."""
    if account.area_id is None:
        return {account.organisation_id}
    return set(account.area.association_rows.active().values_list("organisation_id", flat=True))


def umbrellas_of(organisations: Any) -> set[int]:
    """The collective itself is none of these: its board decides, and asks for nobody."""
    rows = Membership.objects.active().filter(organisation__in=organisations)
    rows = rows.exclude(umbrella__kind=OrganisationKind.COLLECTIVE)
    return set(rows.values_list("umbrella_id", flat=True))


def speaks_for(at: Standing, account: Any) -> bool:
    """Sits on the board of an organisation that speaks for the account, or of an umbrella of one."""
    if account is None or not at.board_ids:
        return False
    own = own_organisations(account)
    return bool(at.board_ids & (own | umbrellas_of(own)))


def manages(at: Standing, account: Any) -> bool:
    """Is park manager for an organisation that speaks for the account."""
    return account is not None and bool(at.managed_ids) and bool(at.managed_ids & own_organisations(account))


def belongs_to(at: Standing, account: Any) -> bool:
    """With an organisation that speaks for it, that is a member of one, or that lies in the area."""
    if not at.organisation_ids or not at.is_inside:
        return False
    own = own_organisations(account)
    if own & (at.organisation_ids | umbrellas_of(at.organisation_ids)):
        return True
    if account.area_id is None:
        return False
    return bool(account.area.placements.filter(organisation__in=at.organisation_ids).exists())


def is_account_in_sight(at: Standing, account: Any) -> bool:
    return sees_all(at) or speaks_for(at, account) or belongs_to(at, account)


def is_request_in_sight(at: Standing, request: Any) -> bool:
    """A draft is of who speaks for the account, and of the office."""
    if at.is_office or speaks_for(at, request.account):
        return True
    is_shown = request.state != RequestState.DRAFT
    return is_shown and (sees_all(at) or manages(at, request.account))


def is_swap_in_sight(at: Standing, swap: Any) -> bool:
    return sees_all(at) or speaks_for(at, swap.giver) or speaks_for(at, swap.taker)


def is_grant_in_sight(at: Standing, grant: Any) -> bool:
    return at.is_inside and grant.visibility in at.visibilities()


def circle_of_request(_request: Any) -> str:
    """Members read the statement of their area, not its papers."""
    return Visibility.BOARD


def circle_of_grant(grant: Any) -> str:
    return str(grant.visibility)


def _speaks(user: Any, account: Any = None) -> bool:
    return speaks_for(standing(user), account)


def _asked_it(at: Standing, request: Any) -> bool:
    return request is not None and at.person_id is not None and request.asked_by_id == at.person_id


is_board = with_standing(lambda at, target: StandingKind.BOARD in at.kinds, "is_board")
speaks_for_account = rules.Predicate(_speaks, name="speaks_for_account")
speaks_for_its_account = rules.Predicate(
    lambda user, request=None: request is not None and _speaks(user, request.account),
    name="speaks_for_its_account",
)
speaks_for_one = rules.Predicate(
    lambda user, swap=None: swap is not None and (_speaks(user, swap.giver) or _speaks(user, swap.taker)),
    name="speaks_for_one",
)
proposed_it = with_standing(
    lambda at, swap: swap is not None and at.person_id is not None and swap.proposed_by_id == at.person_id,
    "proposed_it",
)
asked_it = with_standing(_asked_it, "asked_it")
# Whoever may speak for something, whatever that is.
speaks_somewhere = with_standing(lambda at, target: at.is_office or bool(at.board_ids), "speaks_somewhere")

rules.add_perm("funds.view_money", is_inside)
# Of all areas and sectors, also those that one sees no statement of.
rules.add_perm("funds.view_totals", is_on_a_board)
rules.add_perm("funds.manage_money", is_office)
rules.add_perm("funds.add_requests", speaks_somewhere)
# Of an account.
rules.add_perm("funds.ask_for", is_office | speaks_for_account)
rules.add_perm("funds.speak_for", speaks_for_account)
# Of a request.
rules.add_perm("funds.work_on_request", is_office | speaks_for_its_account)
# Nobody decides on what he asked himself.
rules.add_perm("funds.decide_request", is_office | (is_board & ~asked_it))
rules.add_perm("funds.pay_request", is_office)
# Who sees it reads and writes what is said of it.
rules.add_perm("funds.comment_request", is_inside)
rules.add_perm("funds.list_requests", is_inside)
# Of a swap.
rules.add_perm("funds.list_swaps", is_on_a_board)
rules.add_perm("funds.refuse_swap", speaks_for_one)
rules.add_perm("funds.withdraw_swap", is_office | proposed_it)
# Of what outside funds give.
rules.add_perm("funds.list_grants", is_inside)
rules.add_perm("funds.manage_grants", is_office)
