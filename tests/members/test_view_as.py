import pytest

from speerpunt.members.enums import StandingKind
from tests.factories import make_collective, make_visitor

pytestmark = pytest.mark.django_db


@pytest.fixture
def leiden():
    return make_collective("leiden")


@pytest.fixture
def office(client, leiden):
    account = make_visitor(leiden, StandingKind.OFFICE)
    client.force_login(account)
    return account


def look_as(client, kind):
    return client.post("/leiden/beheer/kijk-als/", {"kind": kind})


def test_the_office_sees_what_a_member_sees(client, office):
    assert client.get("/leiden/beheer/").status_code == 200
    assert look_as(client, StandingKind.MEMBER).status_code == 302
    response = client.get("/leiden/beheer/")
    assert response.status_code == 403
    assert response.wsgi_request.standing.kinds == {StandingKind.PUBLIC, StandingKind.MEMBER}


def test_looking_as_another_role_changes_nothing(client, office):
    look_as(client, StandingKind.BOARD)
    assert client.post("/leiden/beheer/collectief/", {"name": "Anders", "city": "Anders"}).status_code == 403


def test_the_office_stops_looking_and_is_the_office_again(client, office):
    look_as(client, StandingKind.PUBLIC)
    assert client.post("/leiden/beheer/kijk-als/stop/").status_code == 302
    assert client.get("/leiden/beheer/").status_code == 200


def test_looking_as_a_role_does_not_carry_to_another_collective(client, office):
    delft = make_collective("delft")
    look_as(client, StandingKind.MEMBER)
    assert client.get(f"/{delft.slug}/").wsgi_request.standing.viewing_as == ""


@pytest.mark.parametrize("kind", [kind for kind in StandingKind if kind is not StandingKind.OFFICE])
def test_nobody_but_the_office_looks_as_another(client, leiden, kind):
    client.force_login(make_visitor(leiden, kind))
    assert look_as(client, StandingKind.BOARD).status_code == 403
    assert "view_as" not in client.session


def test_the_office_cannot_look_as_the_office_of_a_collective_where_it_is_none(client, leiden, office):
    delft = make_collective("delft")
    assert client.post(f"/{delft.slug}/beheer/kijk-als/", {"kind": "board"}).status_code == 403
