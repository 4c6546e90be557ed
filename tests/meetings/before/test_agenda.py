from datetime import timedelta

import pytest
from django.utils import timezone

from speerpunt.core.models import HistoryEvent
from speerpunt.core.services import follow
from speerpunt.meetings.models import AgendaItem
from speerpunt.meetings.problems import MeetingProblem
from speerpunt.meetings.queries.agenda import agenda_of
from speerpunt.meetings.queries.sources import sources_for
from speerpunt.meetings.services.agenda import (
    add_item,
    drop_item,
    move_item,
    order_items,
    restore_item,
    shift_item,
)
from speerpunt.meetings.services.sources import add_decisions, add_from_template
from speerpunt.meetings.services.templates import add_template, change_template
from tests import factories as make


def titles(meeting, user):
    return [line.item.title for line in agenda_of(meeting, user).lines]


def three_on(meeting):
    return [make.make_item(meeting, title=title, position=place) for place, title in enumerate("ABC", 1)]


def test_times_add_up_and_what_is_too_long_is_said(house):
    for minutes in (10, 45, 20):
        add_item(house.meeting, by=None, title=f"{minutes}", minutes=minutes)
    agenda = agenda_of(house.meeting, house.user("chair"))
    clock = [timezone.localtime(line.starts_at).strftime("%H.%M") for line in agenda.lines]
    assert (clock, agenda.over) == (["16.00", "16.10", "16.55"], 15)
    page = house.client("chair").get(house.meeting.get_absolute_url()).content.decode()
    assert "15 minuten over het einde" in page


def test_dragging_orders_all_items_and_says_so_in_the_history(house):
    a, b, c = three_on(house.meeting)
    order_items(house.meeting, [c.pk, a.pk, b.pk], seen=[a.pk, b.pk, c.pk], by=house.user("chair"))
    assert titles(house.meeting, house.user("chair")) == ["C", "A", "B"]
    assert (
        HistoryEvent.objects.filter(target_model="meetings.meeting", target_id=house.meeting.pk).count() == 1
    )


def test_who_looked_at_an_older_order_is_told_and_changes_nothing(house):
    a, b, c = three_on(house.meeting)
    seen = [a.pk, b.pk, c.pk]
    order_items(house.meeting, [b.pk, a.pk, c.pk], seen=seen, by=None)
    with pytest.raises(MeetingProblem):
        order_items(house.meeting, [c.pk, b.pk, a.pk], seen=seen, by=None)
    assert titles(house.meeting, house.user("chair")) == ["B", "A", "C"]


def test_a_button_moves_an_item_one_place_and_stops_at_the_end(house):
    a, b, c = three_on(house.meeting)
    shift_item(a, 1, seen=[a.pk, b.pk, c.pk], by=None)
    shift_item(c, 1, seen=[b.pk, a.pk, c.pk], by=None)
    shift_item(b, -1, seen=[b.pk, a.pk, c.pk], by=None)
    assert titles(house.meeting, house.user("chair")) == ["B", "A", "C"]


def test_the_buttons_work_without_script(house):
    a, b, c = three_on(house.meeting)
    sent = {"naar": "omhoog", "gezien": f"{a.pk},{b.pk},{c.pk}"}
    house.client("chair").post(house.path(f"punten/{c.pk}/plaats/"), sent)
    assert titles(house.meeting, house.user("chair")) == ["A", "C", "B"]


def test_the_script_is_told_when_the_order_is_an_old_one(house):
    a, b, c = three_on(house.meeting)
    path = house.path(f"{house.meeting.pk}/agenda/volgorde/")
    headers = {"X-Requested-With": "volgorde"}
    chair = house.client("chair")
    sent = {"volgorde": f"{b.pk},{a.pk},{c.pk}", "gezien": f"{a.pk},{b.pk},{c.pk}"}
    assert chair.post(path, sent, headers=headers).status_code == 204
    assert chair.post(path, sent, headers=headers).status_code == 409


def test_a_dropped_item_comes_back_where_it_was(house):
    _a, b, _c = three_on(house.meeting)
    drop_item(b, by=None)
    assert titles(house.meeting, house.user("chair")) == ["A", "C"]
    restore_item(b, by=None)
    assert titles(house.meeting, house.user("chair")) == ["A", "B", "C"]


def test_dropping_offers_to_take_it_back(house):
    a, _b, _c = three_on(house.meeting)
    chair = house.client("chair")
    page = chair.post(house.path(f"punten/{a.pk}/laten-vallen/"), follow=True).content.decode()
    assert house.path(f"punten/{a.pk}/terugzetten/") in page
    chair.post(house.path(f"punten/{a.pk}/terugzetten/"))
    assert titles(house.meeting, house.user("chair")) == ["A", "B", "C"]


def test_an_item_goes_to_the_backlog_and_to_the_end_of_another_agenda(house):
    a, _b, _c = three_on(house.meeting)
    later = make.make_meeting(house.body, in_days=30)
    make.make_item(later, title="Z", position=1)
    move_item(a, None, by=None)
    assert AgendaItem.objects.get(pk=a.pk).is_in_backlog
    move_item(a, later, by=None)
    assert titles(later, house.user("chair")) == ["Z", "A"]
    assert titles(house.meeting, house.user("chair")) == ["B", "C"]


def test_an_item_that_moves_to_a_closed_meeting_becomes_closed(house):
    item = make.make_item(house.meeting, access="all")
    closed = make.make_meeting(house.body, in_days=30, access="closed")
    move_item(item, closed, by=None)
    item.refresh_from_db()
    assert item.access == "closed"


