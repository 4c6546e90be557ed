"""Who may see and do what with meetings. Each `is_…_in_sight` is the twin of a queryset in `queries.visible`.

Three circles in a body: who decides (a seat that is no observer's), who sits in it, and everybody in the collective.
Whoever is invited without a seat, a partner for one, is a guest: he sees that meeting, and of its agenda what is open
to all or shared with that session.
"""

from collections.abc import Callable
from typing import Any

import rules
from django.utils import timezone

from speerpunt.core.enums import Visibility
from speerpunt.members.rules import (
    Standing,
    is_inside,
    is_office,
    is_on_a_board,
    is_signed_in,
    standing,
    with_standing,
)

from .enums import Access, MeetingState, MinutesState, PositionState

# As far as the circles of the rest of the house can say it.
CIRCLES = {Access.ALL: Visibility.MEMBERS, Access.BODY: Visibility.BOARD, Access.CLOSED: Visibility.CLOSED}


def sits_near(at: Standing, body_id: int, access: str) -> bool:
    """Office, and whoever's seat in the body reaches this circle."""
    if at.is_office or body_id in at.deciding_body_ids:
        return True
    return body_id in at.body_ids and access != Access.CLOSED


def leads(at: Standing, body_id: int) -> bool:
    return at.is_office or body_id in at.led_body_ids


def is_invited(at: Standing, meeting: Any) -> bool:
    if not may_be_invited(at) or meeting is None or meeting.called_at is None:
        return False
    return bool(meeting.attendances.filter(person_id=at.person_id, invited_at__isnull=False).exists())


def may_be_invited(at: Standing) -> bool:
    """Who looks as another kind of visitor leaves his own invitations aside."""
    return at.person_id is not None and not at.viewing_as


def is_meeting_in_sight(at: Standing, meeting: Any) -> bool:
    if sits_near(at, meeting.body_id, meeting.access) or is_invited(at, meeting):
        return True
    return at.is_inside and meeting.access == Access.ALL


def is_item_in_sight(at: Standing, item: Any) -> bool:
    return _is_item_his(at, item) or _is_shared_with(at, item.shared_as)


def _is_item_his(at: Standing, item: Any) -> bool:
    """By his seat, as one of the collective or as a guest; apart from what is shared with him."""
    meeting = item.meeting
    if sits_near_item(at, item):
        return True
    if meeting is None or meeting.called_at is None or item.access != Access.ALL:
        return False
    return (at.is_inside and meeting.access == Access.ALL) or is_invited(at, meeting)


def sits_near_item(at: Standing, item: Any) -> bool:
    """An item is never wider than its meeting."""
    if item.meeting is not None and not sits_near(at, item.body_id, item.meeting.access):
        return False
    return sits_near(at, item.body_id, item.access)


def _is_shared_with(at: Standing, pieces: Any) -> bool:
    """With a session to which he is invited, and the day has come."""
    if not may_be_invited(at):
        return False
    return bool(
        pieces.exclude(not_before__gt=timezone.localdate())
        .filter(
            session__called_at__isnull=False,
            session__attendances__person_id=at.person_id,
            session__attendances__invited_at__isnull=False,
        )
        .exists()
    )


def is_bundle_in_sight(at: Standing, bundle: Any) -> bool:
    if bundle.access == Access.ALL:
        return is_item_in_sight(at, bundle.item)
    return sits_near(at, bundle.item.body_id, bundle.access) and is_item_in_sight(at, bundle.item)


def reads_minutes(at: Standing, item: Any) -> bool:
    """From the body and who was invited as soon as they are written, others once approved. What an item of his own
    says is his to read; with one that is only shared with him, no minutes come."""
    if at.is_office:
        return True
    if item.meeting is None or not _is_item_his(at, item):
        return False
    if item.meeting.approved_at is not None or sits_near_item(at, item):
        return True
    return is_invited(at, item.meeting)


def is_entry_in_sight(at: Standing, entry: Any) -> bool:
    return entry.removed_at is None and reads_minutes(at, entry.item)


def is_decision_in_sight(at: Standing, decision: Any) -> bool:
    if decision.entry.removed_at is not None:
        return False
    return reads_minutes(at, decision.item) or _is_shared_with(at, decision.shared_as)


def is_position_in_sight(at: Standing, position: Any) -> bool:
    if sits_near(at, position.body_id, position.access):
        return True
    if at.is_inside and position.access == Access.ALL and position.state != PositionState.DRAFT:
        return True
    return position.state != PositionState.DRAFT and _is_shared_with(at, position.shared_as)


def circle_of_item(item: Any) -> str:
    return CIRCLES[Access(item.access)]


def circle_of_bundle(bundle: Any) -> str:
    access = bundle.access if bundle.access != Access.ALL else bundle.item.access
    return CIRCLES[Access(access)]


