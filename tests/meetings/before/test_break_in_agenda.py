"""Who may not: every way around the body of an item."""

import pytest
from django_scopes import scope

from speerpunt.meetings.models import AgendaItem
from speerpunt.meetings.problems import MeetingProblem
from speerpunt.meetings.services.agenda import move_item, order_items
from speerpunt.meetings.services.sources import add_from_template
from speerpunt.meetings.services.templates import add_template
from tests import factories as make

from .house import set_up


def test_an_item_does_not_go_to_a_meeting_of_another_body(house):
    item = make.make_item(house.meeting)
    elsewhere = make.make_meeting(make.make_body(house.collective))
    with pytest.raises(MeetingProblem, match="gremium"):
        move_item(item, elsewhere, by=house.user("office"))
    item.refresh_from_db()
    assert item.meeting == house.meeting


def test_a_chair_who_posts_the_meeting_of_another_body_moves_nothing(house):
    item = make.make_item(house.meeting)
    elsewhere = make.make_meeting(make.make_body(house.collective))
    answer = house.client("chair").post(house.path(f"punten/{item.pk}/verplaatsen/"), {"to": elsewhere.pk})
    assert answer.status_code == 200
    item.refresh_from_db()
    assert item.meeting == house.meeting


@pytest.mark.parametrize("who", ["member", "observer", "outsider", "partner"])
@pytest.mark.parametrize("what", ["wijzigen", "verplaatsen", "plaats", "laten-vallen", "terugzetten"])
def test_who_does_not_lead_the_body_changes_no_item(house, who, what):
    item = make.make_item(house.meeting)
    answer = house.client(who).post(house.path(f"punten/{item.pk}/{what}/"), {"title": "Gekaapt"})
    assert answer.status_code in {403, 404}
    item.refresh_from_db()
    assert (item.title != "Gekaapt", item.state) == (True, "open")


def test_a_chair_of_another_body_orders_nothing_here(house):
    other = make.make_body(house.collective)
    make.make_seat(other, house.person("outsider"), kind="chair")
    house.meeting.access = "all"
    house.meeting.save()
    first, second = make.make_item(house.meeting, position=1), make.make_item(house.meeting, position=2)
    sent = {"volgorde": f"{second.pk},{first.pk}", "gezien": f"{first.pk},{second.pk}"}
    answer = house.client("outsider").post(house.path(f"{house.meeting.pk}/agenda/volgorde/"), sent)
    assert answer.status_code == 403
    assert list(AgendaItem.objects.filter(meeting=house.meeting)) == [first, second]


def test_the_order_takes_no_item_of_another_agenda(house):
    mine = make.make_item(house.meeting, position=1)
    theirs = make.make_item(make.make_meeting(make.make_body(house.collective)), position=7)
    with pytest.raises(MeetingProblem):
        order_items(house.meeting, [theirs.pk, mine.pk], seen=[mine.pk], by=None)
    theirs.refresh_from_db()
    assert theirs.position == 7


def test_a_dossier_of_another_collective_cannot_be_chosen(house):
    other = make.make_collective("delft")
    with scope(collective=other):
        theirs = make.make_project(make.make_priority(make.make_edition(other)), title="Delftse brug")
    item = make.make_item(house.meeting)
    sent = {
        "title": item.title,
        "kind": "opinion",
        "minutes": 5,
        "access": "body",
        "dossier": f"Brug #{theirs.pk}",
    }
    answer = house.client("office").post(house.path(f"punten/{item.pk}/wijzigen/"), sent)
    assert answer.status_code == 200
    item.refresh_from_db()
    assert item.dossier is None


def test_a_dossier_that_a_chair_may_not_see_cannot_be_chosen_and_is_not_named(house):
    closed = make.make_project(
        make.make_priority(make.make_edition(house.collective)), title="Geheim plan", visibility="closed"
    )
    item = make.make_item(house.meeting, dossier=closed)
    chair = house.client("chair")
    assert "Geheim plan" not in chair.get(house.path(f"punten/{item.pk}/")).content.decode()
    page = chair.get(house.path(f"punten/{item.pk}/wijzigen/")).content.decode()
    assert "Geheim plan" not in page
    sent = {"title": "Ander", "kind": "opinion", "minutes": 5, "access": "body", "dossier": ""}
    chair.post(house.path(f"punten/{item.pk}/wijzigen/"), sent)
    item.refresh_from_db()
    assert (item.title, item.dossier) == ("Ander", closed)


def test_a_closed_item_leaves_no_gap_in_number_or_clock(house):
    house.meeting.access = "all"
    house.meeting.save()
    make.make_item(house.meeting, title="Opening", position=1, minutes=5)
    make.make_item(house.meeting, title="Personeelszaak", position=2, minutes=20, access="closed")
    last = make.make_item(house.meeting, title="Rondvraag", position=3, minutes=10)
    page = house.client("observer").get(house.meeting.get_absolute_url()).content.decode()
    assert "Personeelszaak" not in page
    assert '<span class="no">2</span>' in page
    assert '<span class="no">3</span>' not in page
    assert 'class="at"' not in page
    item = house.client("observer").get(house.path(f"punten/{last.pk}/")).content.decode()
    assert "Punt 2 van 2" in item
    whole = house.client("chair").get(house.meeting.get_absolute_url()).content.decode()
    assert "16.25" in whole


def test_the_office_of_another_collective_finds_nothing(house):
    other = set_up("delft")
    with scope(collective=house.collective):
        item = make.make_item(house.meeting)
    client = other.client("office")
    assert client.get(f"/delft/overleg/punten/{item.pk}/").status_code == 404
    assert client.get(f"/leiden/overleg/punten/{item.pk}/").status_code in {302, 404}


def test_a_template_of_another_body_is_refused(house):
    template = add_template(
        house.collective,
        name="Anders",
        body=make.make_body(house.collective),
        items=[{"title": "Opening"}],
        by=None,
    )
    with pytest.raises(MeetingProblem):
        add_from_template(house.meeting, template, by=None)


@pytest.mark.parametrize("who", ["chair", "member", "outsider", "partner"])
def test_only_the_office_keeps_templates(house, who):
    assert house.client(who).get(house.path("sjablonen/")).status_code == 403
    assert house.client(who).post(house.path("sjablonen/nieuw/"), {"name": "X"}).status_code == 403


def test_who_does_not_sit_in_the_body_sees_and_fills_no_backlog(house):
    make.make_item(None, body=house.body, title="Kanarie", access="body")
    for who in ("outsider", "partner"):
        client = house.client(who)
        path = house.path(f"gremia/{house.body.pk}/voorraad/")
        assert client.get(path).status_code in {403, 404}
        assert client.post(path, {"title": "Ook wat"}).status_code in {403, 404}
    assert AgendaItem.objects.count() == 1
