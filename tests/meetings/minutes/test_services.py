"""Lines, decisions and actions; who is there; what happens after the meeting."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from speerpunt.actions.enums import ActionState
from speerpunt.core.models import OutgoingMail
from speerpunt.core.queries import history_of
from speerpunt.core.services.mail import send_due_mail
from speerpunt.meetings.enums import Presence
from speerpunt.meetings.models import AgendaItem, Correction, Decision, Meeting, MinuteEntry, Writing
from speerpunt.meetings.problems import MeetingProblem, OutdatedProblem
from speerpunt.meetings.queries.attendance import gathered, voters_on
from speerpunt.meetings.queries.clock import clock_of
from speerpunt.meetings.queries.minutes import lines_of, others_writing, pulse_of
from speerpunt.meetings.services.approval import (
    add_correction,
    add_remark,
    answer_remark,
    approve_minutes,
    send_minutes,
)
from speerpunt.meetings.services.attendance import declare_interest, list_seats, note_presence
from speerpunt.meetings.services.decisions import Votes, change_decision_state
from speerpunt.meetings.services.minutes import change_line, note_writing, remove_line, restore_line
from speerpunt.meetings.services.running import close_meeting, finish_item, open_meeting
from tests.factories import make_attendance, make_body, make_item, make_meeting, make_person, make_seat

from .lines import decide, note, promise

pytestmark = pytest.mark.django_db


def now(row):
    return type(row).objects.get(pk=row.pk)


def test_the_same_key_is_the_same_line(item, office):
    """Sent again after a lost connection, also when the text differs: the first one stands."""
    key = uuid4()
    first = note(item, office, "Een", key=key)
    again = note(item, office, "Twee", key=key)
    assert (first.pk, MinuteEntry.objects.get().text) == (again.pk, "Een")


def test_a_line_that_was_written_is_found_again_after_approval(meeting, item, office, later_meeting):
    """The answer to the first sending was lost, and the minutes were approved meanwhile."""
    first = note(item, office)
    close_meeting(meeting, by=office)
    approve_minutes(meeting, approved_in=later_meeting, by=office)
    assert note(item, office, key=first.key).pk == first.pk


def test_a_decision_sent_twice_has_one_number(item, office):
    key = uuid4()
    decide(item, office, key=key)
    decide(item, office, key=key)
    assert [str(each) for each in Decision.objects.all()] == [f"{timezone.localdate().year}-1"]


def test_a_number_is_given_once_and_stays_when_its_line_is_taken_away(item, office):
    first, second = decide(item, office), decide(item, office)
    remove_line(second, by=office)
    third = decide(item, office)
    assert [each.decision.number for each in (first, second, third)] == [1, 2, 3]
    restore_line(second, by=office)
    assert now(second).decision.number == 2


def test_each_body_and_year_counts_for_itself(inside, item, office):
    opened = {"state": "running", "opened_at": timezone.now()}
    elsewhere = make_item(make_meeting(make_body(inside), **opened))
    next_year = make_item(make_meeting(item.body, in_days=400, **opened))
    for place in (item, elsewhere, next_year):
        decide(place, office)
    assert sorted(Decision.objects.values_list("number", flat=True)) == [1, 1, 1]


def test_nothing_is_written_before_the_meeting_opens(body, office):
    item = make_item(make_meeting(body))
    with pytest.raises(MeetingProblem):
        note(item, office)
    open_meeting(item.meeting, by=office)
    note(item, office)
    meeting = now(item.meeting)
    assert (meeting.state, meeting.minutes_state) == ("running", "draft")
    assert now(item).started_at is not None


def test_a_changed_line_has_a_newer_version_and_an_older_one_is_refused(item, office):
    entry = note(item, office, "Eerst")
    change_line(entry, version=1, text="Toen", by=office)
    with pytest.raises(OutdatedProblem):
        change_line(entry, version=1, text="Te laat", by=office)
    assert (now(entry).text, now(entry).version) == ("Toen", 2)
    assert len(history_of(entry, reader=AnonymousUser())) == 2


def test_a_changed_decision_changes_in_the_register_too(item, office, attended):
    entry = decide(item, office, votes=Votes(3, 1))
    change_line(entry, version=1, text="Toch anders", votes=Votes(2, 1, 1), binds="het bestuur", by=office)
    decision = now(entry.decision)
    assert (decision.text, decision.votes_for, decision.votes_abstained) == ("Toch anders", 2, 1)
    assert "toch anders" in decision.search_text


def test_a_taken_away_action_is_dropped_and_comes_back(item, office, board):
    entry = promise(item, office, board[0])
    remove_line(entry, by=office)
    assert now(entry.action).state == ActionState.DROPPED
    assert lines_of(item, office) == []
    restore_line(entry, by=office)
    assert now(entry.action).state == ActionState.OPEN


def test_an_action_dropped_for_another_reason_stays_dropped(item, office, board):
    from speerpunt.actions.services import drop_action

    entry = promise(item, office, board[0])
    drop_action(entry.action, reason="Niet meer nodig", by=office)
    remove_line(entry, by=office)
    restore_line(entry, by=office)
    assert now(entry.action).state == ActionState.DROPPED


def test_a_line_typed_without_a_connection_keeps_its_time(item, office):
    typed = timezone.now() - timedelta(minutes=20)
    assert note(item, office, said_at=typed).said_at == typed
    assert note(item, office, said_at=timezone.now() + timedelta(days=1)).said_at <= timezone.now()


def test_finishing_an_item_starts_the_next(meeting, item, office):
    second = make_item(meeting, position=2)
    assert finish_item(item, by=office) == second
    assert now(item).finished_at is not None
    assert now(second).started_at is not None
    assert finish_item(second, by=office) is None
    with pytest.raises(MeetingProblem):
        finish_item(second, by=office)


# Who is there.


def test_a_quorum_is_more_than_half_of_the_seats_that_decide_on_that_day(meeting, board, attended, office):
    make_seat(meeting.body, make_person(meeting.collective), kind="observer")
    make_seat(meeting.body, make_person(meeting.collective), end=timezone.localdate() - timedelta(days=1))
    make_seat(meeting.body, None)
    note_presence(meeting, {row.pk: "present" for row in attended[:3]}, by=office)
    found = gathered(meeting)
    assert (found.seats, found.required, found.counted, found.is_quorum) == (6, 4, 3, False)
    note_presence(meeting, {attended[3].pk: Presence.ONLINE}, by=office)
    assert gathered(meeting).is_quorum


def test_a_body_may_ask_for_another_quorum(meeting, board, attended, office):
    meeting.body.quorum = 2
    note_presence(meeting, {row.pk: "present" for row in attended[:2]}, by=office)
    assert gathered(meeting).is_quorum


def test_a_proxy_counts_when_he_is_there_himself(meeting, board, attended, office):
    note_presence(
        meeting,
        {attended[0].pk: "present", attended[1].pk: "absent", attended[2].pk: "absent"},
        proxies={attended[1].pk: board[0], attended[2].pk: board[5]},
        by=office,
    )
    found = gathered(meeting)
    assert (found.present, found.by_proxy) == (1, 1)


def test_nobody_is_his_own_proxy(meeting, board, attended, office):
    with pytest.raises(MeetingProblem):
        note_presence(meeting, {attended[0].pk: "absent"}, proxies={attended[0].pk: board[0]}, by=office)
    assert now(attended[0]).presence == Presence.UNKNOWN


def test_the_list_takes_every_seat_once(meeting, board, office):
    make_attendance(meeting, board[0], seat="chair")
    assert list_seats(meeting, by=office) == 5
    assert list_seats(meeting, by=office) == 0


def test_no_more_votes_than_people_who_may_vote(meeting, item, board, attended, office):
    note_presence(meeting, {row.pk: "present" for row in attended[:5]}, by=office)
    assert voters_on(item) == 5
    declare_interest(item, board[0], said="Heeft er een pand", left_room=True, by=office)
    assert voters_on(item) == 4
    with pytest.raises(MeetingProblem, match="5 stemmen"):
        decide(item, office, votes=Votes(4, 1))
    assert not MinuteEntry.objects.exists()
    decide(item, office, votes=Votes(3, 0, 1))


def test_who_left_the_room_takes_his_proxy_along(meeting, item, board, attended, office):
    note_presence(
        meeting,
        {attended[0].pk: "present", attended[1].pk: "present", attended[2].pk: "absent"},
        proxies={attended[2].pk: board[0]},
        by=office,
    )
    assert voters_on(item) == 3
    declare_interest(item, board[0], said="Pand", left_room=True, by=office)
    assert voters_on(item) == 1


def test_an_interest_said_again_is_one_interest(item, board, office):
    declare_interest(item, board[0], said="Pand", left_room=False, by=office)
    declare_interest(item, board[0], said="Pand en grond", left_room=True, by=office)
    assert [(each.said, each.left_room) for each in item.interests.all()] == [("Pand en grond", True)]


# Others at the desk.


def test_who_writes_here_too_is_told_and_forgotten(item, office, seated, person_of):
    other = seated("secretary")
    note_writing(item, by=other)
    note_writing(item, by=other)
    assert others_writing(item, office) == [str(person_of(other))]
    assert others_writing(item, other) == []
    Writing.objects.update(seen_at=timezone.now() - timedelta(seconds=31))
    assert others_writing(item, office) == []


@pytest.mark.parametrize(
    "happens",
    [
        lambda item, office, entry, board: note(item, office),
        lambda item, office, entry, board: change_line(entry, version=1, text="Anders", by=office),
        lambda item, office, entry, board: remove_line(entry, by=office),
        lambda item, office, entry, board: finish_item(item, by=office),
    ],
)
def test_the_pulse_changes_with_what_happens(item, office, board, happens):
    entry = note(item, office)
    before = pulse_of(item, office)
    assert pulse_of(item, office)[:40] == before[:40]
    happens(item, office, entry, board)
    assert pulse_of(item, office) != before


# The time of the meeting.


def test_the_clock_says_how_late_it_is_and_until_when(meeting):
    start = meeting.starts_at
    first = AgendaItem(
        minutes=35, state="discussed", started_at=start, finished_at=start + timedelta(minutes=40)
    )
    second = AgendaItem(minutes=20, state="open", started_at=start + timedelta(minutes=40))
    third = AgendaItem(minutes=65, state="open")
    clock = clock_of(meeting, [first, second, third], start + timedelta(minutes=52))
    assert (clock.current, clock.late, clock.until) == (2, 5, start + timedelta(minutes=60))
    assert [round(span.start) for span in clock.planned] == [0, 29, 46]
    assert [(round(span.start), round(span.width)) for span in clock.real] == [(0, 33), (33, 10)]
    assert round(clock.now) == 43
    assert not clock.is_over()


def test_a_meeting_that_runs_out_of_its_time_still_fits_the_bar(meeting):
    start = meeting.starts_at
    item = AgendaItem(minutes=20, state="open", started_at=start)
    clock = clock_of(meeting, [item], start + timedelta(minutes=150))
    assert clock.is_over()
    assert clock.now == 100
    assert clock.real[0].width == 100


# After the meeting.


@pytest.fixture
def held_meeting(meeting, item, office):
    note(item, office)
    close_meeting(meeting, by=office)
    return now(meeting)


def test_draft_minutes_go_to_who_may_read_them_with_one_link(
    leiden, held_meeting, item, office, somebody, person_of, seated, delivered
):
    """Who lost his right meanwhile gets nothing."""
    guest, seat = somebody("partner"), seated("member")
    row = make_attendance(held_meeting, person_of(guest))
    make_attendance(held_meeting, person_of(seat), seat="member")
    make_attendance(held_meeting, make_person(leiden))
    assert send_minutes(held_meeting, by=office) == 2
    row.delete()
    send_due_mail()
    assert [sent.to for sent in delivered.outbox] == [[seat.email]]
    text = delivered.outbox[0].body
    assert text.count("http") == 1
    assert f"/leiden/overleg/{held_meeting.pk}/verslag/" in text
    assert item.title not in text


def test_minutes_that_were_approved_meanwhile_are_not_mailed_as_a_draft(
    held_meeting, later_meeting, office, seated, person_of, delivered
):
    make_attendance(held_meeting, person_of(seated("member")), seat="member")
    send_minutes(held_meeting, by=office)
    approve_minutes(held_meeting, approved_in=later_meeting, by=office)
    send_due_mail()
    assert delivered.outbox == []
    assert not OutgoingMail.objects.exists()


def test_an_open_meeting_sends_no_minutes(meeting, office):
    with pytest.raises(MeetingProblem):
        send_minutes(meeting, by=office)


def test_a_remark_is_answered_before_approval(held_meeting, later_meeting, item, office):
    send_minutes(held_meeting, by=office)
    remark = add_remark(item, person=None, text="Dat zei ik niet", by=office)
    with pytest.raises(MeetingProblem, match="1 opmerking"):
        approve_minutes(held_meeting, approved_in=later_meeting, by=office)
    with pytest.raises(MeetingProblem):
        answer_remark(remark, state="declined", answer="", by=office)
    answer_remark(remark, state="taken_over", answer="", by=office)
    approve_minutes(held_meeting, approved_in=later_meeting, by=office)
    approved = now(held_meeting)
    assert (approved.minutes_state, approved.approved_in) == ("approved", later_meeting)
    assert list(later_meeting.approves.all()) == [approved]


def test_only_a_later_meeting_of_the_same_body_approves(inside, held_meeting, body, office):
    opened = {"state": "running", "opened_at": timezone.now()}
    wrong = [
        make_meeting(make_body(inside), in_days=9, **opened),
        make_meeting(body, in_days=-9, **opened),
        make_meeting(body, in_days=9),
        held_meeting,
    ]
    for meeting in wrong:
        with pytest.raises(MeetingProblem):
            approve_minutes(held_meeting, approved_in=meeting, by=office)
    assert not now(held_meeting).is_frozen


def test_minutes_are_approved_with_corrections_and_more_follow_under_their_numbers(
    held_meeting, later_meeting, item, office
):
    with pytest.raises(MeetingProblem):
        add_correction(item, text="Te vroeg", by=office)
    approve_minutes(
        held_meeting, approved_in=later_meeting, corrections=[(item, "Lees: 29 procent")], by=office
    )
    add_correction(item, text="Lees: Zijlbrug", by=office)
    numbers = Correction.objects.order_by("number").values_list("number", "text")
    assert list(numbers) == [(1, "Lees: 29 procent"), (2, "Lees: Zijlbrug")]


def test_a_correction_of_an_item_of_another_meeting_is_refused(held_meeting, later_meeting, office):
    other = make_item(later_meeting)
    with pytest.raises(MeetingProblem):
        approve_minutes(
            held_meeting, approved_in=later_meeting, corrections=[(other, "Verkeerd punt")], by=office
        )
    assert not Meeting.objects.get(pk=held_meeting.pk).is_frozen


def test_what_became_of_a_decision_is_said_after_approval_too(held_meeting, later_meeting, item, office):
    open_meeting(held_meeting, by=office)
    decision = decide(item, office).decision
    close_meeting(held_meeting, by=office)
    approve_minutes(held_meeting, approved_in=later_meeting, by=office)
    change_decision_state(decision, state="carried_out", note="In het contract", by=office)
    assert now(decision).state == "carried_out"
    assert history_of(decision, reader=AnonymousUser())[0].note == "In het contract"
