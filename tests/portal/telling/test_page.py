"""The page where somebody chooses how often he is told, and sees what of."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_scopes import scope

from speerpunt.core.models import Telling
from speerpunt.core.services import follow, save_changes
from speerpunt.core.services.mail import send_due_mail
from speerpunt.core.services.telling import tell_everybody
from tests.factories import (
    make_area,
    make_milestone,
)

from .digests import PAGE, at, choose, make_followed, soon

pytestmark = pytest.mark.django_db


def test_somebody_chooses_how_often_and_sees_it(client, leiden, member, bridge):
    client.force_login(member)
    page = client.get(PAGE).content.decode()
    assert ("Spanjaardsbrug" in page, "Elke week: één mail" in page) == (True, True)
    assert client.post(PAGE, {"frequency": "daily", "weekday": "3", "hour": "17"}).status_code == 302
    with scope(collective=leiden):
        telling = Telling.objects.get(user=member)
    assert (telling.frequency, telling.weekday, telling.hour) == ("daily", 3, 17)
    assert timezone.localtime(telling.next_at).hour == 17
    assert "U krijgt elke dag om 17.00 uur een mail" in client.get(PAGE).content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"frequency": "hourly", "weekday": "0", "hour": "8"},
        {"frequency": "daily", "weekday": "7", "hour": "8"},
        {"frequency": "daily", "weekday": "0", "hour": "3"},
        {"frequency": "daily", "weekday": "0", "hour": "x"},
        {},
    ],
)
def test_what_cannot_be_chosen_changes_nothing(client, leiden, member, bridge, wrong):
    client.force_login(member)
    assert client.post(PAGE, {"token": "x", **wrong}).status_code == 200
    with scope(collective=leiden):
        assert Telling.objects.get().frequency == "weekly"


def test_the_page_shows_what_would_be_in_the_mail(client, leiden, member, office, bridge):
    choose(leiden, member)
    with scope(collective=leiden):
        save_changes(bridge, by=office, health="stuck")
    client.force_login(member)
    assert "<li>Nu stokt</li>" in client.get(PAGE).content.decode()


def test_who_follows_nothing_is_told_how_to_begin(client, leiden, member):
    client.force_login(member)
    page = client.get(PAGE).content.decode()
    assert page.count('class="empty') == 2
    with scope(collective=leiden):
        assert not Telling.objects.exists(), "looking is not choosing"


def test_letting_go_from_the_list_comes_back_to_the_list(client, leiden, member, bridge):
    client.force_login(member)
    path = f"/leiden/volgen/priorities/project/{bridge.pk}/niet-meer/"
    assert client.post(path, {"terug": PAGE})["Location"] == PAGE
    assert "Spanjaardsbrug" not in client.get(PAGE).content.decode()


def test_the_page_and_the_mail_cost_the_same_with_one_row_and_with_three(
    client, leiden, priority, member, office, django_assert_max_num_queries
):
    def add_one_of_everything():
        area = make_area(leiden)
        project = make_followed(leiden, priority, member)
        project.areas.add(area)
        milestone = make_milestone(project, kind="decision", due=soon(3))
        with scope(collective=leiden):
            follow(area, by=member)
            save_changes(project, by=office, health="attention")
            save_changes(milestone, by=office, title="Raad")
            save_changes(area, by=office, summary="Iets")

    def count():
        with django_assert_max_num_queries(45) as page:
            client.get(PAGE)
        with at(timezone.now() + timedelta(days=1)):
            tell_everybody()
            with django_assert_max_num_queries(45) as sending:
                assert send_due_mail() == 1
        return len(page.captured_queries), len(sending.captured_queries)

    client.force_login(member)
    client.get(PAGE)
    add_one_of_everything()
    choose(leiden, member)
    one = count()
    add_one_of_everything()
    add_one_of_everything()
    choose(leiden, member)
    assert count() == one