def circle_of_meeting(meeting: Any) -> str:
    return CIRCLES[Access(meeting.access)]


def body_behind(target: Any) -> int | None:
    """A bundle of papers and a line of the minutes have their body by their item, an attendance by its meeting."""
    for part in (target, getattr(target, "item", None), getattr(target, "meeting", None)):
        body_id: int | None = getattr(part, "body_id", None)
        if body_id is not None:
            return body_id
    is_body = target is not None and target._meta.label_lower == "members.body"
    return target.pk if is_body else None


def of_body(test: Callable[[Standing, int], bool], name: str) -> rules.Predicate:
    """Of a body itself, of a row that has one, or of what is part of such a row."""

    def check(user: Any, target: Any = None) -> bool:
        body_id = body_behind(target)
        return body_id is not None and test(standing(user), body_id)

    return rules.Predicate(check, name=name)


leads_body = of_body(leads, "leads_body")
sits_in_body = of_body(lambda at, body_id: at.is_office or body_id in at.body_ids, "sits_in_body")
leads_a_body = with_standing(lambda at, target: at.is_office or bool(at.led_body_ids), "leads_a_body")
is_open_meeting = rules.Predicate(
    lambda user, meeting=None: meeting is not None and not meeting.is_frozen, name="is_open_meeting"
)
# What its minutes say of an item stays as it is from their approval on, its papers too.
is_not_frozen = rules.Predicate(
    lambda user, target=None: not _is_frozen(getattr(target, "item", target)), name="is_not_frozen"
)


def _is_frozen(item: Any) -> bool:
    meeting = getattr(item, "meeting", None)
    return meeting is not None and meeting.is_frozen


attends = with_standing(
    lambda at, meeting: (
        meeting is not None and (at.is_office or meeting.body_id in at.body_ids or is_invited(at, meeting))
    ),
    "attends",
)
reads_of_it = with_standing(lambda at, item: item is not None and reads_minutes(at, item), "reads_of_it")
reads_them = with_standing(
    lambda at, meeting: (
        meeting is not None
        and meeting.minutes_state != MinutesState.NONE
        and (sits_near(at, meeting.body_id, meeting.access) or meeting.is_frozen or is_invited(at, meeting))
    ),
    "reads_them",
)
may_sign_up = with_standing(
    lambda at, meeting: (
        meeting is not None
        and meeting.is_gathering
        and meeting.state == MeetingState.CALLED
        and at.person_id is not None
        and (at.is_inside or is_invited(at, meeting))
    ),
    "may_sign_up",
)

rules.add_perm("meetings.list_meetings", is_signed_in)
rules.add_perm("meetings.view_year", is_inside)
rules.add_perm("meetings.plan_year", is_office)
rules.add_perm("meetings.manage_holidays", is_office)
# Of some body, whichever.
rules.add_perm("meetings.add_meetings", leads_a_body)
# Of a body.
rules.add_perm("meetings.add_meeting", leads_body)
rules.add_perm("meetings.change_series", leads_body)
rules.add_perm("meetings.add_to_backlog", sits_in_body)
rules.add_perm("meetings.manage_templates", is_office)
# Of a meeting, an item, a position: each has a body.
rules.add_perm("meetings.change_meeting", leads_body)
rules.add_perm("meetings.change_item", leads_body & is_not_frozen)
rules.add_perm("meetings.write_minutes", leads_body)
rules.add_perm("meetings.add_position", leads_body)
rules.add_perm("meetings.change_position", leads_body)
rules.add_perm("meetings.share_pieces", leads_body)
rules.add_perm("meetings.view_meeting_history", leads_body)
# Of a meeting.
rules.add_perm("meetings.answer_invitation", attends)
# An address online is a door: who sees that a meeting is held need not come in.
rules.add_perm(
    "meetings.join_online",
    attends
    | with_standing(
        lambda at, meeting: meeting is not None and meeting.is_gathering and at.is_inside,
        "is_of_gathering",
    ),
)
rules.add_perm("meetings.remark_on_minutes", attends)
rules.add_perm("meetings.sign_up", may_sign_up)
rules.add_perm("meetings.read_minutes", reads_them)
# Of an item.
rules.add_perm("meetings.read_what_was_said", reads_of_it)
# Of a sign-up: asked of the body of its gathering.
rules.add_perm(
    "meetings.change_sign_up",
    with_standing(
        lambda at, signed: signed is not None and leads(at, signed.meeting.body_id), "leads_gathering"
    ),
)
rules.add_perm("meetings.view_decisions", is_signed_in)
rules.add_perm("meetings.import_meetings", is_office)
rules.add_perm("meetings.view_council", is_inside)
rules.add_perm("meetings.follow_council", is_office | is_on_a_board)
rules.add_perm("meetings.import_council", is_office)