def test_an_item_with_minutes_stays_where_it_was_discussed(house):
    item = make.make_item(house.meeting)
    make.make_entry(item)
    for change in (lambda: move_item(item, None, by=None), lambda: drop_item(item, by=None)):
        with pytest.raises(MeetingProblem):
            change()


def test_an_agenda_whose_minutes_are_approved_stays_as_it_is(house):
    held = make.make_held_meeting(house.body)
    with pytest.raises(MeetingProblem):
        add_item(held, by=None, title="Nog iets")


def test_a_template_gives_its_items_and_the_minutes_that_wait(house):
    make.make_held_meeting(house.body, in_days=-60)
    waits = make.make_held_meeting(house.body, in_days=-30, minutes_state="sent", approved_at=None)
    template = add_template(
        house.collective,
        name="Gewone vergadering",
        body=None,
        items=[
            {"title": "Opening", "minutes": 5},
            {"title": "Verslag", "is_for_minutes": True, "kind": "decision"},
        ],
        by=None,
    )
    first, second = add_from_template(house.meeting, template, by=house.user("chair"))
    assert (first.title, first.approves, first.access) == ("Opening", None, "body")
    assert (second.kind, second.approves) == ("decision", waits)


def test_no_item_of_a_template_is_wider_than_its_meeting(house):
    house.meeting.access = "closed"
    house.meeting.save()
    items = [{"title": "Opening", "access": "all"}]
    template = add_template(house.collective, name="X", body=None, items=items, by=None)
    assert add_from_template(house.meeting, template, by=None)[0].access == "closed"


def test_changing_a_template_leaves_agendas_as_they_are(house):
    items = [{"title": "Opening"}]
    template = add_template(house.collective, name="X", body=None, items=items, by=None)
    add_from_template(house.meeting, template, by=None)
    change_template(template, name="Y", body=house.body, items=[{"title": "Anders"}], by=None)
    assert [each.title for each in template.items.all()] == ["Anders"]
    assert titles(house.meeting, house.user("chair")) == ["Opening"]


def test_decisions_that_are_near_are_offered_the_followed_ones_first(house):
    priority = make.make_priority(make.make_edition(house.collective, status="current"))
    near, followed, closed = (
        make.make_project(priority, title=title, visibility=circle)
        for title, circle in (("Nabij", "members"), ("Gevolgd", "members"), ("Dicht", "closed"))
    )
    today = timezone.localdate()
    for project, days in ((near, 10), (followed, 20), (closed, 5), (near, 300)):
        make.make_milestone(
            project, title=f"Besluit {project} {days}", kind="decision", due=today + timedelta(days=days)
        )
    user = house.user("office")
    follow(followed, by=user)
    offered = sources_for(house.meeting, user).decisions
    assert [each.title for each in offered] == ["Besluit Gevolgd 20", "Besluit Nabij 10"]
    add_decisions(house.meeting, offered[:1], by=user)
    item = AgendaItem.objects.get(meeting=house.meeting)
    assert (item.kind, item.dossier, item.access) == ("decision", followed, "body")
    assert [each.title for each in sources_for(house.meeting, user).decisions] == ["Besluit Nabij 10"]


def test_the_office_builds_an_agenda_from_what_there_is(house):
    template = add_template(
        house.collective,
        name="Vast",
        body=None,
        items=[{"title": "Opening"}, {"title": "Rondvraag"}],
        by=None,
    )
    waiting = make.make_item(None, body=house.body, title="Laadpalen", access="body")
    make.make_action(house.collective, house.body, title="Bel de gemeente")
    office = house.client("office")
    path = house.path(f"{house.meeting.pk}/agenda/keuze/")
    assert "Laadpalen" in office.get(path).content.decode()
    office.post(path, {"template": template.pk, "backlog": [waiting.pk], "actions": "on"})
    assert titles(house.meeting, house.user("office")) == [
        "Opening",
        "Rondvraag",
        "Acties doorlopen",
        "Laadpalen",
    ]


def test_who_sits_in_the_body_proposes_and_sees_it_wait(house):
    path = house.path(f"gremia/{house.body.pk}/voorraad/")
    house.client("observer").post(path, {"title": "Fietsparkeren", "question": "Waar?"})
    item = AgendaItem.objects.get(title="Fietsparkeren")
    assert (item.meeting, item.access, item.asked_by) == (None, "body", house.person("observer"))
    assert "Fietsparkeren" in house.client("member").get(path).content.decode()


def test_the_page_of_a_meeting_costs_the_same_with_more_items(house, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    chair = house.client("chair")
    make.make_item(house.meeting, position=1)
    chair.get(house.meeting.get_absolute_url())
    with CaptureQueriesContext(connection) as one:
        chair.get(house.meeting.get_absolute_url())
    cost = len(one)
    three_on(house.meeting)
    with django_assert_num_queries(cost):
        chair.get(house.meeting.get_absolute_url())


def test_the_backlog_costs_the_same_with_more_items(house, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    path = house.path(f"gremia/{house.body.pk}/voorraad/")
    chair = house.client("chair")
    make.make_item(None, body=house.body)
    chair.get(path)
    with CaptureQueriesContext(connection) as one:
        chair.get(path)
    cost = len(one)
    for _each in range(3):
        make.make_item(None, body=house.body)
    with django_assert_num_queries(cost):
        chair.get(path)
