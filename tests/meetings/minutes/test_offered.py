"""Who sits in a body without leading it is offered nothing of what leading it brings."""

import pytest

from tests.factories import make_attendance, make_called_meeting

pytestmark = pytest.mark.django_db

ONLINE = "https://overleg.example/kamer-4711"


def test_only_who_leads_a_body_is_offered_to_plan_its_meeting(body, seated, signed_in):
    page = f"/leiden/overleg/gremia/{body.pk}/voorraad/"
    for seat, may in (("member", False), ("secretary", True)):
        assert signed_in(seated(seat)).get(page).context["may_plan"] is may


def test_only_who_leads_a_body_reads_what_changed_in_its_meeting(meeting, seated, signed_in):
    for seat, may in (("member", False), ("secretary", True)):
        page = signed_in(seated(seat)).get(f"/leiden/overleg/{meeting.pk}/").content.decode()
        assert ('id="history"' in page) is may


def test_who_sees_a_meeting_without_attending_it_finds_no_door_online(
    body, somebody, seated, person_of, signed_in
):
    meeting = make_called_meeting(body, access="all", link=ONLINE)
    attends = seated("member")
    make_attendance(meeting, person_of(attends), seat="member")
    for account, may in ((somebody("member"), False), (attends, True)):
        page = signed_in(account).get(f"/leiden/overleg/{meeting.pk}/")
        assert (page.status_code, ONLINE in page.content.decode()) == (200, may)
