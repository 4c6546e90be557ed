"""Following: whoever sees a thing may follow it, whatever kind it is, and nobody learns who else does."""

import pytest
from django.utils import timezone
from django_scopes import scope

from speerpunt.core.enums import Frequency
from speerpunt.core.models import Follow, Telling
from speerpunt.core.queries.follows import followed_things
from speerpunt.core.services import follow
from speerpunt.members.enums import StandingKind
from speerpunt.members.queries import attach_standing
from tests.factories import (
    make_area,
    make_body,
    make_collective,
    make_edition,
    make_organisation,
    make_person,
    make_priority,
    make_project,
    make_user,
    make_visitor,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def leiden():
    return make_collective("leiden")


@pytest.fixture
def priority(leiden):
    return make_priority(make_edition(leiden, status="current"), title="Mobiliteit", slug="mobiliteit")


@pytest.fixture
def member(client, leiden):
    found = make_visitor(leiden, StandingKind.MEMBER)
    client.force_login(found)
    return found


def path_to(target, word=""):
    return f"/leiden/volgen/{target._meta.app_label}/{target._meta.model_name}/{target.pk}/{word}"


def follows_of(leiden):
    with scope(collective=leiden):
        return list(Follow.objects.values_list("user_id", "object_id"))


@pytest.mark.parametrize("visibility", ["board", "closed"])
def test_nobody_follows_what_he_may_not_see(client, leiden, member, priority, visibility):
    hidden = make_project(priority, visibility=visibility)
    answers = {client.post(path).status_code for path in (path_to(hidden), path_to(hidden, "niet-meer/"))}
    nothing = client.post(path_to(hidden).replace(str(hidden.pk), "99999999")).status_code
    assert (answers, nothing, follows_of(leiden)) == ({404}, 404, [])


@pytest.mark.parametrize("kind", ["members/person", "core/user", "core/historyevent", "x/y", "places/Area"])
def test_what_is_no_subject_cannot_be_followed(client, leiden, member, kind):
    person = make_person(leiden)
    assert client.post(f"/leiden/volgen/{kind}/{person.pk}/").status_code == 404


def test_a_stranger_follows_nothing(client, leiden):
    area = make_area(leiden)
    client.force_login(make_user())
    assert (client.post(path_to(area)).status_code, follows_of(leiden)) == (403, [])


def test_who_looks_as_another_role_follows_nothing(client, leiden):
    area = make_area(leiden)
    client.force_login(make_visitor(leiden))
    client.post("/leiden/beheer/kijk-als/", {"kind": "member"})
    assert (client.post(path_to(area)).status_code, follows_of(leiden)) == (403, [])


@pytest.mark.parametrize(
    "back", ["//elders.example/", "https://elders.example/", "/\\elders.example", "javascript:alert(1)"]
)
def test_the_way_back_leads_nowhere_else(client, leiden, member, back):
    area = make_area(leiden)
    assert client.post(path_to(area), {"terug": back})["Location"] == f"/leiden/gebieden/{area.slug}/"


def test_following_begins_with_a_button_and_ends_with_one(client, leiden, member, priority):
    other = make_visitor(leiden, StandingKind.MEMBER)
    things = (make_area(leiden), make_organisation(leiden), make_body(leiden))
    for target in (*things, priority, make_project(priority, visibility="members")):
        with scope(collective=leiden):
            page = target.get_absolute_url()
            follow(target, by=other)
        assert "Volg</button>" in client.get(page).content.decode()
        for _twice in range(2):
            assert client.post(path_to(target))["Location"] == page
        told = client.get(page).content.decode()
        assert ("U volgt dit" in told, "2 volgers" in told, other.email in told) == (True, True, False)
        assert (member.pk, target.pk) in follows_of(leiden)
        client.post(path_to(target, "niet-meer/"), {"terug": "/leiden/vandaag/"})
        assert (member.pk, target.pk) not in follows_of(leiden)


def test_reading_an_address_follows_nothing(client, leiden, member):
    """A mail scanner or a browser that reads ahead."""
    assert (client.get(path_to(make_area(leiden))).status_code, follows_of(leiden)) == (405, [])


def test_who_follows_his_first_thing_is_told_weekly_and_a_choice_stays(client, leiden, member, priority):
    with scope(collective=leiden):
        assert not Telling.objects.exists()
        follow(priority, by=member)
        telling = Telling.objects.get(user=member)
        assert (telling.frequency, telling.next_at > timezone.now()) == (Frequency.WEEKLY, True)
        Telling.objects.update(frequency=Frequency.NEVER, next_at=None)
        follow(make_area(leiden), by=member)
        assert Telling.objects.get().frequency == Frequency.NEVER


def test_the_list_holds_what_is_in_sight_now_in_a_fixed_number_of_queries(
    leiden, member, priority, django_assert_num_queries
):
    project = make_project(priority, title="Brug", visibility="members")
    areas = [make_area(leiden, name=name) for name in ("Waard", "Aalmarkt")]
    attach_standing(member, leiden)
    with scope(collective=leiden):
        for target in (project, *areas, priority):
            follow(target, by=member)
        follow(project, by=make_user())
        project.visibility = "closed"
        project.save()
        followed_things(member)
        with django_assert_num_queries(4):
            found = followed_things(member)
    assert [(each.kind, str(each.target)) for each in found] == [
        ("gebied", "Aalmarkt"),
        ("gebied", "Waard"),
        ("speerpunt", "Mobiliteit"),
    ]
