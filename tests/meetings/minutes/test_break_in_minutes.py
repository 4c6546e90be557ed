"""Who tries to write, read or change in minutes what is not for him."""

from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from speerpunt.actions.queries import actions_visible_to
from speerpunt.meetings.models import AgendaItem, Attendance, Decision, Interest, MinuteEntry
from speerpunt.meetings.problems import MeetingProblem
from speerpunt.meetings.queries.visible import decisions_visible_to, entries_visible_to
from speerpunt.meetings.services import sending
from speerpunt.meetings.services.agenda import add_item, change_item, drop_item, move_item
from speerpunt.meetings.services.answers import answer_invitation
from speerpunt.meetings.services.approval import approve_minutes
from speerpunt.meetings.services.attendance import add_guest, declare_interest, note_presence, remove_interest
from speerpunt.meetings.services.minutes import change_line, remove_line, restore_line
from speerpunt.meetings.services.running import close_meeting, finish_item, open_meeting, reopen_item
from speerpunt.members.queries import attach_standing
from tests.factories import (
    make_attendance,
    make_body,
    make_called_meeting,
    make_edition,
    make_interest,
    make_item,
    make_meeting,
    make_person,
    make_priority,
    make_project,
    make_shared_piece,
)

from .lines import decide, note, posted, promise

pytestmark = pytest.mark.django_db

CANARY = "kanarie-4711"


def desk(meeting, item):
    return f"/leiden/overleg/{meeting.pk}/notulen/{item.pk}/"


def test_the_secretary_of_one_body_writes_nothing_in_an_item_of_another(
    inside, seated, meeting, item, signed_in
):
    """The meeting in the address is his own, the item in it another's."""
    elsewhere = make_meeting(make_body(inside), state="running", opened_at=timezone.now())
    other = make_item(elsewhere, title=CANARY)
    client = signed_in(seated("secretary"))
    assert client.post(desk(meeting, item), posted("note", "Mag")).status_code == 302
    for place in (desk(meeting, other), desk(elsewhere, other), desk(elsewhere, item)):
        answer = client.post(place, posted("note", "Mag niet"))
        assert answer.status_code in (403, 404)
        assert CANARY not in answer.content.decode()
    assert list(MinuteEntry.objects.values_list("text", flat=True)) == ["Mag"]


@pytest.mark.parametrize("kind", ["member", "observer"])
def test_who_only_sits_in_the_body_writes_nothing(seated, meeting, item, office, signed_in, kind):
    entry = note(item, office)
    client = signed_in(seated(kind))
    line = f"/leiden/overleg/regels/{entry.pk}/"
    for place in (desk(meeting, item), f"{desk(meeting, item)}schrijft/", line, f"{line}weg/"):
        assert client.post(place, posted("note", "Mag niet", version=1)).status_code == 403
    assert client.get(f"{desk(meeting, item)}nu/").status_code == 403
    assert MinuteEntry.objects.get().text == "Gezegd"


def test_a_key_that_was_used_under_another_item_brings_no_line_there(item, closed_item, office):
    """Nor does it tell what stands there."""
    first = note(closed_item, office, CANARY)
    with pytest.raises(MeetingProblem, match="ander punt") as refused:
        note(item, office, "Zelfde sleutel", key=first.key)
    assert CANARY not in str(refused.value)
    assert MinuteEntry.objects.count() == 1


def test_a_member_reads_no_draft_minutes(somebody, meeting, item, office, signed_in):
    item.access = "all"
    item.save()
    note(item, office, CANARY)
    decide(item, office, CANARY)
    member = somebody("member")
    assert not entries_visible_to(member).exists()
    assert not decisions_visible_to(member).exists()
    client = signed_in(member)
    assert client.get(f"/leiden/overleg/{meeting.pk}/verslag/").status_code == 403
    for place in (meeting.get_absolute_url(), item.get_absolute_url(), "/leiden/overleg/besluiten/"):
        answer = client.get(place)
        assert answer.status_code == 200
        assert CANARY not in answer.content.decode()


