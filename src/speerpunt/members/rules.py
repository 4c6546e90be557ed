"""What somebody is to the collective, and what that allows. Predicates read `user.standing` and nothing else."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import rules
from django_scopes import get_scope

from speerpunt.core.enums import Visibility

from .enums import StandingKind

ON_A_BOARD = frozenset({StandingKind.OFFICE, StandingKind.BOARD, StandingKind.UMBRELLA_BOARD})
INSIDE = ON_A_BOARD | {StandingKind.PARK_MANAGER, StandingKind.MEMBER}


@dataclass(frozen=True)
class Standing:
    """Derived from dated roles and seats on one day; see `members.queries.standing_of`."""

    collective_id: int | None = None
    person_id: int | None = None
    kinds: frozenset[str] = frozenset({StandingKind.PUBLIC})
    # Organisations in which the person has any role; the same for the narrower roles.
    organisation_ids: frozenset[int] = frozenset()
    board_ids: frozenset[int] = frozenset()
    managed_ids: frozenset[int] = frozenset()
    # Bodies in which the person holds any seat; one that decides; one that leads, as chair or secretary.
    body_ids: frozenset[int] = frozenset()
    deciding_body_ids: frozenset[int] = frozenset()
    led_body_ids: frozenset[int] = frozenset()
    viewing_as: str = ""
    real_kinds: frozenset[str] = field(default=frozenset())

    @property
    def is_office(self) -> bool:
        return StandingKind.OFFICE in self.kinds

    @property
    def is_on_a_board(self) -> bool:
        return bool(self.kinds & ON_A_BOARD)

    @property
    def is_inside(self) -> bool:
        """Belongs to the collective; a partner does not."""
        return bool(self.kinds & INSIDE)

    @property
    def is_partner(self) -> bool:
        return StandingKind.PARTNER in self.kinds

    @property
    def is_signed_in(self) -> bool:
        return self.kinds != {StandingKind.PUBLIC}

    @property
    def titles(self) -> tuple[str, ...]:
        """The kinds in words, the widest rights first."""
        return tuple(
            str(kind.label) for kind in StandingKind if kind in self.kinds and kind != StandingKind.PUBLIC
        )

    @property
    def viewing_as_title(self) -> str:
        return str(StandingKind(self.viewing_as).label) if self.viewing_as else ""

    def visibilities(self) -> tuple[str, ...]:
        """The circles of things that this standing may read."""
        if self.is_office:
            return tuple(Visibility.values)
        if self.is_on_a_board:
            return (Visibility.PUBLIC, Visibility.MEMBERS, Visibility.BOARD)
        if self.is_inside:
            return (Visibility.PUBLIC, Visibility.MEMBERS)
        return (Visibility.PUBLIC,)


NOBODY = Standing()


def standing(user: Any) -> Standing:
    """The standing of a user in the collective at hand; nobody's where none was attached for it."""
    found = getattr(user, "standing", NOBODY)
    collective = get_scope().get("collective")
    if collective is None or found.collective_id != getattr(collective, "pk", None):
        return NOBODY
    return found


def with_standing(test: Callable[[Standing, Any], bool], name: str) -> rules.Predicate:
    """A predicate on the standing of the user and the object at hand."""

    def check(user: Any, target: Any = None) -> bool:
        return test(standing(user), target)

    return rules.Predicate(check, name=name)


is_office = with_standing(lambda at, target: at.is_office, "is_office")
is_on_a_board = with_standing(lambda at, target: at.is_on_a_board, "is_on_a_board")
is_inside = with_standing(lambda at, target: at.is_inside, "is_inside")
is_signed_in = with_standing(lambda at, target: at.is_signed_in, "is_signed_in")
is_board_of = with_standing(
    lambda at, organisation: organisation is not None and organisation.pk in at.board_ids, "is_board_of"
)
is_manager_of = with_standing(
    lambda at, organisation: organisation is not None and organisation.pk in at.managed_ids, "is_manager_of"
)
is_of_organisation = with_standing(
    lambda at, organisation: organisation is not None and organisation.pk in at.organisation_ids,
    "is_of_organisation",
)
is_self = with_standing(lambda at, person: person is not None and person.pk == at.person_id, "is_self")

# An organisation keeps its own card up to date; the office keeps everything.
rules.add_perm("members.list_organisations", is_inside)
rules.add_perm("members.view_contact", is_on_a_board | is_of_organisation | is_manager_of)
rules.add_perm("members.add_organisation", is_office)
rules.add_perm("members.change_organisation", is_office | is_board_of | is_manager_of)
rules.add_perm("members.trash_organisation", is_office)
rules.add_perm("members.bulk_change_organisations", is_office)
# Who belongs to an umbrella decides what its people may see, so only the office writes it down.
rules.add_perm("members.manage_memberships", is_office)
rules.add_perm("members.import_organisations", is_office)
rules.add_perm("members.export_organisations", is_office)
rules.add_perm("members.list_people", is_on_a_board)
rules.add_perm("members.add_person", is_office)
rules.add_perm("members.view_person", is_on_a_board | is_self)
rules.add_perm("members.change_person", is_office | is_self)
rules.add_perm("members.erase_person", is_office)
rules.add_perm("members.invite_person", is_office)
rules.add_perm("members.reset_second_factor", is_office)
rules.add_perm("members.manage_roles", is_office)
rules.add_perm("members.list_bodies", is_inside)
rules.add_perm("members.manage_bodies", is_office)
rules.add_perm("members.manage_collective", is_office)
rules.add_perm("members.view_as_role", is_office)
rules.add_perm("members.view_history", is_on_a_board)
# Of what one sees.
rules.add_perm("core.follow", is_signed_in)
# Work behind the scenes: each sees his own, the office that of everybody.
rules.add_perm("core.list_jobs", is_inside)
rules.add_perm("core.view_all_jobs", is_office)
