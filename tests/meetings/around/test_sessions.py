"""From an internal session to a position, to a session with partners, to what these may read."""

from datetime import timedelta

import pytest
from django.utils import timezone

from speerpunt.meetings.models import Meeting, Position, SharedPiece
from speerpunt.meetings.problems import MeetingProblem
from speerpunt.meetings.queries import decisions_visible_to, items_visible_to, positions_visible_to
from speerpunt.meetings.queries.sessions import shared_in, things_to_share
from speerpunt.meetings.services.positions import add_position, agree_position, change_position
from speerpunt.meetings.services.sending import remove_guest
from speerpunt.meetings.services.sessions import (
    change_embargo,
    plan_session_with_partners,
    share_piece,
    take_back_piece,
)
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def body(inside):
    return make.make_body(inside)


@pytest.fixture
def internal(body, project):
    return make.make_held_meeting(body, kind="internal", access="closed", dossier=project)


@pytest.fixture
def office(inside, somebody):
    return somebody("office")


@pytest.fixture
def partner(inside, somebody):
    return somebody("partner")


@pytest.fixture
def external(body, project, internal, partner, person_of):
    session = make.make_called_meeting(
        body, kind="external", access="body", dossier=project, prepared_in=internal
    )
    make.make_attendance(session, person_of(partner))
    return session


def wanted(internal, project, office, title="Eén brug open"):
    return add_position(
        internal, by=office, dossier=project, title=title, text="Wij willen.", mandate="Twaalf weken."
    )


def test_a_position_is_a_draft_until_it_is_agreed_and_then_stays_as_it_is(internal, project, office):
    position = wanted(internal, project, office)
    change_position(position, by=office, title="Altijd één brug open")
    agree_position(position, by=office)
    position.refresh_from_db()
    assert (position.title, position.state, position.agreed_on) == (
        "Altijd één brug open",
        "agreed",
        timezone.localdate(),
    )
    with pytest.raises(MeetingProblem):
        change_position(position, by=office, title="Toch niet")


def test_a_position_that_a_decision_agreed_has_its_day(internal, project, office):
    day = timezone.localdate() - timedelta(days=3)
    decision = make.make_decision(make.make_item(internal), decided_on=day)
    position = wanted(internal, project, office)
    agree_position(position, by=office, decision=decision)
    position.refresh_from_db()
    assert (position.decision, position.agreed_on) == (decision, day)


def test_a_newer_position_replaces_the_older_which_can_still_be_read(internal, project, office, somebody):
    older, newer = wanted(internal, project, office), wanted(internal, project, office, "Twee")
    agree_position(older, by=office)
    agree_position(newer, by=office, replaces=older)
    older.refresh_from_db()
    assert (older.state, older.replaced_by) == ("replaced", newer)
    assert set(positions_visible_to(office)) == {older, newer}


def test_a_position_on_another_dossier_is_not_replaced(internal, project, priority, office):
    older = wanted(internal, make.make_project(priority), office)
    newer = wanted(internal, project, office)
    agree_position(older, by=office)
    with pytest.raises(MeetingProblem):
        agree_position(newer, by=office, replaces=older)
    newer.refresh_from_db()
    assert newer.state == "draft"


def test_a_position_is_made_in_an_internal_session_only(external, project, office):
    with pytest.raises(MeetingProblem):
        wanted(external, project, office)
    assert Position.objects.count() == 0


def test_the_session_with_partners_goes_on_with_the_dossier_of_the_internal_one(
    internal, project, partner, person_of, office
):
    moment = timezone.now() + timedelta(days=9)
    session = plan_session_with_partners(
        internal,
        by=office,
        title="Met de provincie",
        starts_at=moment,
        ends_at=moment + timedelta(hours=2),
        guests=[person_of(partner)],
    )
    assert (session.kind, session.dossier, session.body) == ("external", project, internal.body)
    assert session.prepared_in == internal
    guest = session.attendances.get()
    assert (guest.seat, guest.invited_at) == ("", None)


def test_a_partner_reads_what_is_shared_from_its_day_until_it_is_taken_back(
    internal, external, project, office, partner
):
    position = wanted(internal, project, office)
    agree_position(position, by=office)
    position.refresh_from_db()
    tomorrow = timezone.localdate() + timedelta(days=1)
    shared = share_piece(external, position, not_before=tomorrow, by=office)
    assert list(positions_visible_to(partner)) == []
    assert shared_in(external, partner) == []
    change_embargo(shared, not_before=None, by=office)
    assert list(positions_visible_to(partner)) == [position]
    assert [each.thing for each in shared_in(external, partner)] == [position]
    take_back_piece(shared, by=office)
    assert list(positions_visible_to(partner)) == []


def test_who_is_taken_off_the_list_reads_nothing_any_more(internal, external, office, partner):
    item = make.make_item(internal, access="closed")
    share_piece(external, item, by=office)
    assert list(items_visible_to(partner)) == [item]
    remove_guest(external.attendances.get(), by=office)
    assert list(items_visible_to(partner)) == []


def test_a_draft_is_not_shared(internal, external, project, office):
    with pytest.raises(MeetingProblem):
        share_piece(external, wanted(internal, project, office), by=office)


def test_a_thing_is_shared_once(internal, external, office):
    item = make.make_item(internal)
    share_piece(external, item, by=office)
    with pytest.raises(MeetingProblem):
        share_piece(external, item, by=office)
    assert SharedPiece.objects.count() == 1


def test_nothing_is_shared_in_a_meeting_without_partners(internal, office):
    with pytest.raises(MeetingProblem):
        share_piece(internal, make.make_item(internal), by=office)


def test_who_leads_a_body_can_share_what_is_of_that_body_only(
    external, internal, project, inside, somebody, person_of
):
    chair = somebody("member")
    make.make_seat(external.body, person_of(chair), kind="chair")
    from speerpunt.members.queries import attach_standing

    attach_standing(chair, inside)
    own = make.make_item(internal, dossier=project, access="closed")
    elsewhere = make.make_held_meeting(make.make_body(inside))
    make.make_item(elsewhere, dossier=project)
    decision = make.make_decision(own)
    assert set(things_to_share(external, chair)) == {own, decision}
    share_piece(external, decision, by=chair)
    assert set(things_to_share(external, chair)) == {own}
    assert list(decisions_visible_to(chair)) == [decision]


def test_sessions_keep_their_history(internal, office):
    moment = timezone.now() + timedelta(days=9)
    session = plan_session_with_partners(
        internal, by=office, title="Sessie", starts_at=moment, ends_at=moment + timedelta(hours=1)
    )
    from speerpunt.core.models import HistoryEvent

    told = HistoryEvent.objects.filter(target_model="meetings.meeting", target_id=session.pk)
    assert [event.verb for event in told] == ["created"]
    assert Meeting.objects.filter(prepared_in=internal).count() == 1