def test_who_was_invited_reads_the_draft_and_a_closed_item_leaves_no_trace(
    leiden, somebody, person_of, meeting, item, closed_item, office, signed_in
):
    """Not in the numbers either: what he sees is counted from one."""
    last = make_item(meeting, title="Rondvraag", position=3)
    note(item, office, "Voor iedereen")
    note(closed_item, office, CANARY)
    note(last, office, "Tot slot")
    partner = somebody("partner")
    make_attendance(meeting, person_of(partner))
    attach_standing(partner, leiden)
    page = signed_in(partner).get(f"/leiden/overleg/{meeting.pk}/verslag/").content.decode()
    assert "Voor iedereen" in page
    assert CANARY not in page
    assert closed_item.title not in page
    assert '<span class="no">2</span> Rondvraag' in page
    assert '<span class="no">3</span>' not in page


def test_with_a_shared_item_comes_nothing_of_what_was_said(
    leiden, somebody, person_of, meeting, later_meeting, item, office, board, signed_in
):
    """Not its corrections nor interests either, though he was a guest of that meeting and it is approved."""
    partner = somebody("partner")
    AgendaItem.objects.filter(pk=item.pk).update(access="body")
    make_attendance(meeting, person_of(partner))
    session = make_called_meeting(make_body(leiden), kind="external")
    make_attendance(session, person_of(partner))
    make_shared_piece(session, item=item)
    make_interest(item, board[0], said=CANARY)
    note(item, office, CANARY)
    close_meeting(meeting, by=office)
    approve_minutes(meeting, approved_in=later_meeting, corrections=[(item, CANARY)], by=office)
    client = signed_in(partner)
    places = (item.get_absolute_url(), f"/leiden/overleg/{meeting.pk}/verslag/", meeting.get_absolute_url())
    for place in places:
        answer = client.get(place)
        assert answer.status_code == 200
        assert CANARY not in answer.content.decode()
    remark = client.post(f"/leiden/overleg/punten/{item.pk}/opmerking/", {"text": "Ik ook"})
    assert remark.status_code == 403


def test_an_action_of_a_closed_item_is_seen_by_its_owner_and_nobody_else(
    leiden, somebody, person_of, seated, closed_item, office, signed_in
):
    owner = somebody("member")
    closed_item.title = CANARY
    closed_item.save()
    project = make_project(make_priority(make_edition(leiden)))
    AgendaItem.objects.filter(pk=closed_item.pk).update(dossier=project)
    entry = promise(closed_item, office, person_of(owner), "Lees het contract")
    assert entry.action.object_id == closed_item.pk
    seen = [
        actions_visible_to(each).filter(pk=entry.action_id).exists() for each in (owner, somebody("board"))
    ]
    assert seen == [True, False]
    assert not actions_visible_to(seated("observer")).filter(pk=entry.action_id).exists()
    client = signed_in(owner)
    for place in (
        entry.action.get_absolute_url(),
        "/leiden/acties/?stand=alles",
        f"/leiden/acties/?overleg={closed_item.body_id}",
    ):
        assert CANARY not in client.get(place).content.decode()
    by_body = client.get(f"/leiden/acties/?overleg={closed_item.body_id}").content.decode()
    assert "Lees het contract" not in by_body


def test_an_action_from_a_meeting_that_is_not_for_everybody_says_no_body(body, somebody, person_of, office):
    secret = make_meeting(body, access="body", state="running", opened_at=timezone.now())
    entry = promise(make_item(secret, access="body"), office, person_of(somebody("member")))
    assert body.name not in entry.action.origin


def test_an_action_of_an_item_for_all_hangs_on_its_dossier(leiden, item, office):
    project = make_project(make_priority(make_edition(leiden)))
    AgendaItem.objects.filter(pk=item.pk).update(dossier=project)
    entry = promise(item, office, make_person(leiden))
    assert (entry.action.object_id, entry.action.content_type.model) == (project.pk, "project")
    assert item.title not in entry.action.origin


