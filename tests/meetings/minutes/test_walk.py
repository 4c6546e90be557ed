"""The item in which a body walks through its open actions: per person, who is late first, done or carried over there."""

from datetime import timedelta

import pytest
from django.utils import timezone

from speerpunt.core.models import HistoryEvent
from speerpunt.meetings.queries.promises import walk_of
from speerpunt.meetings.services.sources import add_open_actions
from tests.factories import make_action, make_called_meeting, make_item, make_meeting, make_seat

from .lines import promise

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.fixture
def walk(later_meeting):
    return make_item(later_meeting, title="Acties", kind="actions", access="body")


def late(action, days=3):
    type(action).objects.filter(pk=action.pk).update(due=TODAY - timedelta(days=days))


def titles(meeting, user):
    return [
        (str(each.owner), [line.action.title for line in each.lines])
        for each in walk_of(meeting, user).people
    ]


def test_who_is_late_stands_first(item, walk, office, board, body):
    promise(item, office, board[0], "Bel")
    late(promise(item, office, board[1], "Te laat").action)
    promise(item, office, board[1], "Op tijd")
    make_action(body.collective, body, title="Hangt aan het gremium", owner=board[2], due=TODAY)
    make_action(body.collective, title="Los daarvan", owner=board[2])
    found = walk_of(walk.meeting, office)
    assert titles(walk.meeting, office) == [
        ("Bestuurder B", ["Te laat", "Op tijd"]),
        ("Bestuurder C", ["Hangt aan het gremium"]),
        ("Bestuurder A", ["Bel"]),
    ]
    assert (found.count, found.overdue) == (4, 1)


def test_an_item_shows_them_and_leads_back_after_each(item, walk, office, board, body, signed_in):
    done, kept = (
        promise(item, office, board[0], "Bel").action,
        promise(item, office, board[1], "Schrijf").action,
    )
    following = make_meeting(body, in_days=60)
    client = signed_in(office)
    page = client.get(walk.get_absolute_url()).content.decode()
    day = timezone.localdate(following.starts_at).isoformat()
    assert ("Bestuurder A" in page, f'value="{day}"' in page) == (True, True)
    path = f"/leiden/overleg/{walk.meeting_id}/acties"
    answer = client.post(f"{path}/{done.pk}/klaar/", {"punt": walk.pk})
    assert answer["Location"] == walk.get_absolute_url()
    client.post(f"{path}/{kept.pk}/verzet/", {"punt": walk.pk, "due": day})
    kept.refresh_from_db()
    assert (kept.due.isoformat(), kept.state) == (day, "open")
    assert titles(walk.meeting, office) == [("Bestuurder B", ["Schrijf"])]
    assert HistoryEvent.objects.filter(target_model="actions.action", target_id=kept.pk).count() == 2


def test_the_chair_carries_over_what_somebody_else_typed(
    item, walk, office, board, body, somebody, person_of, signed_in
):
    typed = promise(item, office, board[0], "Bel").action
    chair = somebody("board")
    make_seat(body, person_of(chair), kind="chair")
    client = signed_in(chair)
    assert (
        chair.has_perm("actions.change_action", typed),
        "/verzet/" in client.get(walk.get_absolute_url()).content.decode(),
    ) == (False, True)
    day = (TODAY + timedelta(days=40)).isoformat()
    client.post(f"/leiden/overleg/{walk.meeting_id}/acties/{typed.pk}/verzet/", {"punt": walk.pk, "due": day})
    typed.refresh_from_db()
    assert typed.due.isoformat() == day
    event = HistoryEvent.objects.filter(target_model="actions.action", target_id=typed.pk).latest("pk")
    assert event.actor == chair
    client.post(f"/leiden/overleg/{walk.meeting_id}/acties/{typed.pk}/klaar/", {"punt": walk.pk})
    typed.refresh_from_db()
    assert typed.state == "done"


@pytest.mark.parametrize("asked", ["x", "", "9" * 40, "1.5"])
def test_what_is_no_item_leads_to_the_page(item, walk, office, board, signed_in, asked):
    action = promise(item, office, board[0], "Bel").action
    path = f"/leiden/overleg/{walk.meeting_id}/acties/"
    assert signed_in(office).post(f"{path}{action.pk}/klaar/", {"punt": asked})["Location"] == path


def test_who_takes_part_reads_it_and_changes_nothing(
    item, closed_item, walk, office, board, somebody, person_of, signed_in
):
    promise(item, office, board[0], "Bel")
    hidden = promise(closed_item, office, board[0], "Kanariegeel").action
    observer = somebody("member")
    make_seat(walk.body, person_of(observer), kind="observer")
    client = signed_in(observer)
    page = client.get(walk.get_absolute_url()).content.decode()
    assert ("Bel" in page, "Kanariegeel" in page, "/klaar/" in page) == (True, False, False)
    path = f"/leiden/overleg/{walk.meeting_id}/acties/{hidden.pk}/klaar/"
    assert client.post(path, {"punt": walk.pk}).status_code in {403, 404}


def test_an_action_of_another_body_is_not_walked_through(item, walk, office, body, signed_in):
    other = make_action(body.collective, title="Los daarvan")
    path = f"/leiden/overleg/{walk.meeting_id}/acties/{other.pk}/klaar/"
    assert signed_in(office).post(path).status_code == 404


def test_who_sees_an_open_item_without_a_seat_reads_no_actions(
    item, office, board, body, somebody, signed_in
):
    meeting = make_called_meeting(body, in_days=9)
    walk = make_item(meeting, title="Acties", kind="actions", access="all")
    promise(item, office, board[0], "Bel")
    page = signed_in(somebody("member")).get(walk.get_absolute_url())
    assert (page.status_code, "Open acties" in page.content.decode()) == (200, False)


def test_from_the_sources_comes_such_an_item(later_meeting, office):
    assert add_open_actions(later_meeting, by=office).kind == "actions"


def test_it_costs_the_same_with_more_actions(item, walk, office, board, signed_in, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = signed_in(office)
    promise(item, office, board[0])
    client.get(walk.get_absolute_url())
    with CaptureQueriesContext(connection) as one:
        client.get(walk.get_absolute_url())
    for each in board[:3]:
        promise(item, office, each)
    with django_assert_num_queries(len(one)):
        client.get(walk.get_absolute_url())
