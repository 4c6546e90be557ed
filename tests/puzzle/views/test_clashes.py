"""What overlaps, on a list and on its page."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_scopes import scope

from speerpunt.core.services import save_changes
from speerpunt.puzzle.models import Clash
from speerpunt.puzzle.services.clashes import find_clashes
from tests import factories as make

LIST = "/leiden/werk/botsingen/"


@pytest.fixture
def two(leiden):
    """Two works in one street at the same time, of which one is for boards only."""
    today = timezone.localdate()
    with scope(collective=leiden):
        for name, circle in (("Riool", "public"), ("Kabels", "board")):
            work = make.make_work(
                leiden,
                name=name,
                visibility=circle,
                geometry={"type": "Point", "coordinates": [4.495, 52.158]},
            )
            make.make_phase(work, start=today, end=today + timedelta(days=5))
        find_clashes(leiden)
        return Clash.objects.get()


def count(client, query=""):
    return client.get(LIST + query).context["listing"].page.paginator.count


def test_only_who_sees_both_works_sees_that_they_overlap(two, sign_in):
    assert (count(sign_in("board")), count(sign_in("member"))) == (1, 0)
    page = f"{LIST}{two.pk}/"
    assert sign_in("board").get(page).status_code == 200
    assert sign_in("member").get(page).status_code == 404
    assert sign_in("partner").get(LIST).status_code == 403


def test_the_office_says_what_came_of_it_and_the_board_reads_it(leiden, two, sign_in):
    office, page = sign_in("office"), f"{LIST}{two.pk}/"
    office.post(page, {"state": "solved", "talk_to": "omgevingsmanager", "outcome": "Eerst het riool."})
    board = sign_in("board")
    assert "Eerst het riool." in board.get(page).content.decode()
    assert (count(board), count(board, "?stand=solved")) == (0, 1)
    assert board.post(page, {"state": "open"}).status_code == 403
    with scope(collective=leiden):
        assert Clash.objects.get().state == "solved"


def test_papers_and_actions_of_a_clash_are_for_who_sees_both_works(leiden, two, sign_in):
    page = f"{LIST}{two.pk}/"
    paper = make.make_document(make.make_folder(leiden, on=two), "tekening.pdf")
    make.make_action(leiden, two, title="Bel de aannemer")
    with scope(collective=leiden):
        place = paper.get_absolute_url()
    board = sign_in("board")
    shown = board.get(page).content.decode()
    assert place in shown
    assert "Bel de aannemer" in shown
    assert board.get(place).status_code == 200
    member = sign_in("member")
    assert member.get(place).status_code == 404
    assert "Bel de aannemer" not in member.get("/leiden/acties/").content.decode()


def test_only_the_office_puts_papers_on_a_clash(leiden, two, sign_in):
    folder = make.make_folder(leiden, on=two)
    with scope(collective=leiden):
        place = folder.get_absolute_url()
    for who, may in (("office", True), ("board", False)):
        assert (sign_in(who).get(place).context["form"] is not None) == may


def test_a_clash_is_called_as_both_are_called_now(leiden, two):
    with scope(collective=leiden):
        project = make.make_project(make.make_priority(make.make_edition(leiden)), title="Fietsroute")
        other = make.make_clash(two.work, project=project)
        assert (two.title, other.title) == ("Riool – Kabels", "Riool – Fietsroute")
        save_changes(two.work, by=None, name="Rioolvervanging")
        save_changes(project, by=None, title="Snelle fietsroute")
        assert set(Clash.objects.values_list("title", flat=True)) == {
            "Rioolvervanging – Kabels",
            "Rioolvervanging – Snelle fietsroute",
        }


def test_a_decision_that_is_not_ours_cannot_be_linked(leiden, two, sign_in):
    other = make.make_collective("delft")
    with scope(collective=other):
        item = make.make_item(make.make_held_meeting(make.make_body(other)))
        decision = make.make_decision(item)
    page = sign_in("office").post(f"{LIST}{two.pk}/", {"state": "open", "decision": decision.pk})
    assert "decision" in page.context["form"].errors


def test_the_list_costs_the_same_queries_with_one_row_and_with_three(
    leiden, two, sign_in, django_assert_num_queries
):
    client = sign_in("board")
    client.get(LIST)
    with django_assert_num_queries(12):
        client.get(LIST)
    with scope(collective=leiden):
        for _number in range(2):
            make.make_clash(two.other_work, other_work=make.make_work(leiden, visibility="public"))
    with django_assert_num_queries(12):
        assert client.get(LIST).context["listing"].page.paginator.count == 3