@pytest.fixture
def frozen(meeting, later_meeting, item, office, board, attended):
    """Approved, with one of everything in it."""
    said = {
        "note": note(item, office),
        "decision": decide(item, office),
        "action": promise(item, office, board[0]),
        "removed": note(item, office, "Weg"),
        "interest": make_interest(item, board[1]),
    }
    remove_line(said["removed"], by=office)
    finish_item(item, by=office)
    close_meeting(meeting, by=office)
    approve_minutes(meeting, approved_in=later_meeting, by=office)
    meeting.refresh_from_db()
    return said


DOORS = {
    "note": lambda said, item, office, attended: note(item, office),
    "decide": lambda said, item, office, attended: decide(item, office),
    "promise": lambda said, item, office, attended: promise(item, office, attended[0].person),
    "change a note": lambda said, item, office, attended: change_line(
        said["note"], version=1, text="Anders", by=office
    ),
    "change a decision": lambda said, item, office, attended: change_line(
        said["decision"], version=1, text="Anders", by=office
    ),
    "change an action": lambda said, item, office, attended: change_line(
        said["action"], version=1, text="Anders", by=office
    ),
    "take away": lambda said, item, office, attended: remove_line(said["note"], by=office),
    "put back": lambda said, item, office, attended: restore_line(said["removed"], by=office),
    "presence": lambda said, item, office, attended: note_presence(
        item.meeting, {attended[0].pk: "present"}, by=office
    ),
    "guest": lambda said, item, office, attended: add_guest(
        item.meeting, make_person(item.collective), by=office
    ),
    "interest": lambda said, item, office, attended: declare_interest(
        item, attended[0].person, said="Pand", left_room=True, by=office
    ),
    "interest away": lambda said, item, office, attended: remove_interest(said["interest"], by=office),
    "open": lambda said, item, office, attended: open_meeting(item.meeting, by=office),
    "reopen the item": lambda said, item, office, attended: reopen_item(item, by=office),
    "change the item": lambda said, item, office, attended: change_item(item, title="Anders", by=office),
    "move the item": lambda said, item, office, attended: move_item(item, None, by=office),
    "drop the item": lambda said, item, office, attended: drop_item(item, by=office),
    "add an item": lambda said, item, office, attended: add_item(
        item.meeting, title="Erbij", minutes=5, by=office
    ),
    "answer": lambda said, item, office, attended: answer_invitation(attended[2], "away", by=office),
    "invite a guest": lambda said, item, office, attended: sending.add_guest(
        item.meeting, make_person(item.collective), by=office
    ),
    "remove a guest": lambda said, item, office, attended: sending.remove_guest(attended[0], by=office),
    "approve again": lambda said, item, office, attended: approve_minutes(
        item.meeting, approved_in=item.meeting, by=office
    ),
}


def state_of_everything():
    return [
        sorted(map(repr, model.objects.values_list()))
        for model in (MinuteEntry, Decision, Attendance, Interest, AgendaItem)
    ]


@pytest.mark.parametrize("door", DOORS)
def test_no_door_leads_into_approved_minutes(frozen, item, office, attended, door):
    before = state_of_everything()
    with pytest.raises(MeetingProblem):
        DOORS[door](frozen, AgendaItem.objects.get(pk=item.pk), office, attended)
    assert state_of_everything() == before


def test_the_right_to_change_an_item_ends_with_approval(frozen, item, office):
    assert not office.has_perm("meetings.change_item", AgendaItem.objects.get(pk=item.pk))


