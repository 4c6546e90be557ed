"""Who gets in where. One row per address; an exemption says why the collective's rights do not apply."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from .world import World

OFFICE = frozenset({"office"})
BOARDS = OFFICE | {"board", "umbrella_board"}
INSIDE = BOARDS | {"park_manager", "member"}
INVITED = INSIDE | {"partner"}
EVERYONE = INVITED | {"anonymous", "public"}
VISITORS = ("anonymous", "public", "partner", "member", "park_manager", "umbrella_board", "board", "office")

NOWHERE: dict[str, Any] = {"pk": 999_999_999, "comment": 999_999_999, "slug": "bestaat-niet"}


@dataclass(frozen=True)
class Row:
    """`readers` may open the address; `writers` may send something to it; `make` names the row it is about."""

    readers: frozenset[str]
    make: Callable[[World], dict[str, Any]] | None = None
    changers: frozenset[str] | None = None
    # What else stands in the address but is not a row.
    fixed: tuple[tuple[str, Any], ...] = ()

    @property
    def writers(self) -> frozenset[str]:
        return self.readers if self.changers is None else self.changers

    @property
    def takes_object(self) -> bool:
        return self.make is not None

    def arguments(self, world: World) -> dict[str, Any]:
        return {**dict(self.fixed), **(self.make(world) if self.make else {})}

    def arguments_of_nothing(self, world: World) -> dict[str, Any]:
        return {name: NOWHERE.get(name, value) for name, value in self.arguments(world).items()}


def pk(name: str) -> Callable[[World], dict[str, Any]]:
    return lambda world: {"pk": world.objects[name].pk}


def slug(name: str) -> Callable[[World], dict[str, Any]]:
    return lambda world: {"slug": world.objects[name].slug}


def rows(
    readers: frozenset[str], names: Iterable[str], make: Callable[[World], dict[str, Any]] | None = None
) -> dict[str, Row]:
    return {name: Row(readers, make) for name in names}


MEMBERS: dict[str, Row] = {
    **rows(INSIDE, ("members:organisations", "members:organisation_map", "members:organisation_points")),
    **rows(
        OFFICE,
        (
            "members:manage",
            "members:manage_collective",
            "members:view_as",
            "members:organisation_add",
            "members:organisation_bulk",
            "members:organisation_import",
            "members:person_add",
            "members:body_add",
        ),
    ),
    "members:organisation_export": Row(OFFICE, fixed=(("kind", "csv"),)),
    **rows(
        OFFICE,
        (
            "members:import_columns",
            "members:import_preview",
            "members:import_discard",
        ),
        pk("draft"),
    ),
    "members:organisation": Row(INSIDE, pk("organisation")),
    **rows(
        OFFICE,
        (
            "members:organisation_change",
            "members:organisation_trash",
            "members:membership_add",
            "members:role_add",
        ),
        pk("organisation"),
    ),
    "members:organisation_restore": Row(OFFICE, pk("trashed")),
    "members:membership_end": Row(OFFICE, pk("membership")),
    "members:role_end": Row(OFFICE, pk("role")),
    "members:people": Row(BOARDS),
    "members:person": Row(BOARDS, pk("person")),
    **rows(
        OFFICE,
        (
            "members:person_change",
            "members:person_role_add",
            "members:person_invite",
            "members:person_invite_withdraw",
            "members:person_erase",
        ),
        pk("person"),
    ),
    **rows(INSIDE, ("members:bodies", "members:body_representation")),
    "members:body": Row(INSIDE, pk("body")),
    **rows(OFFICE, ("members:body_change", "members:seat_add"), pk("body")),
    **rows(OFFICE, ("members:seat_change", "members:seat_end"), pk("seat")),
}

PRIORITIES: dict[str, Row] = {
    **rows(
        EVERYONE,
        (
            "priorities:priorities",
            "priorities:projects",
            "priorities:projects_board",
            "priorities:results",
        ),
    ),
    "priorities:result_export": Row(EVERYONE, fixed=(("kind", "csv"),)),
    "priorities:priority": Row(EVERYONE, slug("priority")),
    **rows(
        OFFICE,
        (
            "priorities:editions",
            "priorities:edition_add",
            "priorities:project_add",
            "priorities:plan_imports",
            "priorities:kind_words",
            "priorities:kind_words_restore",
        ),
    ),
    **rows(
        OFFICE,
        (
            "priorities:plan_import",
            "priorities:plan_import_take_over",
            "priorities:plan_import_drop",
            "priorities:plan_import_undo",
        ),
        pk("plan_import"),
    ),
    **rows(
        OFFICE,
        (
            "priorities:edition",
            "priorities:edition_change",
            "priorities:edition_copy",
            "priorities:priority_add",
        ),
        pk("edition"),
    ),
    **rows(OFFICE, ("priorities:edition_delete", "priorities:edition_make_current"), pk("draft_edition")),
    **rows(
        OFFICE,
        (
            "priorities:priority_change",
            "priorities:priority_delete",
            "priorities:priority_move",
            "priorities:aim_add",
            "priorities:challenge_add",
            "priorities:result_add",
        ),
        pk("priority"),
    ),
    **rows(OFFICE, ("priorities:aim_change", "priorities:aim_delete", "priorities:aim_move"), pk("aim")),
    **rows(
        OFFICE,
        ("priorities:challenge_change", "priorities:challenge_delete", "priorities:challenge_move"),
        pk("challenge"),
    ),
    "priorities:project": Row(INSIDE, pk("project")),
    "priorities:project_history": Row(BOARDS, pk("project")),
    **rows(
        INSIDE,
        ("priorities:comment_add", "priorities:project_follow", "priorities:project_unfollow"),
        pk("project"),
    ),
    "priorities:comment_remove": Row(
        INSIDE,
        lambda world: {"pk": world.objects["project"].pk, "comment": world.objects["comment"].pk},
        changers=OFFICE,
    ),
    **rows(
        OFFICE,
        (
            "priorities:project_change",
            "priorities:project_delete",
            "priorities:project_move",
            "priorities:project_update",
            "priorities:project_result_add",
            "priorities:milestone_add",
            "priorities:part_add",
            "priorities:partner_add",
        ),
        pk("project"),
    ),
    **rows(
        OFFICE,
        ("priorities:milestone_change", "priorities:milestone_delete", "priorities:milestone_finish"),
        pk("milestone"),
    ),
    **rows(
        OFFICE,
        (
            "priorities:part_change",
            "priorities:part_delete",
            "priorities:part_finish",
            "priorities:part_move",
        ),
        pk("part"),
    ),
    **rows(OFFICE, ("priorities:partner_change", "priorities:partner_delete"), pk("partner")),
    **rows(OFFICE, ("priorities:result_change", "priorities:result_delete"), pk("result")),
}

PLACES: dict[str, Row] = {
    **rows(EVERYONE, ("places:areas", "places:indicators", "places:base_map", "places:area_shapes")),
    **rows(
        OFFICE,
        (
            "places:area_add",
            "places:areas_trash",
            "places:area_import",
            "places:area_export",
            "places:indicator_add",
        ),
    ),
    "places:area": Row(EVERYONE, slug("area")),
    **rows(
        OFFICE,
        (
            "places:area_change",
            "places:area_trash",
            "places:profile_change",
            "places:ambition_add",
            "places:area_measurement_add",
        ),
        slug("area"),
    ),
    "places:area_restore": Row(OFFICE, slug("trashed_area")),
    **rows(OFFICE, ("places:ambition_change", "places:ambition_remove"), pk("ambition")),
    "places:measurement_remove": Row(OFFICE, pk("measurement")),
    "places:target_remove": Row(OFFICE, pk("target")),
    "places:indicator": Row(EVERYONE, slug("indicator")),
    **rows(
        OFFICE,
        ("places:indicator_change", "places:measurement_add", "places:target_add"),
        slug("indicator"),
    ),
}

CORE: dict[str, Row] = {
    "core:jobs": Row(INSIDE),
    "core:job": Row(OFFICE, pk("job")),
    "core:job_retry": Row(OFFICE, pk("job")),
}

PORTAL: dict[str, Row] = {
    **rows(EVERYONE, ("portal:city", "portal:news")),
    **rows(INVITED, ("portal:today", "portal:agenda", "portal:agenda_withdraw")),
}

ROWS: dict[str, Row] = {**CORE, **MEMBERS, **PLACES, **PRIORITIES, **PORTAL}

SIGN_IN = "A door to an account, the same for everybody; what it lets in is tested in tests/config."
EXEMPT: dict[str, str] = {
    "account_change_password": SIGN_IN,
    "account_complete_password_reset": SIGN_IN,
    "account_confirm_login_code": SIGN_IN,
    "account_confirm_password_reset_code": SIGN_IN,
    "account_inactive": SIGN_IN,
    "account_login": SIGN_IN,
    "account_logout": SIGN_IN,
    "account_password_reset_completed": SIGN_IN,
    "account_reauthenticate": SIGN_IN,
    "account_request_login_code": SIGN_IN,
    "account_reset_password": SIGN_IN,
    "account_set_password": SIGN_IN,
    "account_signup": SIGN_IN,
    "collective_add": "Belongs to no collective yet; tested in tests/members/test_collectives.py.",
    "healthy": "Says only that the database answers.",
    "home": "Names the collectives, which are public.",
    "members:invitation": "Opens by a secret, not by a right; tested in tests/members/test_invitations.py.",
    "members:view_as_stop": "Only forgets a choice of one's own session; tested in tests/members/test_view_as.py.",
    "portal:calendar": "Opens by a secret, with the rights of its owner; tested in tests/portal/test_break_in_feeds.py.",
    "set_language": "Remembers a language in one's own cookie.",
}