@pytest.mark.parametrize(
    "change",
    [
        lambda said: MinuteEntry.objects.filter(pk=said["note"].pk).update(text="Anders"),
        lambda said: MinuteEntry.objects.filter(pk=said["note"].pk).update(removed_at=timezone.now()),
        lambda said: MinuteEntry.objects.filter(pk=said["note"].pk).delete(),
        lambda said: Decision.objects.update(text="Anders"),
        lambda said: Decision.objects.update(votes_for=9),
        lambda said: Decision.objects.all().delete(),
        lambda said: AgendaItem.objects.update(title="Anders"),
        lambda said: Attendance.objects.update(presence="absent"),
        lambda said: Attendance.objects.all().delete(),
        lambda said: Interest.objects.update(said="Anders"),
        lambda said: AgendaItem.objects.update(question="Anders"),
    ],
)
def test_the_database_itself_refuses_a_change_of_approved_minutes(frozen, change):
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        change(frozen)


def test_an_action_goes_its_own_way_and_the_minutes_keep_what_was_agreed(frozen, office, board):
    from speerpunt.actions.services import change_action, finish_action

    entry, owner = frozen["action"], board[0]
    change_action(entry.action, title="Iets anders", owner=board[3], by=office)
    finish_action(entry.action, by=office)
    entry.refresh_from_db()
    assert (entry.text, entry.owner) == ("Bel de provincie", owner)


def test_a_line_cannot_be_moved_to_a_closed_item(item, closed_item, office, signed_in, meeting):
    """Its change takes no item; one in the body of the request means nothing."""
    entry = note(item, office)
    signed_in(office).post(
        f"/leiden/overleg/regels/{entry.pk}/",
        posted("note", "Anders", version=1, item=closed_item.pk, number=closed_item.pk),
    )
    entry.refresh_from_db()
    assert (entry.item_id, entry.text) == (item.pk, "Anders")


def test_a_remark_is_read_by_who_made_it_and_who_writes_the_minutes(
    leiden, somebody, person_of, seated, meeting, item, office, signed_in
):
    from speerpunt.meetings.services.approval import add_remark, send_minutes

    guest, other = somebody("member"), seated("member")
    make_attendance(meeting, person_of(guest))
    close_meeting(meeting, by=office)
    send_minutes(meeting, by=office)
    add_remark(item, person=person_of(guest), text=CANARY, by=guest)
    place = f"/leiden/overleg/{meeting.pk}/verslag/"
    shown = [CANARY in signed_in(each).get(place).content.decode() for each in (guest, office, other)]
    assert shown == [True, True, False]


def test_who_was_not_there_makes_no_remark(somebody, meeting, item, office, signed_in):
    from speerpunt.meetings.services.approval import send_minutes

    close_meeting(meeting, by=office)
    send_minutes(meeting, by=office)
    answer = signed_in(somebody("member")).post(
        f"/leiden/overleg/punten/{item.pk}/opmerking/", {"text": "Ik ook"}
    )
    assert answer.status_code == 403


def test_an_uninvited_guest_sees_no_more_than_before(
    somebody, person_of, meeting, closed_item, office, signed_in
):
    partner = somebody("partner")
    add_guest(meeting, person_of(partner), by=office)
    assert signed_in(partner).get(f"/leiden/overleg/{meeting.pk}/verslag/").status_code == 404


def test_a_mad_line_is_refused_and_nothing_is_written(meeting, item, office, signed_in):
    client = signed_in(office)
    mad = [
        posted("note", ""),
        posted("nonsense", "Tekst"),
        {**posted("note", "Tekst"), "key": "geen-sleutel"},
        posted("decision", "Tekst", votes_for="-1"),
        posted("action", "Tekst", owner="niemand die bestaat", due="2026-01-01"),
        posted("note", "a\x00b"),
        posted("action", "Tekst", areas="9" * 30),
    ]
    for fields in mad:
        assert client.post(desk(meeting, item), fields).status_code == 200
    assert not MinuteEntry.objects.exists()


def test_the_key_of_a_line_of_another_collective_is_no_line_here(leiden, inside, item, office):
    from django_scopes import scope

    from tests.factories import make_collective, make_entry

    elsewhere, key = make_collective("elders"), uuid4()
    with scope(collective=elsewhere):
        make_entry(make_item(make_meeting(make_body(elsewhere))), "Daar", key=key)
    assert note(item, office, "Hier", key=key).text == "Hier"
